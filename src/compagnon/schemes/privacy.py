"""What a scheme keeps of a person: appointments and charter signatures. The rest is about the scheme alone."""

from uuid import UUID

from compagnon.core import sealing
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.schemes.models import (
    Appointment,
    Branch,
    Charter,
    CharterDraft,
    CharterSignature,
    Cycle,
    JoiningPoint,
    LetterWords,
    Organisation,
    Scheme,
    SetupStep,
    TermCalendar,
)

_FRAME = Treatment(Category.TECHNICAL, Erasure.KEPT, "About the scheme, not about a person.")
_PERSON = Treatment(Category.IDENTITY, Erasure.WITH_ROW, "Whom the row is about.")
_APPOINTMENT = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "Who held which role, approved by whom: kept two years after the role ends.",
    exported=True,
)
_SIGNATURE = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "Which version of the charter was signed and when: kept two years after leaving.",
    exported=True,
)
_TECHNICAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Identifies and seals the row.")


def erase(person_id: UUID, _address: str) -> None:
    """Delete a person's signatures and appointments."""
    CharterSignature.objects.filter(person=person_id).delete()
    sealing.delete(Appointment.objects.filter(person=person_id))


on_erasure(erase)
declare(Organisation, dict.fromkeys(("id", "name"), _FRAME))
declare(Branch, dict.fromkeys(("id", "organisation", "name", "kind", "briefed_on"), _FRAME))
declare(
    Scheme,
    dict.fromkeys(
        (
            "id",
            "organisation",
            "name",
            "kind",
            "template",
            "state",
            "summary",
            "focus_areas",
            "matching",
            "settings",
            "holds_letters",
            "interests",
        ),
        _FRAME,
    ),
)
declare(Cycle, dict.fromkeys(("id", "scheme", "name", "starts_on", "ends_on"), _FRAME))
declare(
    JoiningPoint,
    dict.fromkeys(
        (
            "id",
            "cycle",
            "month",
            "opens_on",
            "closes_on",
            "match_by",
            "starts_on",
            "review_on",
        ),
        _FRAME,
    ),
)
declare(
    TermCalendar,
    dict.fromkeys(
        ("id", "organisation", "nation", "place", "year", "entries", "confirmed_on", "revision"),
        _FRAME,
    ),
)
declare(
    LetterWords,
    {
        **dict.fromkeys(
            ("id", "scheme", "kind", "language", "version", "subject", "body", "written_at"),
            _FRAME,
        ),
        "written_by": Treatment(
            Category.RECORD,
            Erasure.KEPT,
            "Who worded a letter of the scheme: after erasure a random id that leads to nobody.",
        ),
    },
)
declare(SetupStep, dict.fromkeys(("id", "scheme", "key", "done_on"), _FRAME))
declare(CharterDraft, dict.fromkeys(("id", "scheme", "text", "based_on", "revision"), _FRAME))
declare(Charter, dict.fromkeys(("id", "scheme", "version", "text", "published_at"), _FRAME))
declare(
    CharterSignature,
    {"id": _TECHNICAL, "person": _PERSON, "charter": _SIGNATURE, "signed_at": _SIGNATURE},
)
declare(
    Appointment,
    {
        "id": _TECHNICAL,
        "seal": _TECHNICAL,
        "person": _PERSON,
        "role": _APPOINTMENT,
        "organisation": _APPOINTMENT,
        "scheme": _APPOINTMENT,
        "branch": _APPOINTMENT,
        "approved_on": _APPOINTMENT,
        "approved_by": _APPOINTMENT,
        "ended_on": _APPOINTMENT,
    },
)
