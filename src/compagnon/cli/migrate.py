"""`compagnon migrate`: bring the database to this version."""

import argparse


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "migrate",
        help="bring the database to this version",
        description="Bring the database to this version. Back up first: compagnon backup FILE.",
    )
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Apply every migration that is missing, and collect the static files."""
    migrate_all(verbosity=1)
    return 0


def migrate_all(*, verbosity: int) -> None:
    """Apply every migration that is missing, each in its own transaction, and collect the static files."""
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up by now

    from compagnon.core.files import be_patient  # noqa: PLC0415 -- as above

    be_patient()
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("collectstatic", interactive=False, verbosity=0)
