"""What the room says of pairs and of people left out, without a database."""

from typing import Any

import pytest

from compagnon.matching.rules.left_out import tell_reason, tell_relaxations, tell_removals
from compagnon.matching.rules.stored import (
    StoredContribution,
    StoredNearTie,
    StoredPair,
    StoredSwap,
    StoredUnplaced,
)
from compagnon.matching.rules.told import Teller, points_of
from compagnon.schemes.matching_defaults import MatchingSettings

TEMPLATE = MatchingSettings()


def part(
    criterion: str, key: str, points: int = 0, of_points: int = 1000, **params: object
) -> StoredContribution:
    return {
        "criterion": criterion,
        "points": points,
        "of_points": of_points,
        "reason": {"key": key, "params": params},
    }


def pair(*contributions: StoredContribution) -> StoredPair:
    return {
        "mentor_id": "0a",
        "mentee_id": "0b",
        "score": 5000,
        "pinned": False,
        "contributions": list(contributions),
        "near_ties": [],
    }


def tie(difference: int, *, free: bool = False, **points: int) -> StoredNearTie:
    return {
        "mentor_id": "0c",
        "difference": difference,
        "free": free,
        "held_by": [],
        "differences": [{"criterion": key, "points": number} for key, number in points.items()],
    }


def told(*contributions: StoredContribution) -> list[list[str]]:
    said = Teller(TEMPLATE, {}).pair(contributions)
    return [
        [str(one) for one in some]
        for some in (said.speaks_for, said.speaks_against, said.uncounted)
    ]


@pytest.mark.requirement("ALL-51")
def test_purpose_and_interests_are_said_in_words() -> None:
    assert told(
        part("interests", "wanted.some", 900, count=1, wanted=1, values=["grammar"]),
        part("purposes", "shared.some", 800, count=1, values=["induction"]),
    ) == [
        [
            "Interests · Wished for and offered: Grammar (1 of 1)",
            "Purpose · In common: Induction",
        ],
        [],
        [],
    ]


def test_the_weightiest_comes_first_on_both_sides() -> None:
    speaks_for, speaks_against, _ = told(
        part("frequency", "shared.some", 300, 300, count=1, values=["monthly"]),
        part("availability", "shared.some", 700, 700, count=1, values=["weekends"]),
        part("languages", "shared.none", 0, 500),
        part("interests", "wanted.none", 0, 3000, wanted=2),
    )

    assert [one.split(" ·")[0] for one in speaks_for] == ["Times to meet", "How often to meet"]
    assert [one.split(" ·")[0] for one in speaks_against] == ["Interests", "Languages taught"]


@pytest.mark.parametrize(
    ("key", "points", "speaks_for"),
    [
        ("likeness.partly_alike", 600, True),
        ("likeness.partly_alike", 400, False),
        ("gap.below", 900, False),
        ("gap.within", 1000, True),
        ("likeness.alike_against_wish", 500, False),
        ("likeness.different_wishes_differ", 500, True),
    ],
)
def test_what_is_half_met_speaks_for_and_what_is_unwished_against(
    key: str, points: int, *, speaks_for: bool
) -> None:
    values: dict[str, Any] = {"difference": 2, "low": 3, "high": 15, "values": ["primary"]}
    values |= {"mentee_values": ["primary"], "mentor_values": ["secondary"]}

    good, bad, uncounted = told(part("phases", key, points, **values))

    assert (len(good), len(bad), uncounted) == ((1, 0, []) if speaks_for else (0, 1, []))


def test_what_nobody_answered_is_said_apart() -> None:
    assert told(
        part("purposes", "missing.mentee", 0, 0, attribute="purposes"),
        part("", "missing.everything", 5000, 10_000),
    ) == [
        [],
        [],
        [
            "Purpose · One of the two did not say, so it does not count",
            "Neither said anything that could be compared",
        ],
    ]


