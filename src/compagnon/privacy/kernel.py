"""The privacy map of the kernel's own tables and of the task queue's, which declare nothing themselves."""

from typing import Final

from django_tasks_db.models import DBTaskResult

from compagnon.core.models import CacheEntry, DataKey, EventRow, RetiredSeal, Submission
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
_RETIRED: Final = Treatment(
    Category.TECHNICAL,
    Erasure.KEPT,
    "That a row was sealed again, under a digest of its random id; gone once the ledger has it.",
)
_COUNTER: Final = Treatment(
    Category.TECHNICAL,
    Erasure.KEPT,
    "Counters of throttles under keyed hashes, who looks at a pair, and blank forms, which name nobody; erasing empties it.",
)
_NUDGE: Final = Treatment(
    Category.TECHNICAL, Erasure.KEPT, "That a worker was told to look at a row: its random id."
)

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
declare(RetiredSeal, dict.fromkeys(("id", "name", "generation", "is_ended", "code"), _RETIRED))
declare(CacheEntry, dict.fromkeys(("cache_key", "value", "expires"), _COUNTER))
declare(DBTaskResult, {field.name: _NUDGE for field in DBTaskResult._meta.local_fields})
