"""Meetings: what is proposed, brought, noted, decided."""

from compagnon.core.privacy import declare
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    MinutesDraft,
    ProposedTime,
    TimeAcceptance,
    TimesProposal,
    VideoLink,
)
from compagnon.partnerships.privacy.treatments import ID, KEY, LINK, VERSION, WHEN, WORDS

declare(
    Meeting,
    {
        "id": ID,
        "partnership": LINK,
        "state": WHEN,
        "held_on": WHEN,
        "starts_at": WHEN,
        "length_minutes": WHEN,
        "place": WHEN,
        "invitation_sequence": WHEN,
    },
)
declare(
    TimesProposal,
    {
        "id": ID,
        "partnership": LINK,
        "member": LINK,
        "proposed_at": WHEN,
        "length_minutes": WHEN,
        "closed_at": WHEN,
    },
)
declare(ProposedTime, {"id": ID, "proposal": LINK, "starts_at": WHEN})
declare(TimeAcceptance, {"id": ID, "time": LINK, "member": LINK})
declare(Attendance, {"id": ID, "meeting": LINK, "member": LINK})
declare(
    Minutes,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "meeting": LINK,
        "next_items": WORDS,
        "activities": WORDS,
    },
)
declare(
    VideoLink,
    {"id": ID, "author_id": KEY, "text_version": VERSION, "meeting": LINK, "url": WORDS},
)
declare(
    MinutesDraft,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "meeting": LINK,
        "member": LINK,
        "actions": WORDS,
        "next_items": WORDS,
    },
)
declare(
    AgendaItem,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "member": LINK,
        "meeting": LINK,
        "added_at": WHEN,
        "text": WORDS,
    },
)
declare(
    ActionItem,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "meeting": LINK,
        "owner": LINK,
        "position": WHEN,
        "state": WHEN,
        "due_on": WHEN,
        "text": WORDS,
    },
)
