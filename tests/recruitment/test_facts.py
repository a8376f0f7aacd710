from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from compagnon.recruitment.rules.facts import (
    DOUBT_SENTENCES,
    Doubt,
    EligibilityFacts,
    doubts,
    fingerprint,
    natural_key,
)
from tests.recruitment.applicants import AMAL

KEY = b"a key of the installation"
POINT = UUID(int=7)
ELIGIBLE = EligibilityFacts(
    membership_number="12345",
    membership_category="individual",
    is_member_confirmed=False,
    is_charter_signed=True,
    has_possible_duplicate=False,
)


def test_a_person_is_found_again_however_the_address_is_written() -> None:
    again = replace(AMAL, email="AMAL@Example.org", name="Amal H")

    assert natural_key(again, POINT) == natural_key(AMAL, POINT)
    assert natural_key(AMAL, UUID(int=8)) != natural_key(AMAL, POINT)


def test_the_same_answers_have_the_same_fingerprint_on_whatever_line() -> None:
    assert fingerprint(replace(AMAL, line=99, email="AMAL@example.org"), key=KEY) == fingerprint(
        AMAL, key=KEY
    )
    assert len(fingerprint(AMAL, key=KEY)) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Amal"},
        {"roles": ("mentor", "mentee")},
        {"capacity": 2},
        {"phases": ("primary",)},
        {"unlisted": (("phases", "Forest school"),)},
        {"charter_signed": False},
        {"submitted_at": datetime(2026, 9, 1, tzinfo=UTC)},
        {"declared_managers": ("Huw Prys",)},
        {"declared_conflicts": ("Huw Prys",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_anything_said_differently_changes_the_fingerprint(change: dict[str, object]) -> None:
    assert fingerprint(replace(AMAL, **change), key=KEY) != fingerprint(AMAL, key=KEY)  # type: ignore[arg-type]


def test_nobody_can_try_out_names_without_the_key() -> None:
    assert fingerprint(AMAL, key=b"another key") != fingerprint(AMAL, key=KEY)


def test_a_long_key_is_taken_as_far_as_it_counts() -> None:
    assert len(fingerprint(AMAL, key=b"k" * 100)) == 64


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ()),
        ({"membership_number": ""}, ()),
        ({"membership_category": ""}, ()),
        ({"membership_number": "", "membership_category": ""}, (Doubt.MEMBERSHIP_UNKNOWN,)),
        ({"membership_category": "not_a_member"}, (Doubt.MEMBERSHIP_UNKNOWN,)),
        ({"membership_category": "not_a_member", "is_member_confirmed": True}, ()),
        ({"is_charter_signed": False}, (Doubt.CHARTER_UNSIGNED,)),
        ({"has_possible_duplicate": True}, (Doubt.DUPLICATE,)),
        (
            {
                "membership_number": "",
                "membership_category": "",
                "is_charter_signed": False,
                "has_possible_duplicate": True,
            },
            (Doubt.MEMBERSHIP_UNKNOWN, Doubt.CHARTER_UNSIGNED, Doubt.DUPLICATE),
        ),
    ],
)
def test_only_what_somebody_should_look_at_is_doubtful(
    change: dict[str, object], expected: tuple[Doubt, ...]
) -> None:
    assert doubts(replace(ELIGIBLE, **change)) == expected  # type: ignore[arg-type]


def test_every_doubt_is_told_in_a_sentence() -> None:
    assert all(str(DOUBT_SENTENCES[doubt]).endswith(".") for doubt in Doubt)
