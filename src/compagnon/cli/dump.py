"""`compagnon dump`: every row as text."""

import argparse
import sys


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "dump",
        help="print every row, sorted, as JSON lines",
        description="Print every row, sorted, as JSON lines. Confidential words stay encrypted.",
    )
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Print the dump."""
    from compagnon.core.archive import dump  # noqa: PLC0415 -- Django is set up by now

    dump(sys.stdout)
    return 0
