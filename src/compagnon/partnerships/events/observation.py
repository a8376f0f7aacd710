from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ObservationPlanned(Event):
    """A member planned to observe another one."""

    observation_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ObservationAgreed(Event):
    """Whoever will be observed agreed to the focus."""

    observation_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ObservationRevised(Event):
    """The observer worded an observation anew."""

    observation_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ObservationRecorded(Event):
    """The observer wrote down what they saw."""

    observation_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ObservationDiscussed(Event):
    """Observer and observed talked an observation over; its strategies stand."""

    observation_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ObservationCancelled(Event):
    """One of the two called a planned observation off."""

    observation_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class StrategyAnswered(Event):
    """Whoever was observed said whether they tried a strategy."""

    strategy_id: UUID
    partnership_id: UUID
