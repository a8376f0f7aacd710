from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from compagnon.core.actors import Actor
from compagnon.partnerships.models import PartnerMessage, Partnership, UnreadMessage
from compagnon.partnerships.queries.reading import Reading

PAGE_SIZE: Final = 30


@dataclass(frozen=True)
class MessageView:
    """A message as a member reads it."""

    id: UUID
    author_name: str
    is_viewers: bool
    is_new: bool
    written_at: datetime
    text: str


@dataclass(frozen=True)
class Messages:
    """Messages of a partnership, the latest first; `more_after` is where the list goes on, if it does."""

    shown: list[MessageView]
    new_count: int
    more_after: UUID | None


def list_messages(
    *, viewer: Actor, partnership: Partnership, after: UUID | None = None
) -> Messages:
    """Return the messages of a partnership to a member, a page of them; three queries more for what they say.

    Those of somebody who was erased are gone. Refuses (`Closed`) anybody else.
    """
    reading = Reading(viewer, partnership)
    new = set(_unread(reading).values_list("message_id", flat=True))
    rows = list(_page(partnership, after))
    more = rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None
    return Messages(_views(reading, rows[:PAGE_SIZE], new), len(new), more)


def messages_in(reading: Reading) -> list[MessageView]:
    """Return all messages of the partnership that is being read, the first one first; one query."""
    rows = PartnerMessage.objects.filter(partnership=reading.partnership)
    found = [row for row in rows.order_by("written_at", "id") if reading.grant.knows(row)]
    return _views(reading, found, ())


def unread_in(reading: Reading) -> int:
    """Return how many messages of the partnership that is being read are new to the reader; one query."""
    return _unread(reading).count()


def _unread(reading: Reading) -> QuerySet[UnreadMessage]:
    return UnreadMessage.objects.filter(member=reading.own)


def _page(partnership: Partnership, after: UUID | None) -> QuerySet[PartnerMessage]:
    """Return one message more than a page shows; from the key on, or the latest where the key is none of theirs."""
    rows = PartnerMessage.objects.filter(partnership=partnership).order_by("-written_at", "-id")
    last = rows.filter(pk=after).first() if after else None
    if last:
        earlier = Q(written_at=last.written_at, id__lt=last.id) | Q(written_at__lt=last.written_at)
        rows = rows.filter(earlier)
    return rows[: PAGE_SIZE + 1]


def _views(
    reading: Reading, rows: Sequence[PartnerMessage], new: Collection[UUID]
) -> list[MessageView]:
    for row in rows:
        row.partnership = reading.partnership
    return [_view(row, reading, is_new=row.id in new) for row in rows if row.text]


def _view(row: PartnerMessage, reading: Reading, *, is_new: bool) -> MessageView:
    author = reading.member(row.member_id)
    return MessageView(
        id=row.id,
        author_name=author.person.known_as,
        is_viewers=author.id == reading.own.id,
        is_new=is_new,
        written_at=row.written_at,
        text=reading.grant.read(row, "text"),
    )
