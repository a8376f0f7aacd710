"""Every check that needs no test run: `./dev check`, or `./dev check lint types` for some of them.

All of them run, two at a time, and the failures are shown together at the end.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial

from tools.steps import Outcome, Step, python, run_quietly

# import-linter has no module to run, only a console script whose path moves with the checkout.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

STEPS = (
    # mypy first: it takes longest, and the others run beside it.
    Step("types", python("-m", "mypy")),
    Step("format", python("-m", "ruff", "format", "--check", ".")),
    Step("lint", python("-m", "ruff", "check", ".")),
    Step("imports", python("-c", LINT_IMPORTS, "--no-logo")),
    Step("sizes", python("-m", "tools.check_sizes")),
    Step("templates", python("-m", "djlint", "src", "--lint", "--allow-empty-input")),
    Step(
        "template-format",
        python("-m", "djlint", "src", "--check", "--allow-empty-input"),
    ),
    Step("translations", python("-m", "tools.translations", "check")),
    Step("migrations", python("-m", "django", "makemigrations", "--check", "--dry-run")),
    Step("deploy", python("-m", "tools.check_deploy")),
    Step("docs", python("-m", "tools.generate_docs", "--check")),
    Step("shell", ("sh", "-n", "dev")),
    Step("shell-ci", ("bash", "-n", ".ci/run")),
)


def choose(names: list[str]) -> list[Step]:
    unknown = sorted(set(names) - {step.name for step in STEPS})
    if unknown:
        known = ", ".join(step.name for step in STEPS)
        sys.exit(f"There is no check {', '.join(unknown)}. There are: {known}")
    return [step for step in STEPS if not names or step.name in names]


def run_all(steps: list[Step]) -> list[Outcome]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "compagnon.config.settings"}
    outcomes = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = [pool.submit(partial(run_quietly, step, environment)) for step in steps]
        for done in as_completed(running):
            outcome = done.result()
            verdict = "ok    " if outcome.passed else "FAILED"
            print(f"{verdict} {outcome.name:16}{outcome.seconds:6.1f} s", flush=True)
            outcomes.append(outcome)
    return outcomes


def main(names: list[str]) -> int:
    outcomes = run_all(choose(names))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(f"\n--- {outcome.name} " + "-" * (72 - len(outcome.name)))
        print(outcome.output.strip() or "(no output)")
    if failed:
        print(f"\n./dev check: {len(failed)} of {len(outcomes)} checks failed")
        print("  " + ", ".join(outcome.name for outcome in failed))
        return 1
    print(f"./dev check: all {len(outcomes)} checks passed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
