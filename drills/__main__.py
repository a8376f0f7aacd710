"""`./dev drill [NAME …]`: what an installation must survive, tried on a real one.

Each drill makes an installation with `compagnon init`, serves it with `compagnon serve`, speaks to it over HTTP,
and does to it what a bad day does.
"""

import argparse
import subprocess
import sys
import time

DRILLS = {
    "kill": "kill -9 of everything and of the worker alone, under load",
    "twice": "every form five times at once; the last place; one contract, two writers",
    "mail": "a mail server that is dead, silent, slow, refuses or hangs up",
    "clock": "a clock moved by an hour, a day, a year, and both nights of the change",
    "disk": "a disk that is full, a database that is locked",
    "restore": "a backup under load, everything lost, restored; then without its keys",
    "restart": "PostgreSQL restarted underneath, on a server of the drill's own",
    "hostile": "hostile files, and every field of every form with every nasty value",
}


def main(arguments: list[str]) -> int:
    listed = "\n".join(f"  {name:8} {what}" for name, what in DRILLS.items())
    parser = argparse.ArgumentParser(
        prog="./dev drill",
        description=f"{__doc__}\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which (all)")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to drill it on")
    args = parser.parse_args(arguments)
    unknown = sorted(set(args.names) - set(DRILLS))
    if unknown:
        parser.error(f"there is no drill {', '.join(unknown)}")
    failed = [name for name in args.names or DRILLS if not passes(name, args.database_url)]
    print(f"./dev drill: failed: {', '.join(failed)}" if failed else "./dev drill: passed")
    return bool(failed)


def passes(name: str, database_url: str) -> bool:
    """Run one drill in a process of its own, so that each begins with nothing."""
    begun = time.monotonic()
    command = [sys.executable, "-m", f"drills.{name}", "--database-url", database_url]
    code = subprocess.run(command, check=False).returncode  # noqa: S603 -- our own module
    print(f"{name}: {'passed' if code == 0 else 'FAILED'} after {time.monotonic() - begun:.0f} s\n")
    return code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
