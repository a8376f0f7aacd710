"""`./dev bench match`: from a file of applications to explained pairs, in CPU seconds, beside bare solvers.

Everything runs in one process and one run, each size several times; the quickest counts.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from benchmarks.applicants import Size
from benchmarks.installation import enter
from benchmarks.tables import figure, table

if TYPE_CHECKING:
    from benchmarks.way import Measured

SIZES: Final = (Size(36, 24), Size(145, 95), Size(1000, 600))
NOTES: Final = """\
read, understand, problem: from the bytes of the CSV to what the engine is asked; score, place: engine.solve,
with equity, the worst pair and every reason; write: the result as JSON, and the three CSV files.
scipy: linear_sum_assignment on the same scores, which are given to it, with a column for each place.
mentor-match: PyPI's, given the same scores; not measured where it is not installed or takes too long."""


def main(arguments: list[str]) -> int:
    """Measure and print. Django is set up by now."""
    from benchmarks.way import STAGES, measure  # noqa: PLC0415 -- what it imports needs settings

    parser = argparse.ArgumentParser(prog="./dev bench match", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--rounds", type=int, default=3, help="how often each size is run (3)")
    parser.add_argument("--small", action="store_true", help="only the smallest size")
    args = parser.parse_args(arguments)
    found = [measure(size, args.rounds) for size in (SIZES[:1] if args.small else SIZES)]
    if args.json:
        print(json.dumps([asdict(one) for one in found], indent=2))
    else:
        print(report(found, STAGES))
    return 0


def report(found: "list[Measured]", stages: tuple[str, ...]) -> str:
    """Write the tables: how long it takes, and what is found."""
    times = table(
        ("CPU ms", *stages, "whole", "scipy", "mentor-match", "whole/scipy", "solving/scipy"),
        (_times(one, stages) for one in found),
    )
    quality = table(
        ("found by", "mentees placed", "worst pair", "total"),
        (line for one in found for line in _quality(one)),
    )
    return f"{times}\n\n{quality}\n\n{NOTES}"


def _times(one: "Measured", stages: tuple[str, ...]) -> tuple[str, ...]:
    scipy, other = one.peers["scipy"], one.peers["mentor-match"]
    floor = scipy.seconds if scipy else None
    return (
        f"{one.mentees} x {one.mentors}, {one.allowed_share:.0%} allowed",
        *(figure(1000 * one.seconds[stage], 1) for stage in stages),
        figure(1000 * one.whole, 0),
        figure(floor and 1000 * floor, 1),
        figure(1000 * other.seconds, 0) if other else "not measured",
        figure(floor and one.whole / floor, 0),
        figure(floor and one.solving / floor, 0),
    )


def _quality(one: "Measured") -> list[tuple[str, ...]]:
    lines = [(f"{one.mentees} x {one.mentors} Compagnon", one.placed, one.worst, one.total)]
    lines += [
        (f"{one.mentees} x {one.mentors} {name}", peer.placed, peer.worst, peer.total)
        for name, peer in one.peers.items()
        if peer
    ]
    return [(name, *(figure(number, 0) for number in numbers)) for name, *numbers in lines]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="compagnon-bench-") as folder:
        enter(folder)
        sys.exit(main(sys.argv[1:]))
