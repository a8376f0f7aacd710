"""What is kept of an application."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.privacy.treatments import KEY, TECHNICAL, VERSION

_PERSON = Treatment(
    Category.RECORD, Erasure.KEPT, "Who applied: a random id that leads to nobody any more."
)

_ANSWER = Treatment(
    Category.ANSWER,
    Erasure.BLANKED,
    "What the person answered; deleted twelve months after the cycle if it led to no partnership.",
    exported=True,
)

_RECORD = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "What became of the application: runs and counts stay.",
    exported=True,
)

_DECLARED = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "Whom the person must not be paired with; opened by the matching, and by the person. Deleted twelve months after"
    " the cycle.",
    exported=True,
)

declare(
    Application,
    {
        "id": TECHNICAL,
        "joining_point": _RECORD,
        "person": _PERSON,
        "state": _RECORD,
        "is_mentor": _ANSWER,
        "is_mentee": _ANSWER,
        "capacity": _ANSWER,
        "is_member_confirmed": _RECORD,
        "has_possible_duplicate": _RECORD,
        "declared_count": _RECORD,
        "answers": _ANSWER,
        "fingerprint": Treatment(
            Category.TECHNICAL,
            Erasure.BLANKED,
            "Tells later answers from earlier ones; keyed, so that nobody can guess answers from it.",
        ),
        "submitted_at": _RECORD,
        "waiting_since": _RECORD,
        "postponed_from": _RECORD,
        "applied_as_both": _ANSWER,
        "assigned_to": Treatment(
            Category.RECORD, Erasure.BLANKED, "Who of the Coordination Group looks at it."
        ),
        "form": _RECORD,
        "source": _ANSWER,
        "typed": Treatment(
            Category.ANSWER,
            Erasure.WITH_ROW,
            "What was typed into a draft: erased 30 days after it was last saved, emptied when it is sent.",
            exported=True,
        ),
        "saved_at": _RECORD,
        "emptied_at": _RECORD,
    },
)

declare(
    Declaration,
    {
        "id": TECHNICAL,
        "application": TECHNICAL,
        "author_id": KEY,
        "text_version": VERSION,
        "managers": _DECLARED,
        "conflicts": _DECLARED,
    },
)
