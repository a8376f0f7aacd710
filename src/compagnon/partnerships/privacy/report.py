"""Reports to a mentor's line manager."""

from compagnon.core.privacy import declare
from compagnon.partnerships.models import ProcessReport, SharedReport
from compagnon.partnerships.privacy.treatments import (
    ID,
    KEY,
    LINK,
    MANAGER,
    OPENED,
    VERSION,
    WHEN,
    WORDS,
)

declare(
    ProcessReport,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "member": LINK,
        "state": WHEN,
        "begins_on": WHEN,
        "ends_on": WHEN,
        "meeting_count": WHEN,
        "length_minutes": WHEN,
        "written_at": WHEN,
        "manager_name": MANAGER,
        "manager_address": MANAGER,
        "process": WORDS,
        "impact": WORDS,
        "support": WORDS,
    },
)
declare(
    SharedReport,
    {
        "id": OPENED,
        "seal": OPENED,
        "process_report": OPENED,
        "text_version": OPENED,
        "shared_at": OPENED,
    },
)
