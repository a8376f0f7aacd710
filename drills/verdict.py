"""What a drill did, what it found, and the exit code that follows."""

import argparse
import sys
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

SHOWN = 5


@dataclass
class Report:
    """The facts of one drill, printed as they come; a fact that should not be is a failure."""

    name: str
    failures: list[str] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def say(self, text: str) -> None:
        """Tell what was done."""
        print(f"  {self.name} {time.monotonic() - self.begun:5.0f} s  {text}", flush=True)

    def check(self, what: str, *, holds: bool, found: str = "") -> bool:
        """Note whether something holds that must, and what was found where it does not."""
        self.say(f"{'ok    ' if holds else 'FAILED'} {what}{'' if holds else f': {found}'}")
        if not holds:
            self.failures.append(f"{what}: {found}" if found else what)
        return holds

    def none(self, what: str, found: Collection[object]) -> bool:
        """Note that there must be none of something, and which there are."""
        some = "; ".join(str(one) for one in list(found)[:SHOWN])
        return self.check(what, holds=not found, found=f"{len(found)}: {some}")

    def same(self, what: str, found: object, wanted: object) -> bool:
        """Note that one thing must equal another."""
        return self.check(what, holds=found == wanted, found=f"{found!r} instead of {wanted!r}")


def main(name: str, drill: Callable[[Report, str], None], description: str | None) -> None:
    """Run one drill as a command: what it did, its verdict, its exit code."""
    parser = argparse.ArgumentParser(prog=f"./dev drill {name}", description=description)
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to drill it on")
    args = parser.parse_args()
    report = Report(name)
    where = "PostgreSQL" if args.database_url or name == "restart" else "SQLite"
    report.say(f"begins on {where}")
    drill(report, args.database_url)
    for failure in report.failures:
        print(f"{name} on {where}: {failure}")
    verdict = f"{len(report.failures)} failures" if report.failures else "passed"
    print(f"{name} on {where}: {verdict} ({time.monotonic() - report.begun:.0f} s)", flush=True)
    sys.exit(bool(report.failures))
