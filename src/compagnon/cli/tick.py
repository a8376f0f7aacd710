"""`compagnon tick`: do what time has made due."""

import argparse
import sys
import time
from contextlib import nullcontext
from datetime import datetime


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "tick",
        help="do what time has made due: reminders, letters to try again, work left lying",
        description=(
            "Do what time has made due. It may run at any moment, twice at once, or a week late."
            " `compagnon serve` does it every minute."
        ),
    )
    parser.add_argument(
        "--now", type=instant, metavar="ISO", help="as if it were 2027-01-15T08:00+00:00"
    )
    parser.add_argument(
        "--every", type=int, metavar="SECONDS", help="again and again, until stopped"
    )
    parser.set_defaults(run=run)


def instant(text: str) -> datetime:
    """Read an instant with its time zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("add the time zone, for example +00:00")
    return moment


def run(args: argparse.Namespace) -> int:
    """Tick once, or every so often; print what was done."""
    while True:
        failed = tick_once(args.now)
        if not args.every:
            return 1 if failed else 0
        time.sleep(args.every)


def tick_once(now: datetime | None) -> tuple[str, ...]:
    """Tick, print the counts that are not nought, and return which jobs failed."""
    from compagnon.core import clock  # noqa: PLC0415 -- Django is set up by now
    from compagnon.notifications.ticking import tick  # noqa: PLC0415 -- as above

    with clock.moved_to(now) if now else nullcontext():
        report = tick()
    done = ", ".join(f"{name} {count}" for name, count in sorted(report.counts.items()) if count)
    if done:
        print(f"tick: {done}", flush=True)
    for name in report.failed:
        print(f"tick: {name} failed; it is tried again", file=sys.stderr, flush=True)
    return report.failed
