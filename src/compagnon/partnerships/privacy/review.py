"""Looking back together."""

from compagnon.core.privacy import declare
from compagnon.partnerships.models import Review, ReviewAnswer
from compagnon.partnerships.privacy.treatments import ID, KEY, LINK, VERSION, WHEN, WORDS

declare(
    Review,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "opener": LINK,
        "kind": WHEN,
        "state": WHEN,
        "opened_at": WHEN,
        "decided_at": WHEN,
        "next_on": WHEN,
        "outcome": WORDS,
        "to_what_end": WORDS,
    },
)
declare(
    ReviewAnswer,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "review": LINK,
        "member": LINK,
        "written_at": WHEN,
        "handed_in_at": WHEN,
        "is_shared": WHEN,
        "progress": WORDS,
        "working": WORDS,
        "next_steps": WORDS,
        "thanks": WORDS,
    },
)
