"""What is kept of an uploaded file."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.recruitment.models import ImportFile, UploadPart

_FILE = Treatment(
    Category.RECORD, Erasure.KEPT, "That a file was imported, when, and how many lines it had."
)

_WORK = Treatment(Category.TECHNICAL, Erasure.KEPT, "How far the import has come.")

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
                "form",
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
