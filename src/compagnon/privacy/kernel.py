"""The privacy map of the kernel's own tables, which know no feature and declare nothing themselves."""

from typing import Final

from compagnon.core.models import DataKey, EventRow, Submission
from compagnon.core.privacy import Category, Erasure, Treatment, declare

_LOG: Final = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "What happened and when, by random ids; it says nothing once the person is gone.",
)
_KEY: Final = Treatment(
    Category.TECHNICAL, Erasure.WITH_ROW, "Opens what one author wrote in one place; destroyed."
)
_FORM: Final = Treatment(Category.TECHNICAL, Erasure.KEPT, "A random token: this form was sent.")

declare(
    EventRow,
    dict.fromkeys(("id", "name", "at", "actor_kind", "actor_id", "about_id", "data"), _LOG),
)
declare(
    DataKey,
    dict.fromkeys(
        ("id", "scope_kind", "scope_id", "author_id", "master_key_id", "wrapped", "created_at"),
        _KEY,
    ),
)
declare(Submission, dict.fromkeys(("token", "location", "sent_at"), _FORM))
