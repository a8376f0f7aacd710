"""What questions to the group hold about people, and what becomes of them."""

from uuid import UUID

from compagnon.core.actors import SYSTEM
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.help.changes import forget_questions
from compagnon.help.models import Question, Reply
from compagnon.help.queries import questions_from

_TECHNICAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "random; says nothing by itself")
_ASKED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "that somebody asked, and how it went; deleted 180 days after the answer",
    exported=True,
)
_GROUP = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "points at whoever of the group took it on or answered, blanked when they are erased",
)
_TEXT = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "the key is destroyed when its author is erased, and 180 days after the answer",
    exported=True,
)


def erase(person_id: UUID, address: str) -> None:
    """Delete what somebody asked, signed in or from their address, with its answers; empty what they answered to others."""
    rows = Question.objects.filter(person_id=person_id).select_related("scheme")
    forget_questions(by=SYSTEM, only=[*rows, *questions_from(address)])
    Reply.objects.filter(author_id=person_id).update(text=b"")


on_erasure(erase)
declare(
    Question,
    {
        **dict.fromkeys(("id", "author_id", "text_version"), _TECHNICAL),
        **dict.fromkeys(
            ("scheme", "person", "about", "language", "state", "asked_at", "answered_at"), _ASKED
        ),
        "taken_by": _GROUP,
        **dict.fromkeys(("text", "visitor_name", "visitor_address"), _TEXT),
    },
)
declare(
    Reply,
    {
        **dict.fromkeys(("id", "author_id", "text_version"), _TECHNICAL),
        **dict.fromkeys(("question", "written_at"), _ASKED),
        "person": _GROUP,
        "text": _TEXT,
    },
)
