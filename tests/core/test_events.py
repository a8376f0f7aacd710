from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

import pytest

from compagnon.core import events
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.core.events import Event, record, subscribe, subscribers
from compagnon.core.models import EventRow

THING = UUID(int=7)
SOMEBODY = person(UUID(int=1))


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class ThingPainted(Event):
    thing_id: UUID
    colour: Colour
    painted_on: date
    dry_at: datetime
    coats: int
    is_first: bool
    seen_by: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DayPassed(Event):
    day: date


@dataclass(frozen=True, kw_only=True)
class WordsLeaked(Event):
    words: object


@pytest.fixture(autouse=True)
def _own_subscribers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_subscribers", {})


@pytest.mark.django_db
def test_record_writes_one_row_of_plain_values() -> None:
    record(
        ThingPainted(
            thing_id=THING,
            colour=Colour.RED,
            painted_on=date(2026, 9, 13),
            dry_at=datetime(2026, 9, 14, 8, tzinfo=UTC),
            coats=2,
            is_first=True,
        ),
        by=SOMEBODY,
    )

    row = EventRow.objects.get()
    assert (row.name, row.at, row.actor_kind, row.actor_id, row.about_id) == (
        "ThingPainted",
        datetime(2026, 9, 14, 9, tzinfo=UTC),
        "person",
        UUID(int=1),
        THING,
    )
    assert row.data == {
        "thing_id": THING.hex,
        "colour": "red",
        "painted_on": "2026-09-13",
        "dry_at": "2026-09-14T08:00:00+00:00",
        "coats": 2,
        "is_first": True,
        "seen_by": None,
    }


@pytest.mark.django_db
def test_record_of_an_event_about_no_thing_names_none() -> None:
    record(DayPassed(day=date(2026, 9, 14)), by=SYSTEM)

    assert EventRow.objects.get().about_id is None


@pytest.mark.django_db
def test_record_refuses_words() -> None:
    with pytest.raises(TypeError, match="An event cannot carry str"):
        record(WordsLeaked(words="what Bela said"), by=SYSTEM)


@pytest.mark.django_db
def test_record_tells_each_subscriber_once() -> None:
    told: list[tuple[Event, Actor]] = []

    def handler(event: DayPassed, by: Actor) -> None:
        told.append((event, by))

    subscribe(DayPassed, handler)
    subscribe(DayPassed, handler)
    record(DayPassed(day=date(2026, 9, 14)), by=SYSTEM)

    assert told == [(DayPassed(day=date(2026, 9, 14)), SYSTEM)]
    assert subscribers() == {DayPassed: [handler]}
