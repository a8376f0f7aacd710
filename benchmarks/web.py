"""`./dev bench web`: what the busiest pages cost, beside the floor: a signed-in Django page with three queries.

Both are served by gunicorn on this machine, ours through `compagnon serve` with the settings of production, one
process of four threads each, and asked in turns over one connection: the machine's other work falls on both.
"""

import argparse
import json
import sys
from dataclasses import asdict

from benchmarks.installation import installed
from benchmarks.verdicts import report


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench web", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--requests", type=int, default=40, help="requests a turn (40)")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each page (3)")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to try it on")
    args = parser.parse_args(arguments)
    with installed(args.database_url) as folder:
        from benchmarks.rounds import measure  # noqa: PLC0415 -- Django is set up by now

        run = measure(folder, requests=args.requests, rounds=args.rounds)
    if args.json:
        print(json.dumps({**asdict(run), "misses": list(run.misses())}, indent=2))
    else:
        print(report(run))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