@pytest.mark.parametrize(
    ("near", "holders", "sentence"),
    [
        (tie(0, free=True), [], "Eve would suit just as well. There is a place left."),
        (
            tie(-149, interests=-149),
            ["Finn", "Gwen"],
            "Eve would suit nearly as well, 1 point less. Worse: Interests. Proposed here to Finn, Gwen.",
        ),
        (
            tie(-250, sector=300, phases=-550, gone=5),
            [],
            "Eve would suit nearly as well, 3 points less. Better: Sector. Worse: Phase. There is no place left.",
        ),
        (
            tie(120, availability=120),
            [],
            "Eve would suit better, by 1 point. Better: Times to meet. There is no place left.",
        ),
        (tie(220), [], "Eve would suit better, by 2 points. There is no place left."),
    ],
)
def test_a_near_tie_says_how_close_where_and_whether_there_is_a_place(
    near: StoredNearTie, holders: list[str], sentence: str
) -> None:
    names = {f"0{number}": name for number, name in enumerate(holders)}

    assert Teller(TEMPLATE, {}).near_tie(near, name="Eve", holders=names) == sentence


@pytest.mark.parametrize(
    ("swap", "says"),
    [
        (
            {"with_id": "0d", "theirs": 149, "total": -251},
            " Finn could take this place in exchange (points for Finn: +1; in all: -3).",
        ),
        ({"with_id": "", "theirs": 0, "total": -400}, ""),
        ({"with_id": "0e", "theirs": 0, "total": -400}, ""),
        (None, ""),
    ],
)
def test_a_near_tie_says_what_an_exchange_would_cost_unless_a_name_is_not_to_be_said(
    swap: StoredSwap | None, says: str
) -> None:
    near: StoredNearTie = {**tie(-400), "swap": swap}

    said = Teller(TEMPLATE, {}).near_tie(near, name="Eve", holders={"0d": "Finn"})

    assert said == (f"Eve would suit nearly as well, 4 points less. Proposed here to Finn.{says}")


@pytest.mark.parametrize(("score", "points"), [(0, 0), (49, 0), (50, 1), (9949, 99), (10_000, 100)])
def test_scores_are_read_from_0_to_100(score: int, points: int) -> None:
    assert points_of(score) == points


LEFT_OUT: StoredUnplaced = {
    "person_id": "0a",
    "side": "mentee",
    "reason": {"key": "unplaced.nobody_fits", "params": {"candidates": 96}},
    "candidates": 96,
    "eligible": 0,
    "removed": [
        {"rule": "kept_apart", "removed": 1, "only": 0},
        {"rule": "no_shared_mode", "removed": 95, "only": 90},
        {"rule": "oneself", "removed": 1, "only": 1},
    ],
    "relaxations": [
        {"rule": "no_shared_mode", "other_id": "0b", "score": 6049, "moves": 0, "choices": 1},
        {"rule": "too_far", "other_id": "0c", "score": 5951, "moves": 1, "choices": 4},
        {"rule": "same_institution", "other_id": "0c", "score": 0, "moves": 2, "choices": 1},
    ],
}


def test_somebody_left_out_is_told_why_and_what_would_help() -> None:
    names = {"0b": "Bela", "0c": "Carys"}

    assert str(tell_reason(LEFT_OUT, TEMPLATE)) == (
        "Nobody passes every rule (people looked at: 96)"
    )
    assert [str(one) for one in tell_removals(LEFT_OUT, TEMPLATE)] == [
        "No way of meeting in common: 95 of 96 (for 90 nothing else stands in the way)",
        "Cannot be paired: 1 of 96 (other rules forbid the same people)",
        "Nobody is paired with themselves: 1 of 96",
    ]
    first, second, third = map(str, tell_relaxations(LEFT_OUT, TEMPLATE, dict(names)))
    assert first == (
        "If it were not for “No way of meeting in common”, Bela would be the partner (score 60)."
    )
    assert second == (
        "If it were not for “Face to face only, in different regions”, Carys would be the partner (score 60)."
        " 1 other person would have another partner. People with whom it would work: 4."
    )
    assert third == (
        "If it were not for “The same workplace”, Carys would be the partner (score 0)."
        " 2 other people would have other partners."
    )
