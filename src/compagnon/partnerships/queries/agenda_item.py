from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.partnerships.models import AgendaItem, Member, Partnership
from compagnon.partnerships.queries.reading import Reading


@dataclass(frozen=True)
class AgendaItemView:
    """Something to talk about, as the members read it."""

    id: UUID
    text: str
    member_name: str
    is_viewers: bool


def agenda_items_in(reading: Reading) -> list[tuple[AgendaItem, AgendaItemView]]:
    """Return what is on the agenda, and what came up at the meetings shown: the mentee's first, then as added (ALL-76).

    What an erased member brought is gone.
    """
    return _opened(reading, reading.agenda_items)


def list_agenda_items(*, viewer: Actor, partnership: Partnership) -> list[AgendaItemView]:
    """Return what is on the next agenda, for the form that asks what came up. Refuses (`Closed`) anybody else."""
    rows = AgendaItem.objects.filter(partnership=partnership, meeting=None)
    rows = rows.select_related("partnership").order_by("added_at", "id")
    return [view for _row, view in _opened(Reading(viewer, partnership), rows)]


def _opened(
    reading: Reading, rows: Iterable[AgendaItem]
) -> list[tuple[AgendaItem, AgendaItemView]]:
    found = []
    for row in rows:
        member = reading.member(row.member_id)
        text = reading.grant.read(row, "text")
        view = AgendaItemView(row.id, text, member.person.known_as, member.id == reading.own.id)
        found.append((member.role != Member.Role.MENTEE, row, view))
    return [(row, view) for _later, row, view in sorted(found, key=lambda one: one[0]) if view.text]
