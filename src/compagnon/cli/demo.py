"""`compagnon demo`: invented people on this computer, in one command."""

import argparse
import os
import socket
from pathlib import Path


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
    """Set the environment of a demo before the settings are read."""
    from compagnon.cli.init import make_secret  # noqa: PLC0415 -- nothing of it is needed to parse

    refuse_taken(args.port)
    folder = Path(os.environ.setdefault("COMPAGNON_DATA", "var/demo"))
    os.environ["COMPAGNON_DEMO"] = "on"
    os.environ["COMPAGNON_ORIGIN"] = f"http://localhost:{args.port}"
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
    from compagnon.core.encryption.master import key_file  # noqa: PLC0415 -- as above
    from compagnon.scenarios.seeding import personas, seed_if_empty  # noqa: PLC0415 -- as above

    make_keys(key_file())
    migrate_all(verbosity=0)
    seed_if_empty("S")
    print("Compagnon's demo: invented people, plain cookies, this computer only.\n")
    for persona in personas():
        print(f"  {persona['title']:33} {persona['name']:18} {persona['sign_in_link']}")
    print(f"\n  Letters that were sent            {installation.origin()}/mails/")
    print("  Applications to import            demo/applications.csv")
    print(f"\n{installation.origin()}  (stop with Ctrl-C)", flush=True)
    return supervise(address=f"127.0.0.1:{args.port}")


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
        "secret",
    )
    for name in names:
        (folder / name).unlink(missing_ok=True)
    for mail in (folder / "mails").glob("*"):
        mail.unlink()
