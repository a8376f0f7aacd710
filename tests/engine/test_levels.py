from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import (
    AtLevel,
    Person,
    Problem,
    ProblemError,
    RequireLevel,
    sentence,
    solve,
    what_to_recruit,
)
from tests.engine.instances import grades

SCALE = ("A1", "A2", "B1", "B2", "C1", "C2")
SPOKEN = AtLevel("languages", 1, "wanted", "offered", SCALE)
ONE = AtLevel("languages", 1, "wanted", "offered", SCALE, enough=1)
WORKING = RequireLevel("speaks", SCALE, "B2")


@given(grades("cy", "fr"), grades("cy", "fr"), st.sampled_from((SPOKEN, ONE)))
def test_a_wish_is_met_at_its_level_or_above(
    wanted: frozenset[str], offered: frozenset[str], criterion: AtLevel
) -> None:
    met = [
        wish
        for wish in wanted
        if any(wish[:2] == offer[:2] and wish[3:] <= offer[3:] for offer in offered)
    ]
    wishes = min(len(wanted), criterion.enough or 2)

    value = criterion.value(Person("a", {"wanted": wanted}), Person("b", {"offered": offered}))

    expected = 10_000 * min(len(met), wishes) // wishes if wanted and offered else None
    assert value == expected


@pytest.mark.parametrize(
    ("wanted", "offered", "value", "says"),
    [
        (
            {"cy:B1", "fr:A2"},
            {"cy:C2"},
            5_000,
            "1 of 2 wishes are offered at that level or above: cy:B1",
        ),
        ("cy:B2", {"cy:B1"}, 0, "none of 1 wishes is offered at that level, only below: cy:B1"),
        ("cy:B2", {"fr:C2"}, 0, "none of 1 wishes is offered"),
        (None, {"fr:C2"}, None, "the mentee did not answer wanted, so it does not count"),
        ({"cy:B2"}, (), None, "the mentor did not answer offered, so it does not count"),
    ],
)
def test_a_language_is_wanted_at_a_level(
    wanted: Any, offered: Any, value: int | None, says: str
) -> None:
    bela, amal = Person("bela", {"wanted": wanted}), Person("amal", {"offered": offered})

    assert SPOKEN.value(bela, amal) == value
    assert sentence(SPOKEN.reason(bela, amal)) == says


@pytest.mark.parametrize(
    ("mine", "theirs", "forbidden"),
    [
        ({"cy:B2", "en:A1"}, {"cy:C1"}, False),
        ({"cy:B1"}, {"cy:C2"}, True),
        ({"cy:C2"}, {"fr:C2"}, True),
        ({"cy:C2"}, None, False),
        (None, {"cy:A1"}, False),
    ],
)
def test_the_two_must_share_a_language_that_both_speak_well_enough(
    mine: Any, theirs: Any, *, forbidden: bool
) -> None:
    problem = Problem(
        mentees=(Person("bela", {"speaks": mine}),),
        mentors=(Person("amal", {"speaks": theirs}),),
        rules=(WORKING,),
    )

    result = solve(problem)

    assert (not result.pairs) == forbidden
    said = {sentence(one.reason) for person in result.unplaced for one in person.removed}
    assert said == ({"must share one of speaks at B2 or above"} if forbidden else set())


@pytest.mark.parametrize(
    ("speaks", "answers"), [({"cy:C1", "en:A1"}, {"speaks": frozenset({"cy:B2"})}), ({"cy:A1"}, {})]
)
def test_whom_to_look_for_speaks_a_language_as_well_as_must_be(
    speaks: set[str], answers: dict[str, object]
) -> None:
    problem = Problem(mentees=(Person("bela", {"speaks": speaks}),), mentors=(), rules=(WORKING,))

    assert [one.answers for one in what_to_recruit(problem)] == [answers]


def test_a_level_that_is_not_on_the_scale_is_refused() -> None:
    with pytest.raises(ProblemError) as refused:
        RequireLevel("speaks", SCALE, "native")

    assert str(refused.value) == (
        "The least of shared_speaks must be one of A1, A2, B1, B2, C1, C2."
    )


@pytest.mark.parametrize("answer", [{"cy"}, {"cy:D1"}, "cy:", ":B2", {"cy:A1", "cy:B2"}, 3, (1, 2)])
def test_a_language_without_a_level_that_is_known_is_refused(answer: Any) -> None:
    with pytest.raises(ProblemError) as refused:
        Problem(mentees=(Person("bela", {"wanted": answer}),), mentors=(), criteria=(SPOKEN,))

    assert str(refused.value) == "languages cannot read the answer of bela to wanted."


def test_a_number_of_wishes_that_is_none_is_refused() -> None:
    with pytest.raises(ProblemError):
        AtLevel("languages", 1, "wanted", "offered", SCALE, enough=0)
