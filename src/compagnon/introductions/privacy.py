"""What an introductory meeting holds of people, most of whom never applied, and what becomes of it."""

from uuid import UUID

from compagnon.core.actors import SYSTEM
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.introductions.changes.invitation import forget_invitation
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.invited import addresses_of

_MEETING = Treatment(
    Category.RECORD, Erasure.KEPT, "That a meeting was held, when, where and what it covered."
)
_INVITED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "That somebody was invited, what they answered, whether they came; deleted 180 days after the meeting.",
)
_WHO = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "Who is invited, to write to them: destroyed when they ask, at their erasure, 180 days after the meeting.",
)
_KEY = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Names a key; a random id.")


def erase(_person_id: UUID, address: str) -> None:
    """Delete every invitation to an address."""
    rows = list(Invitation.objects.select_related("introduction__joining_point__cycle__scheme"))
    addresses = addresses_of(rows)
    for row in rows:
        if addresses[row.id] == address.lower():
            forget_invitation(by=SYSTEM, invitation=row)


on_erasure(erase)
declare(
    Introduction,
    dict.fromkeys(
        (
            "id",
            "joining_point",
            "state",
            "title",
            "starts_at",
            "length_minutes",
            "place",
            "seat_count",
            "topics",
            "language",
            "sequence",
        ),
        _MEETING,
    ),
)
declare(
    Invitation,
    {
        **dict.fromkeys(
            ("id", "introduction", "state", "invited_at", "answered_at", "has_come", "asked_at"),
            _INVITED,
        ),
        **dict.fromkeys(("name", "address"), _WHO),
        **dict.fromkeys(("author_id", "text_version"), _KEY),
    },
)
