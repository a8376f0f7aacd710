"""Write the binary catalogues that Django reads (`.mo`); they are made, never committed.

Stands by itself because it needs only what the application itself needs: `./dev demo` runs it.
"""

import os
from pathlib import Path

import polib


def compile_all(root: Path) -> None:
    """Compile every catalogue; whoever reads at this moment sees the old one or the new one, whole."""
    for path in sorted((root / "src/compagnon/locale").rglob("*.po")):
        fresh = path.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(path)).save_as_mofile(str(fresh))
        fresh.replace(path.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all(Path.cwd())
