"""What matching holds about people, and what becomes of it when one of them is erased."""

from uuid import UUID

from django.db.models import Q

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.matching.changes.answer import decline_proposal
from compagnon.matching.models import Answer, PairRule, PastPair, Proposal, Release, Run
from compagnon.matching.past import digest_of

_TECHNICAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Identifies the row; a random id.")
_SEAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Authentication code over random ids.")
_PERSON = Treatment(Category.IDENTITY, Erasure.WITH_ROW, "Whom the row is about.")
_DECIDED = Treatment(
    Category.RECORD, Erasure.WITH_ROW, "What a coordinator decided about a pair, and when."
)
_PROPOSED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "With whom, when and why the person was proposed; the partner's share is kept in the partnership.",
    exported=True,
)
_PAST = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "That two people are not to be proposed to each other again: keyed hashes of random ids, without names.",
)
_ANSWERED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "What the person answered to a proposal, and when.",
    exported=True,
)
_FRAME = Treatment(
    Category.RECORD, Erasure.KEPT, "That a match was made or released, and when: counts stay."
)
_BY = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "Which coordinator did it; points at the blanked person once that one is erased.",
)
_WORK = Treatment(Category.TECHNICAL, Erasure.KEPT, "How far the match has come.")
_RESULT = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "Random ids of applications and numbers; without the application's row they are nobody's.",
)


def erase(person_id: UUID, _address: str) -> None:
    """Decline what still waits for the person's answer or for the other's, so that the other is not left waiting.

    And take the person out of the pairs that came to nothing.
    """
    for answer in Answer.objects.filter(
        person_id=person_id, proposal__state=Proposal.State.RELEASED
    ):
        decline_proposal(by=SYSTEM, answer=answer)
    for key_id in PastPair.objects.order_by().values_list("key_id", flat=True).distinct():
        own = digest_of(master.by_id(key_id), person_id)
        PastPair.objects.filter(Q(one=own) | Q(other=own)).delete()


on_erasure(erase)
declare(
    PairRule,
    {
        "id": _TECHNICAL,
        "joining_point": _DECIDED,
        "mentor": _PERSON,
        "mentee": _PERSON,
        "kind": _DECIDED,
        "decided_by": _DECIDED,
        "decided_at": _DECIDED,
    },
)
declare(
    Run,
    {
        "id": _FRAME,
        "joining_point": _FRAME,
        "started_by": _BY,
        "started_at": _FRAME,
        "finished_at": _FRAME,
        "settings": _FRAME,
        "engine_version": _WORK,
        "inputs_fingerprint": Treatment(
            Category.TECHNICAL,
            Erasure.KEPT,
            "Tells whether two matches were asked the same; keyed, so that nobody can guess answers from it.",
        ),
        "progress_percent": _WORK,
        "work_state": _WORK,
        "attempts": _WORK,
        "next_try_at": _WORK,
        "leased_until": _WORK,
        "summary": _FRAME,
        "result": _RESULT,
        "problem": _RESULT,
    },
)
declare(
    Release,
    {
        "id": _FRAME,
        "run": _FRAME,
        "released_by": _BY,
        "released_at": _FRAME,
        "answer_by": _FRAME,
        "on_silence": _FRAME,
    },
)
declare(
    PastPair,
    {
        "id": _TECHNICAL,
        "scheme": _TECHNICAL,
        "key_id": _TECHNICAL,
        "one": _PAST,
        "other": _PAST,
    },
)
declare(
    Proposal,
    {
        "id": _TECHNICAL,
        "release": _PROPOSED,
        "mentor": _PERSON,
        "mentee": _PERSON,
        "score": _PROPOSED,
        "reasons": _PROPOSED,
        "state": _PROPOSED,
    },
)
declare(
    Answer,
    {
        "id": _TECHNICAL,
        "seal": _SEAL,
        "proposal": _ANSWERED,
        "side": _ANSWERED,
        "person": _PERSON,
        "state": _ANSWERED,
        "answered_at": _ANSWERED,
    },
)
