"""Messages between members."""

from compagnon.core.privacy import declare
from compagnon.partnerships.models import PartnerMessage, UnreadMessage
from compagnon.partnerships.privacy.treatments import ID, KEY, LINK, UNREAD, VERSION, WHEN, WORDS

declare(
    PartnerMessage,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "member": LINK,
        "written_at": WHEN,
        "text": WORDS,
    },
)
declare(UnreadMessage, {"id": ID, "message": UNREAD, "member": UNREAD})
