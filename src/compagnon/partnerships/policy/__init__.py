"""Who may see and do what in a partnership: its members, while their seals hold. Nobody else, in any role.

`members` says who they are and what they may read together, `private` what is one's own, `sight` which rows one may
know of, `table` who may do what; `report` all that of reports to a manager.
"""

from compagnon.partnerships.policy import sight, table  # noqa: F401 -- imported for their declarations
from compagnon.partnerships.policy.members import (
    agreements_in_force,
    last_look_grant,
    members_ever_known_to,
    members_known_to,
    membership_ever_in,
    membership_in,
    membership_left_in,
    memberships_ever_of,
    memberships_of,
    partnership_of,
    reading_grant,
    reading_grants,
    signed_by_all,
)
from compagnon.partnerships.policy.private import (
    own_grant,
    reflection_grants,
    self_assessment_grants,
    shared_reflections,
    shared_self_assessments,
    visible_reflections,
    visible_self_assessments,
)
from compagnon.partnerships.policy.report import (
    shared_report_grant,
    visible_process_reports,
)
from compagnon.partnerships.policy.sight import (
    visible_left_partnerships,
    visible_partnerships,
    visible_progress,
)

__all__ = [
    "agreements_in_force",
    "last_look_grant",
    "members_ever_known_to",
    "members_known_to",
    "membership_ever_in",
    "membership_in",
    "membership_left_in",
    "memberships_ever_of",
    "memberships_of",
    "own_grant",
    "partnership_of",
    "reading_grant",
    "reading_grants",
    "reflection_grants",
    "self_assessment_grants",
    "shared_reflections",
    "shared_report_grant",
    "shared_self_assessments",
    "signed_by_all",
    "visible_left_partnerships",
    "visible_partnerships",
    "visible_process_reports",
    "visible_progress",
    "visible_reflections",
    "visible_self_assessments",
]
