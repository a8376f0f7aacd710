"""What is kept of the work of the Coordination Group."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.recruitment.models import Comment, Decision, Interest, SavedView
from compagnon.recruitment.privacy.treatments import KEY, TECHNICAL, VERSION

_OF_GROUP = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "What the Coordination Group noted about an application; goes with the applicant's erasure, and the writer's, and"
    " twelve months after the cycle.",
    exported=True,
)

_DECISION = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "What was decided about an application, when, and on which criteria.",
    exported=True,
)

declare(
    Comment,
    {
        "id": TECHNICAL,
        "application": TECHNICAL,
        "author_id": KEY,
        "text_version": VERSION,
        "written_at": Treatment(
            Category.RECORD, Erasure.WITH_ROW, "When the group noted it.", exported=True
        ),
        "text": _OF_GROUP,
    },
)

declare(
    Interest,
    {
        "id": TECHNICAL,
        "application": Treatment(
            Category.RECORD, Erasure.WITH_ROW, "From which application the person keeps away."
        ),
        "person": Treatment(
            Category.RECORD, Erasure.WITH_ROW, "Who of the group stands too near to decide."
        ),
        "declared_at": Treatment(Category.RECORD, Erasure.WITH_ROW, "When they said so."),
    },
)

declare(
    Decision,
    {
        "id": TECHNICAL,
        "application": TECHNICAL,
        "author_id": Treatment(Category.TECHNICAL, Erasure.KEPT, "Names the key; a random id."),
        "text_version": Treatment(Category.TECHNICAL, Erasure.KEPT, "Counts the writing."),
        "number": _DECISION,
        "outcome": _DECISION,
        "decided_by": Treatment(Category.RECORD, Erasure.KEPT, "Who decided; a random id."),
        "decided_at": _DECISION,
        "as_mentor": _DECISION,
        "as_mentee": _DECISION,
        "criteria": _DECISION,
        "is_told": _DECISION,
        "reason": Treatment(
            Category.WORDS,
            Erasure.SHREDDED,
            "The sentence that the applicant read; emptied and its key destroyed with either of the two, and twelve"
            " months after the cycle.",
            exported=True,
        ),
    },
)

declare(
    SavedView,
    {
        "id": TECHNICAL,
        "joining_point": TECHNICAL,
        **dict.fromkeys(
            ("person", "name", "is_shared", "wanted"),
            Treatment(
                Category.RECORD,
                Erasure.WITH_ROW,
                "How somebody of the Coordination Group narrowed the queue; goes with them.",
                exported=True,
            ),
        ),
    },
)
