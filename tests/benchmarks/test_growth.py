import json

import pytest

from benchmarks.family import scheme
from benchmarks.growth import least_spread, main, measure, report
from compagnon import engine


def test_a_scheme_of_the_family_is_the_same_every_time_and_of_the_size_asked_for() -> None:
    problem = scheme(40)

    assert problem == scheme(40)
    assert problem != scheme(40, seed=1)
    assert (len(problem.mentees), len(problem.mentors)) == (40, 22)
    assert sum(mentor.capacity for mentor in problem.mentors) == 43
    assert sum(mentor.capacity for mentor in scheme(40, places=0.2).mentors) == 8


def test_what_is_measured_is_what_the_engine_finds() -> None:
    found = measure(60)

    summary = engine.solve(scheme(60)).summary
    assert (found.mentees, found.mentors, found.worst) == (60, 33, summary.worst)
    assert found.worst > found.worst_unfair
    assert 0 <= found.lost_percent < 5
    assert min(found.judge, found.place, found.explain, found.flow) > 0
    assert "60 x 33" in report([found])


def test_the_least_spread_is_that_of_whole_people() -> None:
    regions = ["north"] * 2 + ["south"] * 3
    people = [engine.Person(f"m{k}", {"region": region}) for k, region in enumerate(regions)]
    problem = engine.Problem(mentees=tuple(people), mentors=())

    assert least_spread(problem, 5) == pytest.approx(0)
    assert least_spread(problem, 3) == pytest.approx(2 / 3 - 1 / 2)


def test_the_command_prints_a_line_a_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "--sizes", "30"]) == 0

    (one,) = json.loads(capsys.readouterr().out)
    assert one["mentees"] == 30
    assert main(["--one", "30"]) == 0
    assert main(["--sizes", "30"]) == 0
    assert "30 x 16" in capsys.readouterr().out
