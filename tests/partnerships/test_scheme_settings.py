"""What a pair is offered and given is what its scheme says."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.choices import focus_of, frequencies_of
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.schemes.models import Scheme
from tests.cast import World
from tests.partnerships.test_views import TYPED, as_person, page, url

pytestmark = pytest.mark.django_db


def set_scheme(world: World, **values: Any) -> Scheme:
    Scheme.objects.filter(pk=world.scheme.pk).update(**values)
    world.scheme.refresh_from_db()
    return world.scheme


@pytest.mark.requirement("ALL-39")
@pytest.mark.requirement("ALL-40")
def test_an_associations_pair_meets_once_a_half_term_or_once_a_month(world: World) -> None:
    offered = [(key, str(label)) for key, label in frequencies_of(world.scheme)]

    assert offered == [("half_termly", "Once each half term"), ("monthly", "Once a month")]


def test_what_a_pair_chose_before_stays_to_choose(world: World) -> None:
    scheme = set_scheme(
        world, settings={"cadences": ["monthly"]}, focus_areas=["assessment", "Latin"]
    )

    assert [key for key, _label in frequencies_of(scheme)] == ["monthly"]
    assert [key for key, _label in frequencies_of(scheme, "half_termly")] == [
        "monthly",
        "half_termly",
    ]
    assert [key for key, _label in frequencies_of(scheme, "by moonlight")] == ["monthly"]
    assert [(key, str(label)) for key, label in focus_of(scheme, ["Greek", "assessment"])] == [
        ("assessment", "Assessment"),
        ("Latin", "Latin"),
        ("Greek", "Greek"),
    ]


@pytest.mark.requirement("ALL-64")
@pytest.mark.requirement("LSIS-32")
def test_a_contract_offers_the_schemes_own_rhythm_and_words(
    client: Client, world: World, partnership: Partnership
) -> None:
    set_scheme(
        world,
        settings={"cadences": ["weekly_first", "monthly"]},
        focus_areas=["assessment", "Latin"],
    )
    as_person(client, world.bela)
    shown = page(client, url(partnership, "agreement/"))
    assert "Once each half term" not in shown
    assert shown.index("Once a week for three months") < shown.index("Once a month</span>")

    weekly = {"frequency": "weekly_first", "focus_areas": ["Latin"]}
    assert client.post(url(partnership, "agreement/"), TYPED | weekly).status_code == 303

    assert Agreement.objects.get().frequency == "weekly_first"
    home = page(client, f"/agreements/{Agreement.objects.get().id.hex}/")
    assert "Latin" in home
    assert "Once a week for three months, then once a month" in home
    set_scheme(world, settings={}, focus_areas=["assessment"])
    again = page(client, url(partnership, "agreement/"))
    assert 'value="weekly_first"' in again
    assert 'value="Latin"' in again


@pytest.mark.requirement("ALL-67")
@pytest.mark.parametrize(
    ("settings", "ends_on"),
    [({}, date(2027, 5, 28)), ({"length_months": 6}, date(2027, 3, 28))],
)
def test_a_partnership_is_planned_for_as_long_as_its_scheme_says(
    world: World, settings: dict[str, int], ends_on: date
) -> None:
    set_scheme(world, settings=settings)
    world.joining_point.refresh_from_db()

    partnership = open_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        mentor=Joining(world.amal.id, {}),
        mentee=Joining(world.bela.id, {}),
        starts_on=date(2026, 9, 28),
    )

    assert partnership.planned_end_on == ends_on


@pytest.mark.parametrize(
    ("settings", "review_on", "proposed"),
    [
        ({}, None, "2027-01-14"),
        ({"length_months": 6}, None, "2026-12-14"),
        ({"length_months": 1}, None, "2026-10-14"),
        ({}, date(2027, 1, 18), "2027-01-18"),
        ({}, date(2026, 9, 14), "2027-01-14"),
    ],
)
def test_a_contract_proposes_the_review_of_its_joining_point_or_half_way(
    client: Client,
    world: World,
    partnership: Partnership,
    settings: dict[str, int],
    review_on: date | None,
    proposed: str,
) -> None:
    set_scheme(world, settings=settings)
    point = world.joining_point
    point.starts_on, point.closes_on, point.review_on = (
        date(2026, 9, 1),
        date(2026, 9, 1),
        review_on,
    )
    point.save()

    shown = page(as_person(client, world.bela), url(partnership, "agreement/"))

    assert f'name="review_on" value="{proposed}"' in shown
