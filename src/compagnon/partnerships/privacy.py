"""What the workspace holds about people, and what happens to it when one of them is erased."""

from uuid import UUID

from compagnon.core.actors import SYSTEM
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.partnerships.changes.partnership import erase_partner
from compagnon.partnerships.models import (
    ActionItem,
    Agreement,
    Attendance,
    Meeting,
    Member,
    Minutes,
    Partnership,
    Signature,
)

_ID = Treatment(Category.TECHNICAL, Erasure.KEPT, "random; says nothing without the person")
_LINK = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "points at the blanked person, so that the partner's record stays whole",
)
_WHEN = Treatment(
    Category.RECORD, Erasure.KEPT, "counts of meetings and dates stay, without words", exported=True
)
_SEAL = Treatment(Category.TECHNICAL, Erasure.KEPT, "authentication code over random ids")
_VERSION = Treatment(Category.TECHNICAL, Erasure.KEPT, "counts how often the words were written")
_KEY = Treatment(Category.TECHNICAL, Erasure.KEPT, "names the destroyed key; a random id")
_WORDS = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "the author's key is destroyed; the partner's own words stay",
    exported=True,
)
_SHARED = Treatment(
    Category.ANSWER, Erasure.BLANKED, "shared with the partner from the application", exported=True
)


def erase(person_id: UUID, _address: str) -> None:
    """End the person's partnerships, and empty what they wrote and shared.

    Dates and counts stay, and so do the partner's own words.
    """
    for member in Member.objects.filter(person_id=person_id).select_related("partnership"):
        erase_partner(by=SYSTEM, member=member)
    Member.objects.filter(person_id=person_id).update(shared={})
    for model in (Agreement, Minutes, ActionItem):
        model.objects.filter(author_id=person_id).update(
            **dict.fromkeys(model.encrypted_fields(), b"")
        )


on_erasure(erase)
declare(
    Partnership,
    {
        "id": _ID,
        "organisation": _LINK,
        "joining_point": _LINK,
        "proposal_id": _ID,
        "state": _WHEN,
        "opened_at": _WHEN,
        "planned_end_on": _WHEN,
        "ended_at": _WHEN,
    },
)
declare(
    Member,
    {
        "id": _ID,
        "seal": _SEAL,
        "partnership": _LINK,
        "person": _LINK,
        "role": _WHEN,
        "shared": _SHARED,
    },
)
declare(
    Agreement,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "version": _WHEN,
        "written_at": _WHEN,
        "frequency": _WHEN,
        "mode": _WHEN,
        "length_minutes": _WHEN,
        "review_on": _WHEN,
        "ends_on": _WHEN,
        "focus_areas": _WORDS,
        "focus_note": _WORDS,
        "mentor_responsibilities": _WORDS,
        "mentee_responsibilities": _WORDS,
    },
)
declare(Signature, {"id": _ID, "agreement": _LINK, "member": _LINK, "signed_at": _WHEN})
declare(
    Meeting,
    {
        "id": _ID,
        "partnership": _LINK,
        "state": _WHEN,
        "held_on": _WHEN,
        "starts_at": _WHEN,
        "length_minutes": _WHEN,
        "invitation_sequence": _WHEN,
    },
)
declare(Attendance, {"id": _ID, "meeting": _LINK, "member": _LINK})
declare(
    Minutes,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "meeting": _LINK,
        "next_items": _WORDS,
    },
)
declare(
    ActionItem,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "meeting": _LINK,
        "owner": _LINK,
        "position": _WHEN,
        "state": _WHEN,
        "text": _WORDS,
    },
)
