"""`./dev bench scale`: large schemes with as many mentors as mentees, proved to be placed as well as can be.

Each size runs in a process of its own, so that its memory is its own. CPU seconds; one run each. With `--sizes
100000` it takes some minutes on an idle core.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.family import scheme
from benchmarks.tables import figure, table
from compagnon import engine
from compagnon.engine.explaining.report import report as report_of
from compagnon.engine.explaining.standing import Standing
from compagnon.engine.judging.bounds import Bounds
from compagnon.engine.judging.judge import Judge
from compagnon.engine.judging.verdicts import BOARD_COLUMNS, BOARD_ROWS, Least, OnDemand
from compagnon.engine.placing.assignment import assign
from compagnon.engine.proving.checker import check_offer, read
from compagnon.engine.proving.proof import write_proof
from compagnon.engine.result import Proved
from compagnon.engine.solver import judged_of, offer_of
from compagnon.engine.watch import Watch

SIZES: Final = (5_000, 20_000)
CLOSE: Final = 0.002
"""The share of all pairs that a look at all of them is to find."""
NOTES: Final = """\
read: people put into columns and kinds; place: candidates, equity, worst pair, total, ties, all proved over every
pair, and the proof written. explain: reasons of all pairs, of everybody left out, near-ties. look: one look at all
pairs for the best of them, each pair bounded and the hopeful ones judged exactly; product: one bare product of
matrices over all pairs, as many numbers a person as the bounds take.
check: the proof checked, every pair judged afresh. A dash: not asked for."""


@dataclass(frozen=True)
class Measured:
    """One size: CPU seconds of each part, memory after placing, and the proof."""

    people: int
    read: float
    place: float
    look: float
    product: float
    check: float | None
    explain: float
    megabytes: int
    proof_kilobytes: int
    placed: int
    worst: int
    total: int


def measure(people: int, *, checked: bool) -> Measured:
    """Place one size, write the proof, and perhaps check it."""
    problem = scheme(people, mentors=1.0)
    engine.solve(scheme(30))  # what is loaded at first use is nobody's time
    marks = [time.process_time()]
    judged = judged_of(problem, Watch(), held_up_to=0)
    offer = offer_of(judged, [])
    marks.append(time.process_time())
    found = assign(replace(offer, proving=True), Watch())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proof.npz"
        write_proof(path, found)
        marks.append(time.process_time())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        size, proof = path.stat().st_size // 1024, read(path)
    if checked:
        check_offer(offer, proof)
    marks.append(time.process_time())
    every = Proved(placed=True, equity=True, worst=True, total=True)
    report_of(
        Standing(judged, found.cells, frozenset(), offer, frozenset(), every, (), found.start),
        Watch(),
    )
    marks.append(time.process_time())
    verdicts = on_demand(judged.judge)
    return Measured(
        people=people,
        read=marks[1] - marks[0],
        place=marks[2] - marks[1],
        look=look(verdicts),
        product=product(verdicts),
        check=marks[3] - marks[2] if checked else None,
        explain=marks[4] - marks[3],
        megabytes=peak,
        proof_kilobytes=size,
        placed=found.merit[0],
        worst=found.merit[-3],
        total=found.merit[-2],
    )


def on_demand(judge: Judge) -> OnDemand:
    """Return all pairs, none judged yet."""
    return OnDemand(judge, Bounds(judge), np.array([], dtype=np.int64))


def look(verdicts: OnDemand) -> float:
    """Return the CPU seconds of one look at all pairs for the best of them."""
    rows, columns = (np.arange(size) for size in verdicts.shape)
    some = rows[:: max(len(rows) // 100, 1)]
    allowed, scores = verdicts.block(some)
    high = int(np.quantile(np.where(allowed, scores, 0), 1 - CLOSE))
    least = Least(np.full(len(rows), high), np.zeros(len(columns), dtype=np.int64))
    started = time.process_time()
    for _found in verdicts.reaching(rows, columns, least):
        pass
    return time.process_time() - started


def product(verdicts: OnDemand) -> float:
    """Return the CPU seconds of a bare product over all pairs, in the same tiles."""
    rows, columns = (np.arange(size) for size in verdicts.shape)
    width = next(verdicts.bounds.boards(rows, columns)).left.shape[1]
    left, right = (np.ones((size, width), dtype=np.float32) for size in (BOARD_ROWS, len(columns)))
    tiles = [
        np.ascontiguousarray(right[start : start + BOARD_COLUMNS].T)
        for start in range(0, len(columns), BOARD_COLUMNS)
    ]
    started = time.process_time()
    for _some in range(0, len(rows), BOARD_ROWS):
        for tile in tiles:
            left @ tile
    return time.process_time() - started


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="people of each side")
    parser.add_argument("--check", action="store_true", help="check each proof, too")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.one:
        print(json.dumps(asdict(measure(args.one, checked=args.check))))
        return 0
    print(report([_in_a_process_of_its_own(size, checked=args.check) for size in args.sizes]))
    return 0


def _in_a_process_of_its_own(size: int, *, checked: bool) -> Measured:
    command = [sys.executable, "-m", "benchmarks.scale", "--one", str(size)]
    command += ["--check"] * checked
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- ourselves
    return Measured(**json.loads(printed))


def report(found: list[Measured]) -> str:
    """Write the table."""
    heading = (
        "CPU s",
        "read",
        "place",
        "explain",
        "MB",
        "proof KB",
        "look",
        "ns a pair",
        "look/product",
    )
    lines = (
        (
            f"{one.people} x {one.people}",
            figure(one.read),
            figure(one.place),
            figure(one.explain),
            figure(one.megabytes, 0),
            figure(one.proof_kilobytes, 0),
            figure(one.look),
            figure(1e9 * one.look / one.people**2, 1),
            figure(one.look / one.product, 1),
            figure(one.check),
            figure(one.placed, 0),
            figure(one.worst, 0),
            figure(one.total, 0),
        )
        for one in found
    )
    return f"{table((*heading, 'check', 'placed', 'worst', 'total'), lines)}\n\n{NOTES}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
