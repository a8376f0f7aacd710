"""What recruitment holds about people, and what becomes of it when one of them is erased."""

from uuid import UUID

from django.db.models import Q

from compagnon.core.encryption.opening import shred_scope
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.recruitment.models import (
    Application,
    Comment,
    Decision,
    Declaration,
    FormDraft,
    FormVersion,
    ImportFile,
    InformationRequest,
    Institution,
    Interest,
    RequestReply,
    SavedView,
    UploadPart,
    scope_of,
)

_TECHNICAL = Treatment(Category.TECHNICAL, Erasure.KEPT, "Identifies the row; a random id.")
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
_VERSION = Treatment(
    Category.TECHNICAL, Erasure.WITH_ROW, "Counts how often the words were written."
)
_KEY = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Names the key; a random id.")
_DECLARED = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "Whom the person must not be paired with; opened by the matching, and by the person. Deleted twelve months after"
    " the cycle.",
    exported=True,
)
_FILE = Treatment(
    Category.RECORD, Erasure.KEPT, "That a file was imported, when, and how many lines it had."
)
_WORK = Treatment(Category.TECHNICAL, Erasure.KEPT, "How far the import has come.")


def erase(person_id: UUID, _address: str) -> None:
    """Empty and withdraw a person's applications: rows stay under random ids, for runs and proposals name them.

    Drafts go altogether: nobody but their applicant ever knew of them.
    """
    _erase_from_desk(person_id)
    Declaration.objects.filter(application__person=person_id).delete()
    Application.objects.filter(person=person_id, state=Application.State.DRAFT).delete()
    Application.objects.filter(person=person_id).update(
        answers={}, fingerprint="", declared_count=0, source=""
    )
    open_states = (
        Application.State.SUBMITTED,
        Application.State.ASKED,
        Application.State.APPROVED,
        Application.State.WAITING,
        Application.State.MATCHED,
    )
    Application.objects.filter(person=person_id, state__in=open_states).update(
        state=Application.State.WITHDRAWN
    )


def _erase_from_desk(person_id: UUID) -> None:
    """Erase what the group wrote about a person's applications, and what the person wrote about others'.

    That somebody decided, when and how stays, under a random id; their reasons do not.
    """
    about = list(
        Application.objects.filter(person=person_id).select_related("joining_point__cycle__scheme")
    )
    Comment.objects.filter(Q(application__in=about) | Q(author_id=person_id)).delete()
    Interest.objects.filter(Q(application__in=about) | Q(person=person_id)).delete()
    Decision.objects.filter(Q(application__in=about) | Q(author_id=person_id)).update(reason=b"")
    RequestReply.objects.filter(request__application__in=about).delete()
    InformationRequest.objects.filter(application__in=about).delete()
    InformationRequest.objects.filter(author_id=person_id).update(sentence=b"")
    for application in about:
        for kind in ("review", "decision"):
            shred_scope(scope_of(application, kind))
    Application.objects.filter(assigned_to=person_id).update(assigned_to=None)
    SavedView.objects.filter(person=person_id).delete()


