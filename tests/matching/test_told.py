"""What the room says of pairs and of people left out, without a database."""

from typing import Any

import pytest

from compagnon.matching.rules.fairness import (
    Balance,
    GroupRow,
    Share,
    balance_of,
    equity_tables,
    percent_of,
)
from compagnon.matching.rules.left_out import tell_reason, tell_relaxations, tell_removals
from compagnon.matching.rules.paging import PAGE_SIZE, Page, page_after
from compagnon.matching.rules.stored import (
    StoredContribution,
    StoredEquityRow,
    StoredNearTie,
    StoredPair,
    StoredUnplaced,
)
from compagnon.matching.rules.told import points_of, tell_near_tie, tell_pair
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
    said = tell_pair(contributions, TEMPLATE)
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
            "Purpose · The mentee did not say, so it does not count",
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
    assert str(tell_near_tie(near, TEMPLATE, name="Eve", holders=holders)) == sentence


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
        "Nobody mentors themselves: 1 of 96",
    ]
    first, second, third = map(str, tell_relaxations(LEFT_OUT, TEMPLATE, dict(names)))
    assert first == (
        "If it were not for “No way of meeting in common”, Bela would be the partner (score 60)."
    )
    assert second == (
        "If it were not for “Face to face only, in different regions”, Carys would be the partner (score 60)."
        " 1 other mentee would change mentor. People with whom it would work: 4."
    )
    assert third == (
        "If it were not for “The same workplace”, Carys would be the partner (score 0)."
        " 2 other mentees would change mentor."
    )


def equity(
    group: str | None, side: str, people: int, placed: int, attribute: str = "region"
) -> StoredEquityRow:
    return {
        "attribute": attribute,
        "group": group,
        "side": "mentee" if side == "mentee" else "mentor",
        "people": people,
        "placed": placed,
        "rate": 10_000 * placed // people,
    }


@pytest.mark.requirement("ALL-53")
def test_equity_is_shown_by_region_and_by_sector() -> None:
    region, sector = equity_tables(
        [
            equity(None, "mentee", 1, 1),
            equity("wales", "mentee", 3, 2),
            equity("london", "mentee", 4, 2),
            equity("london", "mentor", 2, 2),
            equity("scotland", "mentor", 1, 0),
            equity("academy", "mentee", 8, 6, "sector"),
        ]
    )

    nobody = Share(0, 0, None)
    assert str(region.name) == "Region"
    assert [(str(row.name), row.mentees, row.mentors) for row in region.rows] == [
        ("London", Share(4, 2, 50), Share(2, 2, 100)),
        ("Scotland", nobody, Share(1, 0, 0)),
        ("Wales", Share(3, 2, 67), nobody),
        ("Did not say", Share(1, 1, 100), nobody),
    ]
    assert str(region.sentence) == "From 50% of mentees placed (London) to 100% (Did not say)."
    assert str(sector.sentence) == "Everywhere the same: 75% of mentees are placed."


def test_equity_without_mentees_says_so() -> None:
    (table,) = equity_tables([equity("wales", "mentor", 2, 0)])

    assert table.rows == (GroupRow(table.rows[0].name, Share(0, 0, None), Share(2, 0, 0)),)
    assert str(table.sentence) == "There were no mentees to place."


def test_rates_are_rounded_to_the_nearest_percent() -> None:
    assert [percent_of(rate) for rate in (0, 49, 50, 6666, 10_000)] == [0, 0, 1, 67, 100]


@pytest.mark.requirement("ALL-52")
def test_alike_and_different_are_both_counted() -> None:
    balance = balance_of(
        [
            pair(
                part("sector", "likeness.alike_as_wished"),
                part("phases", "likeness.partly_alike"),
                part("languages", "shared.some"),
                part("interests", "wanted.some"),
            ),
            pair(
                part("sector", "likeness.alike_against_wish"),
                part("phases", "likeness.different_as_wished"),
                part("languages", "shared.none"),
                part("experience", "gap.within"),
            ),
            pair(
                part("sector", "likeness.no_wish"),
                part("phases", "likeness.different_against_wish"),
                part("languages", "missing.both"),
                part("", "missing.everything"),
            ),
        ],
        TEMPLATE,
    )

    assert [Balance(str(one.name), *list(vars(one).values())[1:]) for one in balance] == [
        Balance("Languages taught", alike=1, partly=0, different=1, against_wish=0),
        Balance("Phase", alike=0, partly=1, different=2, against_wish=1),
        Balance("Sector", alike=2, partly=0, different=0, against_wish=1),
    ]


def number(after: str, total: int) -> Page[str]:
    return page_after([f"{place:02}" for place in range(1, total + 1)], str, after)


def test_a_list_goes_on_and_back_by_key() -> None:
    first = number("", 60)
    second = number(first.next or "", 60)
    third = number(second.next or "", 60)

    assert [(page.first, page.last, page.total) for page in (first, second, third)] == [
        (1, PAGE_SIZE, 60),
        (26, 50, 60),
        (51, 60, 60),
    ]
    assert [(page.previous, page.next) for page in (first, second, third)] == [
        (None, "25"),
        ("", "50"),
        ("25", None),
    ]
    assert number(third.previous or "", 60) == second


def test_a_list_begins_anew_for_a_key_that_nobody_has() -> None:
    assert number("99", 3) == number("", 3)
    assert number("", 0) == Page((), None, None, 1, 0)
    assert number("", 25).next is None
