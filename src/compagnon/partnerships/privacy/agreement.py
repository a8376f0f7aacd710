"""Learning contracts."""

from compagnon.core.privacy import declare
from compagnon.partnerships.models import Agreement, Signature
from compagnon.partnerships.privacy.treatments import ID, KEY, LINK, VERSION, WHEN, WORDS

declare(
    Agreement,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "version": WHEN,
        "written_at": WHEN,
        "frequency": WHEN,
        "mode": WHEN,
        "length_minutes": WHEN,
        "review_on": WHEN,
        "ends_on": WHEN,
        "focus_areas": WORDS,
        "focus_note": WORDS,
        "mentor_responsibilities": WORDS,
        "mentee_responsibilities": WORDS,
        "minutes_by": WORDS,
        "contact": WORDS,
        "off_limits": WORDS,
        "challenge": WORDS,
        "depth": WORDS,
    },
)
declare(Signature, {"id": ID, "agreement": LINK, "member": LINK, "signed_at": WHEN})
