"""What a scheme may ask of a pair, and how it is told when that stands in the way."""

from typing import Any

import pytest

from compagnon.engine import (
    ForbidSame,
    Likeness,
    Person,
    Problem,
    RequireAgreement,
    RequireLevel,
    RequireNear,
    RequireOverlap,
    RequireSame,
    Rule,
    Wanted,
    sentence,
    solve,
)
from tests.engine.instances import LEVELS, SOME_TOWNS
from tests.engine.oracle import pairs_of


def in_the_way(rule: Rule, mine: Any, theirs: Any) -> list[str]:
    """What bela and amal, who answer this, are told of why they are no pair."""
    problem = Problem(
        mentees=(Person("bela", {"asked": mine}),),
        mentors=(Person("amal", {"asked": theirs}),),
        rules=(rule,),
    )
    result = solve(problem)
    assert bool(result.pairs) != bool(result.unplaced)
    return [sentence(one.reason) for person in result.unplaced for one in person.removed]


@pytest.mark.parametrize(
    ("rule", "mine", "suits", "does_not", "says"),
    [
        pytest.param(
            RequireOverlap("asked", key="scheme"),
            {"mentoring"},
            {"mentoring", "coaching"},
            {"coaching"},
            "must share at least 1 of asked",
            id="eligible for the same scheme",
        ),
        pytest.param(
            RequireOverlap("asked", key="mode"),
            {"online"},
            {"online", "face_to_face"},
            {"face_to_face"},
            "must share at least 1 of asked",
            id="mode",
        ),
        pytest.param(
            RequireOverlap("asked", minimum=2, key="timetable"),
            {"mon 4pm", "tue 4pm", "wed 4pm"},
            {"tue 4pm", "wed 4pm"},
            {"mon 4pm", "thu 4pm"},
            "must share at least 2 of asked",
            id="two times to meet",
        ),
        pytest.param(
            RequireLevel("asked", LEVELS, "B1"),
            {"cy:C1"},
            {"cy:B1"},
            {"cy:A1"},
            "must share one of asked at B1 or above",
            id="language",
        ),
        pytest.param(
            ForbidSame("asked"), "hill", "vale", "hill", "must not have the same asked", id="apart"
        ),
        pytest.param(
            RequireSame("asked"), "wales", "wales", "london", "must have the same asked", id="same"
        ),
        pytest.param(
            RequireNear("asked", SOME_TOWNS, 20),
            "p1",
            "p2",
            "p3",
            "must be at most 20 km apart (asked)",
            id="near",
        ),
        pytest.param(
            RequireAgreement("asked", frozenset([("hill", "vale")])),
            "vale",
            "hill",
            "moor",
            "must have the same asked, or two with an agreement",
            id="agreement",
        ),
    ],
)
def test_what_a_scheme_asks_is_asked_and_who_fails_is_told(
    rule: Rule, mine: Any, suits: Any, does_not: Any, says: str
) -> None:
    assert in_the_way(rule, mine, suits) == []
    assert in_the_way(rule, mine, None) == [], "who did not answer is not shut out"
    assert in_the_way(rule, mine, does_not) == [says] * 2


def test_mentors_come_from_other_providers_that_agreed_both_ways() -> None:
    def works_at(name: str, provider: str) -> Person:
        return Person(name, {"provider": provider})

    problem = Problem(
        mentees=(works_at("new at hill", "hill"), works_at("new at vale", "vale")),
        mentors=(
            works_at("at hill", "hill"),
            works_at("at vale", "vale"),
            works_at("at moor", "moor"),
        ),
        rules=(
            RequireAgreement("provider", frozenset([("hill", "vale")])),
            ForbidSame("provider"),
        ),
    )

    result = solve(problem)

    assert pairs_of(result) == {("at vale", "new at hill"), ("at hill", "new at vale")}
    (moor,) = result.unplaced
    assert [(one.rule, one.only) for one in moor.removed] == [("agreement_provider", 2)]


@pytest.mark.requirement("CORE-10")
@pytest.mark.requirement("NF-12")
@pytest.mark.parametrize(
    ("mentors", "first"),
    [
        ({"knows needs": ("behaviour", "school"), "does not": ("music", "school")}, "knows needs"),
        (
            {"knows context": ("music", "prison"), "does not": ("music", "school")},
            "knows context",
        ),
        (
            {"knows both": ("behaviour", "prison"), "knows needs": ("behaviour", "school")},
            "knows both",
        ),
        (
            {"knows both": ("behaviour", "prison"), "knows context": ("music", "prison")},
            "knows both",
        ),
    ],
)
def test_who_knows_needs_and_working_context_is_preferred(
    mentors: dict[str, tuple[str, str]], first: str
) -> None:
    problem = Problem(
        mentees=(Person("bela", {"needs": {"behaviour"}, "context": "prison"}),),
        mentors=tuple(
            Person(name, {"offers": {offer}, "context": context})
            for name, (offer, context) in mentors.items()
        ),
        criteria=(
            Wanted("needs", 1, "needs", "offers"),
            Likeness("context", 1, "context", "alike"),
        ),
    )

    assert [pair.mentor_id for pair in solve(problem).pairs] == [first]


@pytest.mark.requirement("NF-02")
def test_a_newcomer_may_have_one_mentor_for_the_culture_and_one_for_the_running() -> None:
    problem = Problem(
        mentees=(
            Person("newcomer", {"wanted": {"culture", "running"}, "school": "hill"}, capacity=2),
            Person("other", {"wanted": {"culture"}, "school": "hill"}),
        ),
        mentors=(
            Person("knows the culture", {"offered": {"culture"}, "school": "hill"}),
            Person("knows the running", {"offered": {"running"}, "school": "hill"}),
            Person("from elsewhere", {"offered": {"culture", "running"}, "school": "vale"}),
            Person("busy", {"offered": {"culture"}, "school": "hill"}),
        ),
        rules=(RequireSame("school"),),
        criteria=(Wanted("help", 1, "wanted", "offered"),),
    )

    result = solve(problem)

    hers = {mentor for mentor, mentee in pairs_of(result) if mentee == "newcomer"}
    assert len(hers) == 2
    assert "knows the running" in hers
    assert "from elsewhere" not in hers
    assert result.summary.mentees_placed == 2


def test_mentors_who_would_suit_are_of_a_provider_with_an_agreement_or_speak_what_is_asked() -> (
    None
):
    agreed = RequireAgreement("asked", frozenset([("hill", "vale")]))
    both = RequireOverlap("languages", minimum=2)
    one = RequireOverlap("languages")
    mentee = Person("m", {"asked": "hill", "languages": {"cy", "en"}})

    assert agreed.suiting(mentee) == [{"asked": "hill"}, {"asked": "vale"}]
    assert agreed.suiting(Person("n", {})) == ({},)
    assert both.suiting(mentee) == ({},)
    assert one.suiting(mentee) == [{"languages": {"cy"}}, {"languages": {"en"}}]