on_erasure(erase)
declare(
    Institution,
    dict.fromkeys(
        ("id", "organisation", "key", "name", "is_confirmed", "merged_into"),
        Treatment(
            Category.RECORD,
            Erasure.KEPT,
            "A place that a coordinator named; it says nothing of anybody.",
        ),
    ),
)
declare(
    Application,
    {
        "id": _TECHNICAL,
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
    FormVersion,
    dict.fromkeys(
        ("id", "scheme", "version", "content", "published_at"),
        Treatment(Category.TECHNICAL, Erasure.KEPT, "About the scheme, not about a person."),
    ),
)
declare(
    FormDraft,
    dict.fromkeys(
        ("id", "scheme", "content", "based_on", "revision"),
        Treatment(Category.TECHNICAL, Erasure.KEPT, "About the scheme, not about a person."),
    ),
)
declare(
    Declaration,
    {
        "id": _TECHNICAL,
        "application": _TECHNICAL,
        "author_id": _KEY,
        "text_version": _VERSION,
        "managers": _DECLARED,
        "conflicts": _DECLARED,
    },
)
declare(
    ImportFile,
    {
        **dict.fromkeys(
            (
                "id",
                "text_version",
                "work_state",
                "attempts",
                "next_try_at",
                "leased_until",
                "position",
                "columns",
            ),
            _WORK,
        ),
        **dict.fromkeys(
            (
                "joining_point",
                "state",
                "file_name",
                "uploaded_at",
                "ended_at",
                "trouble",
                "total_count",
                "created_count",
                "updated_count",
                "unchanged_count",
                "refused_count",
            ),
            _FILE,
        ),
        "author_id": Treatment(Category.IDENTITY, Erasure.KEPT, "Who uploaded it; a random id."),
        "content": Treatment(
            Category.WORDS,
            Erasure.SHREDDED,
            "How the file was understood, with a few of its answers; destroyed with its parts.",
        ),
    },
)
declare(
    UploadPart,
    {
        **dict.fromkeys(
            (
                "id",
                "text_version",
                "upload_kind",
                "upload_id",
                "organisation_id",
                "holds",
                "number",
            ),
            _WORK,
        ),
        "author_id": Treatment(
            Category.IDENTITY, Erasure.WITH_ROW, "Who uploaded the file; a random id."
        ),
        "content": Treatment(
            Category.WORDS,
            Erasure.SHREDDED,
            "A piece of an uploaded file of applications or members; deleted and its key destroyed when the file is"
            " taken in or given up, a week after it was forgotten, and a register at anybody's erasure.",
        ),
    },
)
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
        "id": _TECHNICAL,
        "application": _TECHNICAL,
        "author_id": _KEY,
        "text_version": _VERSION,
        "written_at": Treatment(
            Category.RECORD, Erasure.WITH_ROW, "When the group noted it.", exported=True
        ),
        "text": _OF_GROUP,
    },
)
declare(
    Interest,
    {
        "id": _TECHNICAL,
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
        "id": _TECHNICAL,
        "application": _TECHNICAL,
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
_REQUEST = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "What an applicant was asked besides, when, and when they answered.",
    exported=True,
)
declare(
    InformationRequest,
    {
        "id": _TECHNICAL,
        "application": _TECHNICAL,
        "author_id": Treatment(
            Category.TECHNICAL, Erasure.KEPT, "Names the key; a random id, gone with the applicant."
        ),
        "text_version": _VERSION,
        "asked_by": Treatment(
            Category.RECORD, Erasure.KEPT, "Who asked; a random id, gone with the applicant."
        ),
        "asked_at": _REQUEST,
        "questions": _REQUEST,
        "answered_at": _REQUEST,
        "withdrawn_at": _REQUEST,
        "sentence": Treatment(
            Category.WORDS,
            Erasure.SHREDDED,
            "The sentence that the applicant read; goes with either of the two, and twelve months after the cycle.",
            exported=True,
        ),
    },
)
declare(
    RequestReply,
    {
        "id": _TECHNICAL,
        "request": _TECHNICAL,
        "author_id": _KEY,
        "text_version": _KEY,
        **dict.fromkeys(
            ("before", "after"),
            Treatment(
                Category.ANSWER,
                Erasure.WITH_ROW,
                "What the applicant had answered to the questions, and what they answered then.",
                exported=True,
            ),
        ),
        "text": Treatment(
            Category.WORDS,
            Erasure.SHREDDED,
            "What the applicant said to it in their own words; the Coordination Group reads it. Deleted twelve months"
            " after the cycle.",
            exported=True,
        ),
    },
)
declare(
    SavedView,
    {
        "id": _TECHNICAL,
        "joining_point": _TECHNICAL,
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
