"""Partnerships, who belongs to them and how they stand."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.partnerships.models import (
    CheckIn,
    CoordinatorLetter,
    KindChange,
    LastLook,
    Member,
    Partnership,
    Progress,
)
from compagnon.partnerships.privacy.treatments import (
    ASKED,
    CALENDAR,
    ID,
    LINK,
    LOOK,
    SEAL,
    SHARED,
    WHEN,
)

declare(
    Partnership,
    {
        "id": ID,
        "organisation": LINK,
        "joining_point": LINK,
        "proposal_id": ID,
        "state": WHEN,
        "opened_at": WHEN,
        "planned_end_on": WHEN,
        "ended_at": WHEN,
        "emptied_at": WHEN,
        "paused_until": WHEN,
        "heard_on": WHEN,
        "kind": WHEN,
    },
)
declare(
    Progress,
    {
        "id": ID,
        "partnership": LINK,
        "scheme": LINK,
        "stage": WHEN,
        "since_on": WHEN,
        "changes_on": WHEN,
        "begins_on": WHEN,
        "resumed_on": WHEN,
        "asks_on": WHEN,
    },
)
declare(
    CoordinatorLetter,
    {
        "id": ID,
        "partnership": LINK,
        "member": LINK,
        "written_by": LINK,
        "written_at": WHEN,
        "text": Treatment(
            Category.ANSWER,
            Erasure.BLANKED,
            "a letter about somebody; gone once its writer or a member is erased",
            exported=True,
        ),
    },
)
declare(
    Member,
    {
        "id": ID,
        "seal": SEAL,
        "partnership": LINK,
        "person": LINK,
        "role": WHEN,
        "shared": SHARED,
        "calendar": CALENDAR,
        "left_at": WHEN,
    },
)
declare(
    LastLook,
    {"id": LOOK, "seal": LOOK, "member": LOOK, "versions": LOOK},
)
declare(
    KindChange,
    {
        "id": ID,
        "partnership": LINK,
        "kind": WHEN,
        "member": LINK,
        "proposed_at": WHEN,
        "agreed_at": WHEN,
    },
)
declare(CheckIn, {"id": ASKED, "member": ASKED, "asks_on": ASKED})
