"""How even and how balanced a match is, without a database."""

import pytest

from compagnon.matching.rules.fairness import (
    Balance,
    GroupRow,
    Share,
    balance_of,
    equity_tables,
    percent_of,
)
from compagnon.matching.rules.stored import (
    StoredEquityRow,
)
from compagnon.schemes.matching_defaults import MatchingSettings
from tests.matching.test_told import pair, part

TEMPLATE = MatchingSettings()


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
    assert str(region.sentence) == "From 50% placed (London) to 100% (Did not say)."
    assert str(sector.sentence) == "Everywhere the same: 75% are placed."


def test_equity_without_mentees_says_so() -> None:
    (table,) = equity_tables([equity("wales", "mentor", 2, 0)])

    assert table.rows == (GroupRow(table.rows[0].name, Share(0, 0, None), Share(2, 0, 0)),)
    assert str(table.sentence) == "There was nobody to place."


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
