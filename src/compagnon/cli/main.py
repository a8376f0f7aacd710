"""`compagnon COMMAND`: finds the command, sets Django up, and turns refusals into one sentence and an exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from compagnon.cli import (
    backup,
    check,
    demo,
    dump,
    erase,
    init,
    keys,
    match,
    migrate,
    seed,
    serve,
    tick,
    urls,
    worker,
)

# Each module adds its parser, whose `run` is called with what was parsed.
COMMANDS: Final = (
    init,
    migrate,
    demo,
    seed,
    check,
    serve,
    worker,
    tick,
    urls,
    dump,
    backup,
    erase,
    keys,
    match,
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line (the reference page is made of it)."""
    parser = argparse.ArgumentParser(
        prog="compagnon",
        description="Run mentoring, coaching and peer-coaching schemes. Settings come from the environment.",
        epilog="Begin with:  compagnon init  (or look around first:  compagnon demo)",
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 done, 1 refused, 2 not understood, 130 interrupted)."""
    args = build_parser().parse_args(argv)
    if prepare := getattr(args, "prepare", None):
        prepare(args)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compagnon.config.settings")

    import django  # noqa: PLC0415 -- a command may set the environment that the settings are read from

    django.setup()

    from compagnon.core.errors import Refused  # noqa: PLC0415 -- as above

    try:
        return int(args.run(args))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
