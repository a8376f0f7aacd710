"""`./dev fix`: what a machine can put right: format, imports, generated pages, translation files."""

import os
import sys

from tools.steps import Step, python, run_quietly

STEPS = (
    Step("lint", python("-m", "ruff", "check", "--fix", ".")),
    Step("format", python("-m", "ruff", "format", ".")),
    Step(
        "templates", python("-m", "djlint", "src", "--reformat", "--quiet", "--allow-empty-input")
    ),
    Step("translations", python("-m", "tools.translations", "extract")),
    Step("docs", python("-m", "tools.generate_docs")),
)
# Their exit status says that something was changed, or remains to be done by hand.
SAY_BY_STATUS = {"lint", "templates"}


def main() -> int:
    failed = []
    for step in STEPS:
        outcome = run_quietly(step, os.environ)
        print(f"{step.name:14}{outcome.seconds:5.1f} s")
        if not outcome.passed:
            print(outcome.output.rstrip())
            if step.name not in SAY_BY_STATUS:
                failed.append(step.name)
    if failed:
        print(f"./dev fix: could not finish {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
