import json
from itertools import permutations

import numpy as np
import pytest

from benchmarks.applicants import Size, applications
from benchmarks.match import main
from benchmarks.peers import Scored, is_installed, mentor_match, scipy_floor
from benchmarks.stopwatch import Stopwatch, least
from benchmarks.tables import figure, table
from benchmarks.way import SCORED, STAGES, Marks, whole_way
from compagnon import engine
from compagnon.recruitment.rules.columns import understand_columns
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.rules.rows import read_applicants

SIZE = Size(mentees=12, mentors=8)


def test_a_crowd_of_any_size_has_no_two_alike() -> None:
    table = read_table(applications(Size(mentees=200, mentors=120)))
    rows = read_applicants(table, understand_columns(table)).rows

    assert len(rows) == 320
    assert sum(row.is_mentor for row in rows) == 120
    assert len({row.email_key for row in rows}) == 320
    assert len({row.name for row in rows}) == 320


def test_the_crowd_is_the_same_every_time() -> None:
    assert applications(SIZE) == applications(SIZE)
    assert applications(SIZE) != applications(SIZE, seed=1)


def test_every_stage_of_the_way_is_timed() -> None:
    watch = Stopwatch()

    problem, result = whole_way(applications(SIZE), watch)

    assert tuple(watch.laps) == STAGES
    assert all(seconds >= 0 for seconds in watch.laps.values())
    assert (len(problem.mentees), len(problem.mentors)) == SIZE
    assert result.summary.mentees_placed > 0


def test_the_engine_says_when_it_has_scored_and_when_it_is_done() -> None:
    marks = Marks()
    problem = engine.Problem(mentees=(engine.Person("a"),), mentors=(engine.Person("b"),))

    engine.solve(problem, marks.note)

    fractions = [fraction for fraction, _at in marks.reached]
    assert fractions[:2] == [0.0, SCORED]
    assert fractions[-1] == 1.0


def test_the_floor_places_as_many_as_can_be_then_the_most_points() -> None:
    rng = np.random.default_rng(7)
    matrix = Scored(
        allowed=rng.random((5, 3)) < 0.5,
        scores=rng.integers(0, 10_001, (5, 3)).astype(np.int16),
        places=np.array([1, 2, 1]),
    )
    seats = np.repeat(np.arange(3), matrix.places)
    best = max(
        (
            sum(bool(matrix.allowed[row, seats[seat]]) for seat, row in enumerate(rows)),
            sum(
                int(matrix.scores[row, seats[seat]])
                for seat, row in enumerate(rows)
                if matrix.allowed[row, seats[seat]]
            ),
        )
        for rows in permutations(range(5), len(seats))
    )

    found = scipy_floor(matrix)

    assert (found.placed, found.total) == best


def test_mentor_match_is_measured_only_where_it_is_installed_and_quick() -> None:
    small = Scored(np.ones((2, 2), bool), np.array([[9, 1], [1, 5]], np.int16), np.array([1, 1]))
    large = Scored(np.ones((201, 1), bool), np.ones((201, 1), np.int16), np.array([1]))

    found = mentor_match(small)

    assert (found is not None) == is_installed()
    assert found is None or (found.placed, found.total) == (2, 14)
    assert mentor_match(large) is None


def test_the_quickest_lap_of_each_stage_counts() -> None:
    assert least([{"a": 3.0, "b": 1.0}, {"a": 2.0, "b": 4.0}]) == {"a": 2.0, "b": 1.0}


def test_tables_stand_in_columns() -> None:
    assert table(("x", "ms"), [("long name", figure(1234.5, 1)), ("b", figure(None))]) == (
        "x               ms\n------------------\nlong name  1,234.5\nb                -"
    )


def test_the_command_measures_the_smallest_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--small", "--rounds", "1", "--json"]) == 0

    (found,) = json.loads(capsys.readouterr().out)
    assert (found["mentees"], found["mentors"]) == (36, 24)
    assert found["placed"] == found["peers"]["scipy"]["placed"]
    assert found["worst"] >= found["peers"]["scipy"]["worst"]
    assert found["total"] <= found["peers"]["scipy"]["total"]


def test_the_command_prints_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--small", "--rounds", "1"]) == 0

    assert capsys.readouterr().out.startswith("CPU ms ")
