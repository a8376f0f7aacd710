"""What happened: one frozen dataclass a happening, one row a happening, in the transaction of its change.

The row is the audit log and the source of every mail. Events carry ids, enums, dates, numbers and flags,
never words, so that the log may outlive what it is about.
"""

import dataclasses
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any, TypeVar, dataclass_transform
from uuid import UUID

from django.db import transaction

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.models import EventRow

log = logging.getLogger("compagnon.events")

ALLOWED_FIELD_TYPES = (UUID, Enum, date, datetime, int, bool)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event:
    """Base of all events; the first field names the thing the event is about."""


E = TypeVar("E", bound=Event)
Handler = Callable[[Any, Actor], None]

_subscribers: dict[type[Event], list[Handler]] = {}


def subscribe(kind: type[E], handler: Callable[[E, Actor], None]) -> None:
    """Call `handler` inside the transaction of every change that records this kind of event."""
    handlers = _subscribers.setdefault(kind, [])
    if handler not in handlers:
        handlers.append(handler)


def record(event: Event, *, by: Actor) -> None:
    """Write the audit row of an event and let its subscribers plan what follows (mails, nudges).

    Must be called inside a change: a later failure takes the row and all that follows back with it. Once it is
    committed, the log says it too.
    """
    row = row_of(event, by=by)
    row.save(force_insert=True)
    transaction.on_commit(partial(_log, row, by))
    for handler in _subscribers.get(type(event), ()):
        handler(event, by)


def row_of(event: Event, *, by: Actor) -> EventRow:
    """Return an event as its audit row, not yet written."""
    data = {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}  # type: ignore[arg-type]  # every event class is a dataclass: an architecture test holds it
    return EventRow(
        name=type(event).__name__,
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.person_id or by.link_id,
        about_id=_subject(event),
        data=data,
    )


def _log(row: EventRow, by: Actor) -> None:
    """Say in the log, too, what happened: a copy that whoever writes to the database cannot change (ASVS 16.4.2)."""
    who = row.actor_id.hex if row.actor_id else None
    log.info(row.name, extra={"by": by.kind.value, "who": who, "about": row.data})


def _subject(event: Event) -> UUID | None:
    """Return the id of the thing an event is about: its first field, where that is an id."""
    first = getattr(event, dataclasses.fields(event)[0].name)  # type: ignore[arg-type]  # as above
    return first if isinstance(first, UUID) else None


def _plain(value: object) -> str | int | bool | None:
    """Return a value as JSON keeps it."""
    match value:
        case UUID():
            return value.hex
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case bool() | int() | None:
            return value
        case _:
            raise TypeError(
                f"An event cannot carry {type(value).__name__}: ids, enums, dates, numbers only."
            )


def subscribers() -> Mapping[type[Event], list[Handler]]:
    """Return who listens to what, for the generated reference."""
    return dict(_subscribers)
