"""Cycles and joining points: their days, and the same again next year."""

from dataclasses import astuple, replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.schemes.changes.cycle import (
    change_cycle,
    change_joining_point,
    remove_joining_point,
    repeat_cycle,
)
from compagnon.schemes.models import Cycle, JoiningPoint
from compagnon.schemes.queries.scheme import next_year_of
from compagnon.schemes.rules import JoiningDates
from tests.cast import World, actor_of, make_world
from tests.membership.test_register import apply

pytestmark = pytest.mark.django_db

DATES = JoiningDates(
    opens_on=date(2026, 7, 1),
    closes_on=date(2026, 9, 18),
    match_by=date(2026, 9, 22),
    starts_on=date(2026, 9, 29),
    review_on=date(2027, 1, 12),
)


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_joining_point_is_removed_as_long_as_nothing_hangs_on_it(
    world: World, client: Client
) -> None:
    client.force_login(world.chris)
    address = f"/joining-points/{world.joining_point.id.hex}/"
    application = apply(world, world.amal)

    refused = client.post(f"{address}remove/", follow=True).content.decode()
    application.delete()
    gone = client.post(f"{address}remove/", follow=True).content.decode()

    assert "Something hangs on this joining point" in refused
    assert "Remove this joining point" in refused
    assert "The joining point is gone." in gone
    assert not JoiningPoint.objects.exists()
    assert [row.name for row in events()] == ["JoiningPointRemoved"]


def test_only_those_who_run_the_scheme_remove_a_joining_point(world: World) -> None:
    with pytest.raises(NotAllowed):
        remove_joining_point(by=actor_of(world.dana), joining_point=world.joining_point)


def events() -> list[EventRow]:
    return list(EventRow.objects.order_by("id"))


@pytest.mark.requirement("ALL-22")
def test_change_joining_point_moves_its_days_once(world: World) -> None:
    for _twice in range(2):
        change_joining_point(
            by=actor_of(world.chris), joining_point=world.joining_point, dates=DATES
        )

    point = JoiningPoint.objects.get()
    assert point.dates == DATES
    assert [(row.name, row.data["closes_on"]) for row in events()] == [
        ("JoiningPointChanged", "2026-09-18")
    ]


@pytest.mark.parametrize(
    ("moved", "field"),
    [
        ({"opens_on": date(2026, 9, 19)}, "opens_on"),
        ({"starts_on": date(2026, 9, 17)}, "starts_on"),
        ({"match_by": date(2026, 9, 17)}, "match_by"),
        ({"match_by": date(2026, 9, 30)}, "match_by"),
        ({"review_on": date(2026, 9, 29)}, "review_on"),
    ],
)
def test_change_joining_point_is_refused_where_days_do_not_follow_one_another(
    world: World, moved: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        change_joining_point(
            by=actor_of(world.chris),
            joining_point=world.joining_point,
            dates=replace(DATES, **moved),
        )

    assert refusal.value.field == field
    assert events() == []


def test_change_joining_point_is_for_those_who_run_the_scheme(world: World) -> None:
    with pytest.raises(NotAllowed):
        change_joining_point(
            by=actor_of(world.amal), joining_point=world.joining_point, dates=DATES
        )


def test_change_cycle_corrects_name_and_days_once(world: World) -> None:
    cycle = world.joining_point.cycle
    for _twice in range(2):
        change_cycle(
            by=actor_of(world.chris),
            cycle=cycle,
            name=" First year ",
            starts_on=date(2026, 8, 1),
            ends_on=date(2027, 7, 31),
        )

    found = Cycle.objects.get()
    assert (found.name, found.starts_on, found.ends_on) == (
        "First year",
        date(2026, 8, 1),
        date(2027, 7, 31),
    )
    assert [row.name for row in events()] == ["CycleChanged"]


@pytest.mark.parametrize(
    ("name", "ends_on", "sentence"),
    [
        (" ", date(2027, 7, 31), "needs a name"),
        ("2026/27", date(2026, 8, 1), "ends after it starts"),
        ("2025/26", date(2027, 7, 31), "cycle of that name already"),
    ],
)
def test_change_cycle_is_refused(world: World, name: str, ends_on: date, sentence: str) -> None:
    Cycle.objects.create(
        scheme=world.scheme, name="2025/26", starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31)
    )

    with pytest.raises(Refused, match=sentence):
        change_cycle(
            by=actor_of(world.chris),
            cycle=world.joining_point.cycle,
            name=name,
            starts_on=date(2026, 8, 1),
            ends_on=ends_on,
        )


@pytest.mark.requirement("ALL-21")
@pytest.mark.requirement("ALL-22")
def test_repeat_cycle_opens_the_next_year_on_the_same_days_of_the_week(world: World) -> None:
    change_joining_point(by=actor_of(world.chris), joining_point=world.joining_point, dates=DATES)

    later = repeat_cycle(by=actor_of(world.chris), cycle=world.joining_point.cycle)

    assert (later.name, later.starts_on, later.ends_on) == (
        "2027/28",
        date(2027, 9, 1),
        date(2028, 8, 31),
    )
    point = JoiningPoint.objects.get(cycle=later)
    assert point.month == 9
    assert astuple(point.dates) == (
        date(2027, 6, 30),
        date(2027, 9, 17),
        date(2027, 9, 21),
        date(2027, 9, 28),
        date(2028, 1, 11),
    )
    assert [day.weekday() for day in astuple(point.dates)] == [
        day.weekday() for day in astuple(DATES)
    ]


def test_repeat_cycle_twice_is_refused(world: World) -> None:
    repeat_cycle(by=actor_of(world.chris), cycle=world.joining_point.cycle)

    with pytest.raises(Refused, match="cycle of that name already"):
        repeat_cycle(by=actor_of(world.chris), cycle=world.joining_point.cycle)


def test_next_year_of_a_scheme_follows_its_latest_or_is_the_first(world: World) -> None:
    chris = actor_of(world.chris)

    assert next_year_of(viewer=chris, scheme=world.scheme).name == "2027/28"
    assert next_year_of(viewer=actor_of(world.dana), scheme=world.scheme).name == "2026/27"
