"""`python -m benchmarks.journey`: 240 applications from the file to released letters, step by step, on the server's side.

Each step is what the pages and the worker do for a coordinator, in one process, on an empty installation.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.installation import installed
from benchmarks.tables import figure, table

FILE: Final = Path("demo/applications.csv")


@dataclass(frozen=True)
class Step:
    """What one step took."""

    name: str
    seconds: float
    cpu_seconds: float


def walk(data: bytes) -> tuple[list[Step], dict[str, int]]:
    """Found the demo's association, go the whole way once, and count what came of it."""
    from benchmarks.steps import Coordinator  # noqa: PLC0415 -- Django is set up by now
    from compagnon.matching.models import Proposal  # noqa: PLC0415 -- as above
    from compagnon.notifications.models import Message  # noqa: PLC0415 -- as above
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- as above
    from compagnon.scenarios.association import build_association  # noqa: PLC0415 -- as above

    association = build_association()
    letters = Message.objects.filter(kind__startswith="matching/")
    letters_before = letters.count()
    walker = Coordinator(association.persona("coordinator"), association.joining_point)
    steps = (
        ("upload and understand", partial(walker.upload, data)),
        ("preview", walker.preview),
        ("import", walker.import_all),
        ("approve", walker.approve),
        ("match", walker.match),
        ("look at pairs, left out and letters", walker.look),
        ("release", walker.release),
    )
    taken = []
    for name, step in steps:
        started, started_cpu = time.perf_counter(), time.process_time()
        step()
        now, now_cpu = time.perf_counter(), time.process_time()
        taken.append(Step(name, now - started, now_cpu - started_cpu))
    return taken, {
        "applications": Application.objects.filter(joining_point=association.joining_point).count(),
        "proposals": Proposal.objects.count(),
        "letters": letters.count() - letters_before,
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.journey", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to try it on")
    args = parser.parse_args(arguments)
    with installed(args.database_url):
        steps, counted = walk(FILE.read_bytes())
    if args.json:
        print(json.dumps({"steps": [asdict(step) for step in steps], "counted": counted}, indent=2))
        return 0
    whole = Step(
        "all", sum(step.seconds for step in steps), sum(step.cpu_seconds for step in steps)
    )
    lines = [(one.name, figure(one.seconds), figure(one.cpu_seconds)) for one in (*steps, whole)]
    print(table(("step", "seconds", "CPU seconds"), lines))
    print("\n" + ", ".join(f"{count} {what}" for what, count in counted.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
