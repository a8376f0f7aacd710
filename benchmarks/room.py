"""`./dev bench room`: what the matching room costs at 240, 2,000 and 20,000 people, and what an evening in it takes.

Each size has an installation and a process of its own. Pages are asked in turns with the sign-in page, which reads nothing
(see `beside.py`); memory is what a request holds at its peak. Then the whole way to released pairs (see `evening.py`).
"""

import argparse
import gc
import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.beside import analyze, measure, told
from benchmarks.installation import installed
from benchmarks.tables import figure, table

SIZES: Final = (240, 1_000, 2_000, 20_000)
TODAY: Final = date(2026, 9, 14)


def begin(point: Any, coordinator: Any) -> None:
    """Run a first match, and forbid one of its pairs, so that there is something to compare."""
    from benchmarks.steps import browser  # noqa: PLC0415 -- Django is set up by now
    from compagnon.matching.models import Run  # noqa: PLC0415 -- as above
    from compagnon.matching.tasks import find_pairs  # noqa: PLC0415 -- as above

    client = browser(coordinator)
    started = client.post(f"/joining-points/{point.id.hex}/matching/start/")
    run_id = started.headers["Location"].split("/")[2]
    find_pairs.call(run_id)
    pair = (Run.objects.get(pk=run_id).result or {})["pairs"][0]
    client.post(f"/runs/{run_id}/pairs/{pair['mentor_id']}/{pair['mentee_id']}/forbid/")


def pages(point: Any, coordinator: Any, run: Any) -> list[tuple[str, str, Any]]:
    """Return what there is to ask of a run, and of the room."""
    from benchmarks.steps import browser  # noqa: PLC0415 -- Django is set up by now

    client = browser(coordinator)
    room = f"/joining-points/{point.id.hex}/matching/"
    return [(name, path, client) for name, path in _paths(room, run)]


def _paths(room: str, run: Any) -> Iterator[tuple[str, str]]:
    at = f"/runs/{run.id.hex}/"
    pairs = (run.result or {})["pairs"]
    pair = pairs[len(pairs) // 2]
    yield "room", room
    yield "pairs of a run", at
    yield "pairs, from the middle", f"{at}?after={pair['mentee_id']}"
    yield "card of a pair", f"{at}pairs/{pair['mentor_id']}/{pair['mentee_id']}/"
    yield "swaps of a pair", f"{at}pairs/{pair['mentor_id']}/{pair['mentee_id']}/swap/"
    yield "left out", f"{at}left-out/"
    yield "near-ties", f"{at}near-ties/"
    yield "equity and balance", f"{at}fairness/"
    yield "pictures", f"{at}pictures/"
    yield "compare two runs", f"{at}changes/"
    yield "report without names", f"{at}report/"
    yield "letters", f"{at}letters/"
    yield "criteria board", f"{room}criteria/"
    yield "criteria, another weight", f"{room}criteria/?{_tried()}"


def _tried() -> str:
    """Return the form of the criteria board with one weight doubled."""
    from compagnon.schemes.matching_defaults import CRITERIA, RULES  # noqa: PLC0415 -- Django is set up by now

    usual = {f"weights.{one.key}": one.weight for one in CRITERIA}
    rules = {f"rules.{one.key}": one.force for one in RULES if not one.is_locked}
    other = {"weights.interests": 2 * usual["weights.interests"]}
    return urlencode({"tried": 1, **usual, **rules, **other})


def peaks(asked: list[tuple[str, str, Any]]) -> dict[str, float]:
    """Return how many megabytes each page holds at its peak, of what Python and numpy were given for it."""
    found = {}
    for name, path, client in asked:
        tracemalloc.start()
        client.get(path)
        found[name] = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
    return found


def effect(asked: list[tuple[str, str, Any]]) -> tuple[float, float]:
    """Return the seconds until another weight shows what it would change, on the wall and of the processor."""
    _name, path, client = asked[-1]
    waits = []
    for _once in range(3):
        wall, cpu = time.perf_counter(), time.process_time()
        client.get(path)
        waits.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(waits)


def measure_size(size: int, rounds: int, most: int, database_url: str) -> dict[str, Any]:
    """Measure one size in this process."""
    with installed(database_url):
        from benchmarks.evening import spend  # noqa: PLC0415 -- Django is set up by now
        from benchmarks.roomful import grow  # noqa: PLC0415 -- as above
        from compagnon.scenarios.association import build_association  # noqa: PLC0415 -- as above

        association = build_association(today=TODAY)
        point, coordinator = association.joining_point, association.persona("coordinator")
        grow(point, size)
        analyze()
        begin(point, coordinator)
        found: dict[str, Any] = {}

        def look(run: Any) -> None:
            gc.freeze()  # what a process holds that has matched, which no web process is
            asked = pages(point, coordinator, run)
            found.update(pages=measure(asked, rounds), peaks=peaks(asked), effect=effect(asked))

        walked = spend(coordinator, point, people=size, most=most, between=look)
        return found | {"evening": asdict(walked)}


def report(found: Mapping[str, dict[str, Any]]) -> str:
    """Write what was found, a column or a line a size."""
    names = next(iter(found.values()))["peaks"]
    memory = table(
        ["MB at the peak", *found],
        [[name, *(figure(one["peaks"][name], 1) for one in found.values())] for name in names],
    )
    effects = table(
        ["another weight shows", "s on the wall", "s of processor"],
        [[size, *map(figure, one["effect"])] for size, one in found.items()],
    )
    evenings = [one["evening"] for one in found.values()]
    heading = [name.replace("_", " ") for name in evenings[0]]
    walked = table(
        heading,
        [
            [figure(value, 0 if isinstance(value, int) else 1) for value in one.values()]
            for one in evenings
        ],
    )
    asked = told({size: one["pages"] for size, one in found.items()})
    return f"{asked}\n\n{memory}\n\n{effects}\n\n{walked}"


def main(arguments: list[str]) -> int:
    """Measure each size in a process of its own, and print."""
    parser = argparse.ArgumentParser(prog="./dev bench room", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="people who are approved"
    )
    parser.add_argument("--rounds", type=int, default=10, help="how often each page is asked (10)")
    parser.add_argument("--most", type=int, default=500, help="flagged proposals looked at (500)")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to try it on")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.one:
        print(json.dumps(measure_size(args.one, args.rounds, args.most, args.database_url)))
        return 0
    found = {f"{size:,}": _in_a_process_of_its_own(size, args) for size in args.sizes}
    print(report(found))
    return 0


def _in_a_process_of_its_own(size: int, args: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.room", "--one", str(size)]
    command += ["--rounds", str(args.rounds), "--most", str(args.most)]
    command += ["--database-url", args.database_url] if args.database_url else []
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- ourselves
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
