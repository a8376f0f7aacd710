from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Grant
from compagnon.partnerships.models import Partnership, Reflection
from compagnon.partnerships.policy import (
    reflection_grants,
    shared_reflections,
    visible_reflections,
)
from compagnon.partnerships.queries.reading import Reading


@dataclass(frozen=True)
class ReflectionView:
    """An entry of a journal as its author, or somebody it is shared with, reads it."""

    id: UUID
    author_name: str
    is_viewers: bool
    is_shared: bool
    moment_label: str
    written_at: datetime
    text: str
    version: int


@dataclass(frozen=True)
class Journal:
    """A member's own entries, and those that others share with them, the latest first."""

    own: list[ReflectionView]
    shared: list[ReflectionView]


def get_journal(*, viewer: Actor, partnership: Partnership) -> Journal:
    """Return a member's journal in a partnership. Refuses (`Closed`) anybody else."""
    return journal_in(Reading(viewer, partnership))


def journal_in(reading: Reading) -> Journal:
    """Return the journal of whoever reads a pair."""
    mine = visible_reflections(reading.viewer).filter(partnership=reading.partnership)
    rows = mine.order_by("-written_at", "id")
    entries = [view for view in _views(reading, list(rows)) if view.text]
    return Journal(
        own=[view for view in entries if view.is_viewers],
        shared=[view for view in entries if not view.is_viewers],
    )


def get_reflection(*, viewer: Actor, reflection: Reflection) -> ReflectionView:
    """Return one entry to its author, or to whom it is shared with. Refuses (`Closed`) anybody else."""
    return _views(Reading(viewer, reflection.partnership), [reflection])[0]


def _views(reading: Reading, rows: Sequence[Reflection]) -> list[ReflectionView]:
    keys = reflection_grants(reading.viewer, rows)
    shared = shared_reflections(reading.viewer)
    return [_view(row, keys[row.scope().id], reading, is_shared=row.pk in shared) for row in rows]


def _view(row: Reflection, grant: Grant, reading: Reading, *, is_shared: bool) -> ReflectionView:
    author = reading.member(row.member_id)
    return ReflectionView(
        id=row.id,
        author_name=author.person.known_as,
        is_viewers=author.id == reading.own.id,
        is_shared=is_shared,
        moment_label=row.get_moment_display(),
        written_at=row.written_at,
        text=grant.read(row, "text"),
        version=row.text_version,
    )
