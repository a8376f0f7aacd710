"""`compagnon serve`: web, one worker and the tick loop, in one command."""

import argparse
import gc
import logging.config
import sys
from collections.abc import Callable
from functools import partial

from compagnon.cli import tick, worker
from compagnon.cli.supervisor import Supervisor, Task


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "serve",
        help="serve the site: web, one worker, and the tick loop",
        description=(
            "Serve the site. Refuses to start on insecure settings or a database of another version, and"
            " says why; it never migrates by itself. Stop it with SIGTERM: requests under way are finished."
        ),
    )
    parser.add_argument(
        "--bind", default="127.0.0.1:8000", help="address and port (127.0.0.1:8000)"
    )
    parser.add_argument("--web-only", action="store_true", help="run workers and ticks elsewhere")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Start, unless there is a reason not to."""
    from compagnon.core.readiness import refusals  # noqa: PLC0415 -- Django is set up by now

    reasons = refusals()
    for reason in reasons:
        print(f"compagnon serve: {reason}", file=sys.stderr)
    if reasons:
        return 1
    return supervise(address=args.bind, web_only=args.web_only, opened=partial(say_open, args.bind))


def supervise(*, address: str, web_only: bool = False, opened: Callable[[], None]) -> int:
    """Keep the processes running until told to stop; one that ends is started again."""
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now

    from compagnon.core import logs  # noqa: PLC0415 -- as above

    logging.config.dictConfig(logs.serving())
    tasks = processes(address, web_only=web_only, opened=opened)
    # What stands in memory now is shared by all processes, and a connection must not be.
    connections.close_all()
    gc.collect()
    gc.freeze()
    return Supervisor(tasks).run()


def processes(address: str, *, web_only: bool, opened: Callable[[], None]) -> dict[str, Task]:
    """Return what each process does, by its name; the application is loaded by now."""
    from compagnon.cli.web import Web  # noqa: PLC0415 -- gunicorn is for serving alone
    from compagnon.core import installation  # noqa: PLC0415 -- Django is set up by now

    web = Web(address, workers=installation.web_processes(), opened=opened)
    web.wsgi()
    tasks: dict[str, Task] = {"web": web.run}
    if not web_only:
        tasks |= {"worker": worker.work, "tick": partial(tick.repeat, every=60)}
    return tasks


def say_open(address: str) -> None:
    """Print where the site is, once it answers."""
    from compagnon.core import installation  # noqa: PLC0415 -- Django is set up by now

    print(f"{installation.origin()} is open, at {address}.", flush=True)
