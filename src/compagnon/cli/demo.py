"""`compagnon demo`: invented people on this computer, in one command."""

import argparse
import fcntl
import os
import socket
from functools import partial
from pathlib import Path
from typing import IO


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "demo",
        help="look around: an invented scheme, on this computer only",
        description=(
            "Create an invented scheme in var/demo (or COMPAGNON_DATA) and serve it to this computer only,"
            " with plain cookies. Prints one sign-in link for each persona. Stop it with Ctrl-C;"
            " start it again and everything is still there; --fresh begins anew."
        ),
    )
    parser.add_argument("--port", type=int, default=8000, help="port on localhost (8000)")
    parser.add_argument("--fresh", action="store_true", help="forget the earlier demo first")
    parser.set_defaults(run=run, prepare=prepare)


def prepare(args: argparse.Namespace) -> None:
    """Set the environment of a demo before the settings are read; refuses to run one demo twice."""
    from compagnon.cli.init import make_secret  # noqa: PLC0415 -- nothing of it is needed to parse

    folder = Path(os.environ.setdefault("COMPAGNON_DATA", "var/demo"))
    origin = f"http://localhost:{args.port}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    args.lock = claim(folder, origin)
    refuse_taken(args.port)
    os.environ["COMPAGNON_DEMO"] = "on"
    os.environ["COMPAGNON_HOSTS"] = "localhost,127.0.0.1"
    os.environ["COMPAGNON_ORIGIN"] = origin
    os.environ.setdefault("COMPAGNON_WORKERS", "1")
    if args.fresh:
        forget(folder)
    make_secret(folder)


def run(args: argparse.Namespace) -> int:
    """Make the demo if there is none, print who you can be, and serve it."""
    from compagnon.cli.init import make_keys  # noqa: PLC0415 -- Django is set up by now
    from compagnon.cli.migrate import migrate_all  # noqa: PLC0415 -- as above
    from compagnon.cli.serve import supervise  # noqa: PLC0415 -- as above
    from compagnon.core import installation  # noqa: PLC0415 -- as above
    from compagnon.core.encryption import master  # noqa: PLC0415 -- as above
    from compagnon.scenarios.seeding import seed_if_empty  # noqa: PLC0415 -- as above

    print("Compagnon's demo: invented people, plain cookies, this computer only.", flush=True)
    make_keys(master.key_file())
    migrate_all(verbosity=0)
    seed_if_empty()
    greeting = greet(installation.origin())
    return supervise(address=f"127.0.0.1:{args.port}", opened=partial(print, greeting, flush=True))


def greet(origin: str) -> str:
    """Return who you can be and where; it is printed once the site answers."""
    from compagnon.scenarios.seeding import personas  # noqa: PLC0415 -- Django is set up by now

    lines = [
        f"  {persona['title']:33} {persona['name']:18} {persona['sign_in_link']}"
        for persona in personas()
    ]
    return "\n".join(
        [
            "Each link signs you in once, within half a day:",
            "",
            *lines,
            "",
            f"  Where people apply                {public_page(origin)}",
            f"  Letters that were sent            {origin}/mails/",
            "  Applications to import            demo/applications.csv",
            "",
            f"{origin} is open (stop with Ctrl-C)",
        ]
    )


def public_page(origin: str) -> str:
    """Return the address of the demo's public page."""
    from compagnon.scenarios.seeding import public_path  # noqa: PLC0415 -- as above

    return origin + public_path()


def claim(folder: Path, origin: str) -> IO[str]:
    """Claim a demo's folder for as long as this process lives; stops with a sentence if another has it."""
    lock = (folder / "running").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        where = lock.read().strip()
        lock.close()
        raise SystemExit(
            f"This demo is running already, at {where}. Stop it first, with Ctrl-C."
        ) from None
    lock.truncate(0)
    lock.write(origin)
    lock.flush()
    return lock


def refuse_taken(port: int) -> None:
    """Stop with a sentence if something else answers on the port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise SystemExit(f"Port {port} is taken. Choose another:  ./dev demo --port {port + 1}")


def forget(folder: Path) -> None:
    """Delete the files of an earlier demo, and nothing else."""
    names = (
        "compagnon.sqlite3",
        "compagnon.sqlite3-wal",
        "compagnon.sqlite3-shm",
        "keys",
        "keys.erased",
        "secret",
    )
    for name in names:
        (folder / name).unlink(missing_ok=True)
    for mail in (folder / "mails").glob("*"):
        mail.unlink()
