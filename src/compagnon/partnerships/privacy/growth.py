"""Goals, observations, journals, looks at one's skills."""

from compagnon.core.privacy import declare
from compagnon.partnerships.models import (
    Goal,
    GoalLink,
    GoalNote,
    Observation,
    Reflection,
    SelfAssessment,
    SharedReflection,
    SharedSelfAssessment,
    Strategy,
    Trial,
)
from compagnon.partnerships.privacy.treatments import ID, KEY, LINK, SEAL, VERSION, WHEN, WORDS

declare(
    Goal,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "owner": LINK,
        "state": WHEN,
        "set_at": WHEN,
        "target_on": WHEN,
        "title": WORDS,
        "why": WORDS,
        "where_now": WORDS,
        "approaches": WORDS,
        "resources": WORDS,
        "evidence": WORDS,
    },
)
declare(
    GoalNote,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "goal": LINK,
        "member": LINK,
        "written_at": WHEN,
        "text": WORDS,
    },
)
declare(
    GoalLink,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "goal": LINK,
        "member": LINK,
        "kind": WHEN,
        "linked_at": WHEN,
        "happens_on": WHEN,
        "title": WORDS,
        "detail": WORDS,
        "url": WORDS,
    },
)
declare(
    Observation,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "observer": LINK,
        "observed": LINK,
        "state": WHEN,
        "planned_at": WHEN,
        "happens_on": WHEN,
        "length_minutes": WHEN,
        "agreed_at": WHEN,
        "focus": WORDS,
        "seen": WORDS,
        "dialogue": WORDS,
    },
)
declare(
    Strategy,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "observation": LINK,
        "position": WHEN,
        "text": WORDS,
    },
)
declare(
    Trial,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "strategy": LINK,
        "is_tried": WHEN,
        "told_at": WHEN,
        "how_it_went": WORDS,
    },
)
declare(
    Reflection,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "member": LINK,
        "moment": WHEN,
        "written_at": WHEN,
        "text": WORDS,
    },
)
declare(
    SharedReflection,
    {"id": ID, "seal": SEAL, "reflection": LINK, "partnership": LINK, "shared_at": WHEN},
)
declare(
    SelfAssessment,
    {
        "id": ID,
        "author_id": KEY,
        "text_version": VERSION,
        "partnership": LINK,
        "member": LINK,
        "role": WHEN,
        "made_at": WHEN,
        "answers": WORDS,
        "note": WORDS,
    },
)
declare(
    SharedSelfAssessment,
    {"id": ID, "seal": SEAL, "self_assessment": LINK, "partnership": LINK, "shared_at": WHEN},
)
