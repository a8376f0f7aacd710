"""Remake the third-party files that pages are served with and documents printed with, from pinned npm packages.

    tools/vendor.py            fetch, copy, write ui/vendor.json and ui/icons.py
    tools/vendor.py --check    compare the files in the tree with ui/vendor.json, no network

Needs npm to remake; nothing here is needed at run time or by the tests.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

UI = Path(__file__).resolve().parent.parent / "src" / "compagnon" / "ui"
FILES = UI / "static" / "ui" / "vendor"
FONTS = UI.parent / "documents" / "fonts"
MANIFEST = UI / "vendor.json"
ICONS_MODULE = UI / "icons.py"


@dataclass(frozen=True)
class Package:
    """One npm package: what is taken from it, and under which name it is kept; printed with rather than served?"""

    name: str
    version: str
    licence: str
    files: dict[str, str]
    is_printed: bool = False


FONT = "atkinson-hyperlegible-next"
HTMX = Package(
    "htmx.org", "2.0.11", "0BSD", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"}
)
ATKINSON = Package(
    f"@fontsource-variable/{FONT}",
    "5.3.0",
    "OFL-1.1",
    {
        f"files/{FONT}-latin-wght-normal.woff2": "atkinson-latin.woff2",
        f"files/{FONT}-latin-ext-wght-normal.woff2": "atkinson-latin-ext.woff2",
        "LICENSE": "atkinson.LICENSE.txt",
    },
)
# The same letters as a font that a PDF can hold: one file for each weight.
PRINTED = Package(
    f"@expo-google-fonts/{FONT}",
    "0.4.1",
    "OFL-1.1",
    {
        "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf": "atkinson-regular.ttf",
        "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf": "atkinson-bold.ttf",
        "LICENSE_FONT": "atkinson-print.LICENSE.txt",
    },
    is_printed=True,
)
LUCIDE = Package("lucide-static", "1.62.0", "ISC", {"LICENSE": "lucide.LICENSE.txt"})

# Only icons that a template shows: a test finds those that none does.
ICONS = (
    "arrow-left",
    "arrow-left-right",
    "arrow-right",
    "ban",
    "calendar",
    "check",
    "chevron-down",
    "circle-alert",
    "circle-check",
    "download",
    "info",
    "languages",
    "lock",
    "mail",
    "menu",
    "pin",
    "plus",
    "search",
    "triangle-alert",
    "upload",
    "user",
    "x",
)


def fetch(package: Package, into: Path) -> Path:
    """Unpack one package as npm publishes it and return its folder."""
    command = [
        "npm",
        "pack",
        "--silent",
        "--pack-destination",
        str(into),
        f"{package.name}@{package.version}",
    ]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 -- pinned names above
    folder = into / package.name.replace("/", "-")
    with tarfile.open(into / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def shapes(svg: str) -> str:
    """Return what is drawn inside one Lucide file, on one line."""
    inside = re.sub(r"<!--.*?-->|</?svg[^>]*>", "", svg, flags=re.DOTALL)
    return "".join(line.strip() for line in inside.splitlines()).replace(" />", "/>")


def write_icons(folder: Path) -> None:
    """Write the icons as a module, so that no page reads a file to draw one."""
    lines = [
        f"    \"{name}\": '{shapes((folder / 'icons' / f'{name}.svg').read_text())}',"
        for name in ICONS
    ]
    ICONS_MODULE.write_text(
        f'"""Icons of Lucide {LUCIDE.version} (ISC licence). Made by tools/vendor.py; do not edit."""\n\n'
        "from typing import Final\n\n"
        "ICONS: Final[dict[str, str]] = {\n" + "\n".join(lines) + "\n}\n",
        encoding="ascii",
    )


def sha256(path: Path) -> str:
    """Return a file's fingerprint."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def remake() -> None:
    """Fetch every package, copy what is taken, and write down what it was."""
    for kept in (FILES, FONTS):
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
    manifest = []
    for package in (ATKINSON, PRINTED, HTMX, LUCIDE):
        kept = FONTS if package.is_printed else FILES
        with tempfile.TemporaryDirectory() as scratch:
            folder = fetch(package, Path(scratch))
            for source, name in package.files.items():
                shutil.copyfile(folder / source, kept / name)
            if package is LUCIDE:
                write_icons(folder)
        files = {name: sha256(kept / name) for name in sorted(package.files.values())}
        entry = {"name": package.name, "version": package.version, "licence": package.licence}
        manifest.append({**entry, "sha256": files})
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="ascii")


def differences() -> list[str]:
    """Say which of these files are missing, changed or not written down."""
    written = {
        name: digest
        for entry in json.loads(MANIFEST.read_text())
        for name, digest in entry["sha256"].items()
    }
    present = {path.name: sha256(path) for folder in (FILES, FONTS) for path in folder.iterdir()}
    return sorted(
        name for name in written.keys() | present.keys() if written.get(name) != present.get(name)
    )


def main() -> int:
    """Remake, or check what is there."""
    if "--check" not in sys.argv[1:]:
        remake()
    wrong = differences()
    for name in wrong:
        print(f"{name} is not the file that vendor.json names")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
