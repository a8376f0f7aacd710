"""`./dev test`: every test on SQLite and, where one answers, on PostgreSQL; then the coverage of both.

With arguments it is pytest itself, on whatever database DATABASE_URL names.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.figures import counts
from tools.find_postgresql import Database, find_postgresql
from tools.steps import Outcome, Step, python, run_aloud

SUMMARY = re.compile(r"^=+ (.*\b(?:passed|failed|error|errors|deselected)\b.*) =+$", re.MULTILINE)
# Stands on the line of an `if`, and speaks for its whole block.
ONLY_ON = "# only on {}"
FOLDER = Path("var/test")
FIGURES = FOLDER / "figures.jsonl"
KNOW_NO_DATABASE = ("architecture", "benchmarks", "cli/match", "engine", "tools")
NO_BROWSER = (
    "There is no Chromium, so the browser tests did not run: install one, or set CHROMIUM to it."
)


def suite(database: Database, environment: dict[str, str]) -> Outcome:
    """Run all tests on one database, its lines counted apart.

    Counting doubles the time, so a second database counts only in the modules that have lines of its own, and in the
    tests of their packages; and what knows no database, or what none can change (tests marked `once`, axe), is not
    tested a second time. There the tables are made by all migrations, as an installation's are.
    """
    again = bool(database.url)
    own = of_its_own(database.name)
    counted = ("--source", ",".join(own)) if again else ()
    packages = {
        "COMPAGNON_COUNTED_PACKAGES": ",".join(sorted({name.split(".")[1] for name in own}))
    }
    known = [f"--ignore=tests/{folder}" for folder in KNOW_NO_DATABASE] if again else []
    marks = ["not once"] * again + ["not e2e"] * (not environment.get("CHROMIUM"))
    command = python(
        *("-m", "coverage", "run", *counted, "-m", "pytest", "--durations=5"),
        *("-n", str(os.cpu_count() or 1), "--dist", "worksteal"),
        *(*known, *["--migrations"] * again, "-m", " and ".join(marks)),
    )
    print(f"\n--- {database.name} " + "-" * (72 - len(database.name)), flush=True)
    return run_aloud(
        Step(database.name, command),
        {
            **environment,
            **(packages if again else {}),
            "DATABASE_URL": database.url,
            "COMPAGNON_AGAIN": "1" if again else "",
            "COVERAGE_FILE": str(FOLDER.resolve() / f"coverage.{database.name}"),
        },
    )


def of_its_own(name: str) -> list[str]:
    """Return the modules below src with lines that run on this database only."""
    return [
        ".".join(path.relative_to("src").with_suffix("").parts)
        for path in sorted(Path("src").rglob("*.py"))
        if ONLY_ON.format(name) in path.read_text(encoding="utf-8")
    ]


def measure_coverage(environment: dict[str, str], *, both: bool) -> Outcome:
    """Combine what the databases have in common and each alone; lines of an absent one are left out."""
    where = {**environment, "COVERAGE_FILE": str(FOLDER.resolve() / "coverage")}
    if not both:
        where["COMPAGNON_LINES_LEFT_OUT"] = ONLY_ON.format("PostgreSQL")
    parts = [str(path) for path in sorted(FOLDER.glob("coverage.*"))]
    print("\n--- Coverage " + "-" * 64, flush=True)
    combined = run_aloud(Step("combine", python("-m", "coverage", "combine", "-q", *parts)), where)
    report = run_aloud(Step("Coverage", python("-m", "coverage", "report")), where)
    return Outcome("Coverage", report.passed, combined.seconds + report.seconds, report.output)


def summary(outcome: Outcome) -> str:
    found = SUMMARY.findall(outcome.output)
    return found[-1] if found else "ended without a summary"


def run_everything() -> int:
    started = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    environment = {**os.environ, "COMPAGNON_FIGURES": str(FIGURES.resolve())}
    postgresql = find_postgresql()
    suites = [suite(Database("SQLite", ""), environment)]
    if postgresql:
        suites.append(suite(postgresql, environment))
    coverage = measure_coverage(environment, both=postgresql is not None)
    print("\n--- ./dev test " + "-" * 62)
    for outcome in suites:
        print(f"{outcome.name:11}{summary(outcome)}")
    if not postgresql:
        print("PostgreSQL none answered: not tested, and its own lines left out of coverage")
    total = re.findall(r"^TOTAL.*?(\S+%)$", coverage.output, re.MULTILINE) or ["unknown"]
    print(f"Coverage   {total[-1]} of lines and branches in {coverage.seconds:.2f}s")
    for kind, count in counts(FIGURES).items():
        print(f"{count} {kind}")
    passed = all(outcome.passed for outcome in (*suites, coverage))
    if not environment.get("CHROMIUM"):
        print(NO_BROWSER)
        passed = False
    verdict = "passed" if passed else "FAILED"
    print(f"./dev test {verdict} in {time.monotonic() - started:.0f} s")
    return int(not passed)


def main(arguments: list[str]) -> int:
    if arguments:
        return subprocess.run(python("-m", "pytest", *arguments), check=False).returncode  # noqa: S603 -- pytest with the developer's own arguments
    return run_everything()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
