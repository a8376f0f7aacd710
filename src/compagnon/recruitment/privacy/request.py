"""What is kept of what an applicant was asked besides."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.recruitment.models import InformationRequest, RequestReply
from compagnon.recruitment.privacy.treatments import KEY, TECHNICAL, VERSION

_REQUEST = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "What an applicant was asked besides, when, and when they answered.",
    exported=True,
)

declare(
    InformationRequest,
    {
        "id": TECHNICAL,
        "application": TECHNICAL,
        "author_id": Treatment(
            Category.TECHNICAL, Erasure.KEPT, "Names the key; a random id, gone with the applicant."
        ),
        "text_version": VERSION,
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
        "id": TECHNICAL,
        "request": TECHNICAL,
        "author_id": KEY,
        "text_version": KEY,
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
