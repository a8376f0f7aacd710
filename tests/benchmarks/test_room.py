from typing import Any

import pytest

from benchmarks.evening import Evening, is_flagged
from benchmarks.room import report
from benchmarks.roomful import grow
from compagnon.core.actors import SYSTEM
from compagnon.matching.queries.facts import get_inputs
from compagnon.recruitment.models import Application
from tests.cast import make_world


@pytest.mark.django_db
def test_what_is_measured_is_a_room_of_approved_people_who_can_be_matched() -> None:
    point = make_world().joining_point

    grow(point, 30)

    rows = Application.objects.filter(joining_point=point, state="approved")
    assert (rows.count(), rows.filter(is_mentor=True).count()) == (30, 12)
    found = get_inputs(viewer=SYSTEM, joining_point=point, with_agreements=False)
    assert {len(one.interests_wanted) for one in found.applicants} == {3}


@pytest.mark.parametrize(
    ("changed", "is_one"),
    [
        ({}, False),
        ({"warnings": [{"rule": "sector", "points": 1}]}, True),
        ({"near_ties": [{"free": True, "difference": 1}]}, True),
        ({"near_ties": [{"free": False, "difference": 1}, {"free": True, "difference": 0}]}, False),
    ],
)
def test_a_pair_is_looked_at_where_the_room_says_something_about_it(
    changed: dict[str, Any], is_one: bool
) -> None:
    assert is_flagged({"near_ties": [], **changed}) == is_one


def test_what_was_found_stands_by_size() -> None:
    found = {
        "pages": {"room": (10, 6.2, 6.9)},
        "peaks": {"room": 0.5},
        "effect": (0.4, 0.3),
        "evening": vars(Evening(people=240, pairs=144, wall=2.5)),
    }

    said = report({"240": found})

    lines = {tuple(line.split()) for line in said.splitlines()}
    assert lines >= {
        ("room", "10", "6.20", "6.90"),
        ("room", "0.5"),
        ("240", "0.40", "0.30"),
        ("240", "144", "0", "0", "0", "0", "2.5", "0", "0", "0"),
    }
