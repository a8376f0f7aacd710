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
    # Whatever a command writes (database, backup, keys) is for its owner alone.
    os.umask(0o077)
    args = build_parser().parse_args(argv)
    try:
        return prepared(args)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough: `compagnon dump | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", file=sys.stderr)
        return 1


def prepared(args: argparse.Namespace) -> int:
    """Set Django up, and run the command; a refusal becomes one sentence."""
    if prepare := getattr(args, "prepare", None):
        prepare(args)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compagnon.config.settings")

    import django  # noqa: PLC0415 -- a command may set the environment that the settings are read from
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- as above
    from django.db import DatabaseError  # noqa: PLC0415 -- as above

    from compagnon.core.errors import Refused  # noqa: PLC0415 -- as above

    try:
        django.setup()
        return int(args.run(args))
    except (Refused, ImproperlyConfigured) as refusal:
        print(refusal, file=sys.stderr)
    except DatabaseError as error:
        print(
            f"The database does not do it ({type(error).__name__}). What is wrong says: compagnon check",
            file=sys.stderr,
        )
    return 1
