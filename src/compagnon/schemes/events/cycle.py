"""What happens to a cycle and its joining points."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CycleOpened(Event):
    """A scheme opened an academic year."""

    cycle_id: UUID
    scheme_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class CycleChanged(Event):
    """A cycle's name or days were changed."""

    cycle_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class JoiningPointOpened(Event):
    """A cycle got a time at which people join."""

    joining_point_id: UUID
    cycle_id: UUID
    closes_on: date
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class JoiningPointChanged(Event):
    """The days of a joining point were changed."""

    joining_point_id: UUID
    opens_on: date
    closes_on: date
    match_by: date
    starts_on: date
    review_on: date


@dataclass(frozen=True, kw_only=True)
class JoiningPointRemoved(Event):
    """A joining point was taken away before anything hung on it."""

    joining_point_id: UUID
    cycle_id: UUID
