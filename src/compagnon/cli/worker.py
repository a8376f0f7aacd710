"""`compagnon worker`: take up background work."""

import argparse
import logging.config


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "worker",
        help="take up background work: letters, imports, runs of the match",
        description=(
            "Take up background work until told to stop; what is under way is finished first."
            " `compagnon serve` starts one; start more when one is not enough."
        ),
    )
    parser.add_argument("--once", action="store_true", help="do what is waiting, and stop")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work, and keep a log of it."""
    from compagnon.core import logs  # noqa: PLC0415 -- Django is set up by now

    logging.config.dictConfig(logs.serving())
    work(once=args.once)
    return 0


def work(*, once: bool = False) -> None:
    """Run tasks until told to stop; tasks are only nudges, so a killed worker loses nothing."""
    from django.utils.crypto import get_random_string  # noqa: PLC0415 -- Django is set up by now
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 -- as above

    # Not through the command, which would choose what is logged.
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    worker.configure_signals()
    worker.run()
