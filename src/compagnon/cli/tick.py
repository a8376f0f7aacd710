"""`compagnon tick`: do what time has made due."""

import argparse
import logging
import logging.config
import sys
import time
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from compagnon.cli.bell import Bell

if TYPE_CHECKING:
    from compagnon.notifications.ticking import TickReport

log = logging.getLogger("compagnon.tick")


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
        "--every", type=seconds, metavar="SECONDS", help="again and again, until stopped"
    )
    parser.set_defaults(run=run)


def instant(text: str) -> datetime:
    """Read an instant with its time zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write it like 2027-01-15T08:00+00:00") from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("add the time zone, for example +00:00")
    return moment


def seconds(text: str) -> int:
    """Read a number of seconds."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("write a number of seconds, 1 or more")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Tick once and print what was done, or tick every so often and keep a log of it."""
    from compagnon.core import clock, logs  # noqa: PLC0415 -- Django is set up by now
    from compagnon.notifications.ticking import tick  # noqa: PLC0415 -- as above

    with clock.moved_to(args.now) if args.now else nullcontext():
        if args.every:
            logging.config.dictConfig(logs.serving())
            repeat(every=args.every)
            return 0
        report = tick()
    for name, count in counts(report).items():
        print(f"{name}: {count}")
    for name in report.failed:
        print(f"{name} failed; it is tried again at the next tick.", file=sys.stderr)
    return 1 if report.failed else 0


def repeat(*, every: int) -> None:
    """Tick until told to stop, at the same distance however long each takes; a tick under way is finished."""
    from django.db import close_old_connections  # noqa: PLC0415 -- Django is set up by now

    from compagnon.notifications.ticking import tick  # noqa: PLC0415 -- as above

    begun = time.monotonic()
    with Bell() as bell:
        while True:
            close_old_connections()  # one that broke meanwhile
            if done := counts(tick()):
                log.info("ticked", extra={"done": done})
            if bell.rings_within(until_next(time.monotonic() - begun, every)):
                return


def until_next(elapsed: float, every: int) -> float:
    """Return how long to wait for the next multiple of a distance, when so many seconds have passed."""
    return every - elapsed % every


def counts(report: "TickReport") -> dict[str, int]:
    """Return what a tick did, without what there was none of."""
    return {name: count for name, count in sorted(report.counts.items()) if count}
