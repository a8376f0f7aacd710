"""What choosing holds about people, and what becomes of it when one of them is erased."""

from uuid import UUID

from compagnon.choosing.changes.profile import withdraw_profile
from compagnon.choosing.changes.request import lapse_request
from compagnon.choosing.changes.suggestion import forget_suggestions
from compagnon.choosing.models import Profile, Request, Suggestion
from compagnon.choosing.policy import about
from compagnon.core.actors import SYSTEM
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.recruitment.models import Application

_TECHNICAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Identifies the row; a random id.")
_SEAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Authentication code over random ids.")
_PERSON = Treatment(Category.IDENTITY, Erasure.WITH_ROW, "Whom the row is about.")
_SHOWN = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "Which parts of the application the person agreed to show, and since when.",
    exported=True,
)
_SUGGESTED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "Who was suggested to whom, when, and which answers spoke for it.",
    exported=True,
)
_BY = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "Which coordinator released it.",
)
_ASKED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "That one person asked another, when, and what came of it.",
    exported=True,
)
_WORDS = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "What the person wrote to whoever they asked; encrypted under their own key.",
    exported=True,
)


def erase(person_id: UUID, _address: str) -> None:
    """End what still waits for the person or for another, so that nobody waits in vain; and show them no more."""
    for request in Request.objects.filter(about(person_id), state=Request.State.WAITING):
        lapse_request(by=SYSTEM, request=request)
    for profile in Profile.objects.filter(application__person=person_id).select_related(
        "application"
    ):
        withdraw_profile(by=SYSTEM, application=profile.application)
    for application in Application.objects.filter(person=person_id):
        forget_suggestions(by=SYSTEM, application=application)


on_erasure(erase)
declare(Profile, {"id": _TECHNICAL, "application": _PERSON, "parts": _SHOWN, "shown_at": _SHOWN})
declare(
    Suggestion,
    {
        "id": _TECHNICAL,
        "learner": _PERSON,
        "suggested": _PERSON,
        "score": _SUGGESTED,
        "reasons": _SUGGESTED,
        "warnings": _SUGGESTED,
        "prepared_at": _SUGGESTED,
        "released_at": _SUGGESTED,
        "released_by": _BY,
    },
)
declare(
    Request,
    {
        "id": _TECHNICAL,
        "seal": _SEAL,
        "asker": _PERSON,
        "asked": _PERSON,
        "third": _PERSON,
        "agreed": _ASKED,
        "state": _ASKED,
        "asked_at": _ASKED,
        "answer_by": _ASKED,
        "answered_at": _ASKED,
        "author_id": _PERSON,
        "text_version": _TECHNICAL,
        "words": _WORDS,
    },
)
