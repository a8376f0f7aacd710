"""The contracts of `.importlinter`, tried on small packages that break one each."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PACKAGES = "Packages depend downwards only"
SLICE = "policy, events, models, rules"  # the second line of its name
PURE = "The engine is pure Python"
DOOR = "Only matching and the command line call the engine"
FRONT = "Front doors use changes and queries only"
BROKEN = [
    (PACKAGES, "partnerships/changes.py", "import compagnon.recruitment.rules"),
    (PACKAGES, "schemes/queries.py", "import compagnon.partnerships.queries"),
    (PACKAGES, "surprise/rules.py", ""),
    (SLICE, "partnerships/changes.py", "import compagnon.partnerships.views"),
    (SLICE, "partnerships/rules.py", "import compagnon.partnerships.models"),
    (PURE, "engine/solve.py", "import django"),
    (PURE, "engine/solve.py", "import compagnon.core.clock"),
    (DOOR, "reports/queries.py", "import compagnon.engine.solve"),
    (FRONT, "cli/main.py", "import compagnon.partnerships.models"),
]
SOUND = {
    "cli/main.py": "import compagnon.partnerships.changes, compagnon.engine.solve",
    "partnerships/views.py": "import compagnon.partnerships.changes, compagnon.ui.responses",
    "partnerships/changes.py": "import compagnon.partnerships.models, compagnon.schemes.queries",
    "partnerships/models.py": "import compagnon.partnerships.rules, compagnon.core.clock",
    "partnerships/queries.py": "",
    "partnerships/rules.py": "",
    "recruitment/rules.py": "",
    "reports/queries.py": "import compagnon.partnerships.queries",
    "schemes/queries.py": "",
    "ui/responses.py": "",
    "core/clock.py": "",
    "engine/solve.py": "",
}


def lint(root: Path, modules: dict[str, str]) -> subprocess.CompletedProcess[str]:
    for name, source in modules.items():
        path = root / "src/compagnon" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
        for folder in (path.parent, path.parent.parent):
            (folder / "__init__.py").touch()
    shutil.copy(ROOT / ".importlinter", root)
    shutil.copytree(ROOT / "tools", root / "tools", dirs_exist_ok=True)
    return subprocess.run(  # noqa: S603 -- the linter, on a package of this test
        [sys.executable, "-P", "-c", LINT, "--no-logo", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_sound_packages_pass_while_others_do_not_exist_yet(tmp_path: Path) -> None:
    done = lint(tmp_path, SOUND)

    assert "Contracts: 6 kept, 0 broken." in done.stdout, done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(("contract", "path", "source"), BROKEN)
def test_an_import_in_the_wrong_direction_fails(
    tmp_path: Path, contract: str, path: str, source: str
) -> None:
    done = lint(tmp_path, {**SOUND, path: source})

    assert f"{contract} BROKEN" in done.stdout, done.stdout
    assert done.returncode == 1
