from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import (
    ForbidSame,
    Person,
    Problem,
    ProblemError,
    Recruit,
    RequireOverlap,
    RequireSame,
    solve,
    what_to_recruit,
)
from compagnon.engine.explaining import recruiting
from compagnon.engine.judging.grid import Flags, Grid
from tests.engine.instances import pinned_problems


def joined(problem: Problem, recruits: tuple[Recruit, ...]) -> Problem:
    new = tuple(Person(f"new{k}", one.answers, one.places) for k, one in enumerate(recruits))
    return replace(problem, mentors=problem.mentors + new)


@given(pinned_problems(), st.integers(1, 3))
def test_a_recruit_places_as_many_more_as_is_said(problem: Problem, places: int) -> None:
    recruits = what_to_recruit(problem, places=places)

    before = solve(problem).summary.mentees_placed
    for count, recruit in enumerate(recruits, start=1):
        after = solve(joined(problem, recruits[:count])).summary.mentees_placed
        assert after - before == recruit.placed > 0
        assert recruit.placed <= min(recruit.fits, places)
        before = after


def lives(name: str, region: str, *languages: str, capacity: int = 1) -> Person:
    return Person(name, {"region": region, "languages": set(languages)}, capacity)


WALES = Problem(
    mentees=(
        *(lives(f"wales{k}", "Wales", "cy") for k in range(3)),
        lives("both", "Wales", "cy", "en"),
        *(lives(f"london{k}", "London", "en") for k in range(3)),
    ),
    mentors=(lives("amal", "London", "en", capacity=2), lives("ada", "Wales", "en")),
    rules=(RequireOverlap("languages"), RequireSame("region"), ForbidSame("school")),
)


def test_one_more_welsh_speaking_mentor_in_wales_would_place_three_people() -> None:
    assert what_to_recruit(WALES, places=3) == (
        Recruit({"languages": frozenset({"cy"}), "region": "Wales"}, 3, placed=3, fits=3),
        Recruit({"languages": frozenset({"en"}), "region": "London"}, 3, placed=1, fits=3),
    )


def test_no_more_recruits_are_named_than_asked_for() -> None:
    assert [recruit.placed for recruit in what_to_recruit(WALES, most=1)] == [1]


def test_where_everybody_has_a_place_nobody_need_be_recruited() -> None:
    assert what_to_recruit(replace(WALES, mentees=WALES.mentees[:3])) == ()


def test_nobody_is_named_whom_the_rules_would_not_let_help() -> None:
    problem = replace(
        WALES,
        mentees=(lives("london", "London", "en"),),
        mentors=(),
        rules=(RequireSame("region"), RequireSame("region", key="another_region_too"), Never()),
    )

    assert what_to_recruit(problem) == ()


class Never(ForbidSame):
    """A rule that nobody new can pass."""

    def __init__(self) -> None:
        super().__init__("school", key="never")

    def forbids(self, mentee: Person, mentor: Person) -> bool:  # noqa: ARG002 -- never
        return True

    def forbids_all(self, grid: Grid) -> Flags:
        return np.ones(grid.shape, dtype=np.bool_)


@pytest.mark.parametrize("numbers", [{"places": 0}, {"most": 0}])
def test_numbers_out_of_range_are_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(ProblemError):
        what_to_recruit(WALES, **numbers)


def test_where_pairs_are_too_many_to_be_held_nobody_is_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = Problem(
        mentees=(Person("a"), Person("b")), mentors=(Person("c"), Person("d")), rules=()
    )
    monkeypatch.setattr(recruiting, "MAX_CELLS", 3)

    with pytest.raises(ProblemError, match="more than 3 pairs"):
        what_to_recruit(problem)
