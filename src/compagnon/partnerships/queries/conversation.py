"""A meeting under way: when, where on the net, the agenda, and one's own notes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Meeting, MinutesDraft, VideoLink
from compagnon.partnerships.queries.agenda_item import agenda_items_in
from compagnon.partnerships.queries.meeting import Agenda, agenda_in, opened
from compagnon.partnerships.queries.partnership import PartnershipView, frame_in
from compagnon.partnerships.queries.reading import Reading


@dataclass(frozen=True)
class DraftView:
    """A member's own notes for the minutes; `version` is 0 until there are any."""

    actions: str = ""
    next_items: str = ""
    version: int = 0


@dataclass(frozen=True)
class ConversationView:
    """What the page of a meeting shows one of its members."""

    id: UUID
    partnership: PartnershipView
    held_on: date
    starts_at: datetime | None
    length_minutes: int
    state: str
    video_url: str
    agenda: Agenda
    draft: DraftView

    @property
    def ends_at(self) -> datetime | None:
        """When it is planned to be over."""
        return self.starts_at + timedelta(minutes=self.length_minutes) if self.starts_at else None

    @property
    def state_label(self) -> StrOrPromise:
        """The state in words."""
        return Meeting.State(self.state).label

    @property
    def day_in_words(self) -> str:
        """The day, as a heading says it."""
        return date_format(self.held_on, "DATE_FORMAT")

    @property
    def is_arranged(self) -> bool:
        """Whether it is still to come, or under way."""
        return self.state == Meeting.State.ARRANGED


def get_conversation(*, viewer: Actor, meeting: Meeting) -> ConversationView:
    """Return a meeting as one of its members needs it while they talk; a fixed number of queries.

    Refuses (`Closed`) anybody else. Of somebody else's notes nothing is read.
    """
    reading = Reading(viewer, meeting.partnership)
    link = VideoLink.objects.filter(meeting=meeting).first()
    if link is not None:
        link.meeting = meeting
    return ConversationView(
        id=meeting.id,
        partnership=frame_in(reading),
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        length_minutes=meeting.length_minutes,
        state=meeting.state,
        video_url=reading.grant.read(link, "url") if link and not reading.grant.is_closed else "",
        agenda=agenda_in(reading, opened(reading), agenda_items_in(reading)),
        draft=draft_in(reading, meeting),
    )


def draft_in(reading: Reading, meeting: Meeting | None) -> DraftView:
    """Return the viewer's own notes of a meeting; one query, none where no meeting is arranged."""
    rows = MinutesDraft.objects.filter(meeting=meeting, member=reading.own)
    row = rows.first() if meeting else None
    if row is None or meeting is None or reading.grant.is_closed:
        return DraftView()
    row.meeting = meeting
    return DraftView(
        reading.grant.read(row, "actions"),
        reading.grant.read(row, "next_items"),
        row.text_version,
    )
