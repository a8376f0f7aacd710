from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ReviewOpened(Event):
    """A member began a look back together, as planned or sooner (LSIS-51)."""

    review_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReviewWritten(Event):
    """A member wrote their own part of a review, or worded it anew; nobody else reads it yet."""

    review_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReviewAnswered(Event):
    """A member handed in their part of a review."""

    review_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReviewShared(Event):
    """The last one handed in: from now on all read each other's parts."""

    review_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReviewDecided(Event):
    """A member wrote down what they decided together, and when they will look back again."""

    review_id: UUID
    partnership_id: UUID
