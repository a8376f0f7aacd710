"""`compagnon worker`: take up background work."""

import argparse


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "worker",
        help="take up background work: letters, imports, runs of the match",
        description="Take up background work. `compagnon serve` starts one; start more when one is not enough.",
    )
    parser.add_argument("--once", action="store_true", help="do what is waiting, and stop")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run tasks until told to stop; tasks are only nudges, so a killed worker loses nothing."""
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up by now

    call_command("db_worker", interval=1, batch=args.once, startup_delay=False, verbosity=0)
    return 0
