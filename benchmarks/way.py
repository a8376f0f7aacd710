"""From the bytes of a file to explained pairs, each stage timed. Imported once Django is set up."""

import io
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from benchmarks.applicants import Size, applications
from benchmarks.peers import Outcome, mentor_match, scipy_floor, scored
from benchmarks.stopwatch import Stopwatch, least
from compagnon import engine
from compagnon.cli.match.files import write_csv
from compagnon.cli.match.report import PAIRS, REASONS, UNPLACED, Matched, Rows
from compagnon.matching.rules.facts import facts_of
from compagnon.matching.rules.problem import Decisions, build_problem
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import understand_columns
from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.rules.rows import read_applicants
from compagnon.schemes.matching_defaults import MatchingSettings

STAGES: Final = ("read", "understand", "problem", "score", "place", "write")
SCORED: Final = 0.3
"""What the engine's progress says when every pair has its score."""


@dataclass
class Measured:
    """One size: CPU seconds of each stage at its quickest, of the other solvers, and what each found."""

    mentees: int
    mentors: int
    allowed_share: float
    seconds: dict[str, float]
    placed: int
    worst: int
    total: int
    peers: dict[str, Outcome | None] = field(default_factory=dict)

    @property
    def whole(self) -> float:
        return sum(self.seconds.values())

    @property
    def solving(self) -> float:
        return self.seconds["score"] + self.seconds["place"]


def measure(size: Size, rounds: int) -> Measured:
    """Go the whole way with one size, our own and scipy's in turn; mentor-match goes once."""
    data = applications(size)
    watch = Stopwatch()
    problem, result = whole_way(data, watch)
    matrix = scored(problem)
    laps, floors = [watch.laps], [scipy_floor(matrix)]
    for _round in range(rounds - 1):
        watch = Stopwatch()
        whole_way(data, watch)
        laps.append(watch.laps)
        floors.append(scipy_floor(matrix))
    return Measured(
        mentees=len(problem.mentees),
        mentors=len(problem.mentors),
        allowed_share=matrix.density,
        seconds=least(laps),
        placed=result.summary.mentees_placed,
        worst=min((pair.score for pair in result.pairs), default=0),
        total=sum(pair.score for pair in result.pairs),
        peers={
            "scipy": min(floors, key=attrgetter("seconds")),
            "mentor-match": mentor_match(matrix),
        },
    )


def whole_way(data: bytes, watch: Stopwatch) -> tuple[engine.Problem, engine.Result]:
    """Do what `compagnon match` does, in memory: from the bytes of a file to those of the three that come out."""
    with watch.lap("read"):
        table = read_table(data)
    with watch.lap("understand"):
        rows = read_applicants(table, understand_columns(table)).rows
    with watch.lap("problem"):
        people = {row.email_key: row for row in rows}
        problem = problem_of(people)
    marks = Marks()
    result = engine.solve(problem, marks.note)
    for name, seconds in marks.laps():
        watch.add(name, seconds)
    with watch.lap("write"):
        told = Rows(Matched(people, result), MatchingSettings())
        result.to_json()
        write_csv(io.BytesIO(), PAIRS, told.pairs())
        write_csv(io.BytesIO(), REASONS, told.reasons())
        write_csv(io.BytesIO(), UNPLACED, told.unplaced())
    return problem, result


def problem_of(people: Mapping[str, ApplicantRow]) -> engine.Problem:
    """Ask the engine about these applicants by the template's settings, declared managers kept apart."""
    apart = forbidden_pairs(
        Declaring(
            id=key,
            name=row.name,
            email=row.email,
            institution=row.institution,
            named=row.declared_managers + row.declared_conflicts,
        )
        for key, row in people.items()
    )
    facts = [
        facts_of(
            key,
            row.answers(),
            is_mentor=row.is_mentor,
            is_mentee=row.is_mentee,
            capacity=row.capacity,
        )
        for key, row in people.items()
    ]
    return build_problem(facts, MatchingSettings(), Decisions(kept_apart=apart))


class Marks:
    """Notes when the engine had scored and when it was done, from the progress it reports."""

    def __init__(self) -> None:
        self.reached = [(0.0, time.process_time())]

    def note(self, fraction: float) -> None:
        self.reached.append((fraction, time.process_time()))

    def laps(self) -> Iterator[tuple[str, float]]:
        """Give each stage of the engine with its seconds."""
        scored = next(at for done, at in self.reached if done > SCORED - 1e-9)
        yield "score", scored - self.reached[0][1]
        yield "place", self.reached[-1][1] - scored
