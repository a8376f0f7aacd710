"""What matching holds about people, and what becomes of it when one of them is erased."""

from uuid import UUID

from django.db.models import Q

from compagnon.core import sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.matching.changes.answer import decline_proposal
from compagnon.matching.changes.circle import decline_seat
from compagnon.matching.changes.emptying import empty_words
from compagnon.matching.models import (
    Answer,
    Circle,
    Concession,
    LoggedDecision,
    LoggedWord,
    OneTogether,
    PairComment,
    PairRule,
    PastPair,
    PeopleTogether,
    PlannedRelease,
    Proposal,
    ProviderAgreement,
    Release,
    Run,
    Seat,
    Vote,
    Waiver,
)
from compagnon.matching.past import digest_of
from compagnon.matching.queries.together import together_with
from compagnon.recruitment.models import Application

_TECHNICAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Identifies the row; a random id.")
_SEAL = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Authentication code over random ids.")
_PERSON = Treatment(Category.IDENTITY, Erasure.WITH_ROW, "Whom the row is about.")
_DECIDED = Treatment(
    Category.RECORD, Erasure.WITH_ROW, "What a coordinator decided about a pair, and when."
)
_LOGGED = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "That a coordinator decided something by hand, about whom, and when; an application that was emptied is nobody's.",
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

    And take the person out of the pairs that came to nothing, and destroy what the group wrote about their pairs.
    """
    for answer in Answer.objects.filter(
        person_id=person_id, proposal__state=Proposal.State.RELEASED
    ):
        decline_proposal(by=SYSTEM, answer=answer)
    for seat in Seat.objects.filter(person_id=person_id, circle__state=Circle.State.RELEASED):
        decline_seat(by=SYSTEM, seat=seat)
    _forget_what_was_said(person_id)
    asked = Q(application__person=person_id) | Q(other__person=person_id)
    sealing.delete(Concession.objects.filter(asked))
    for key_id in PastPair.objects.order_by().values_list("key_id", flat=True).distinct():
        own = digest_of(master.by_id(key_id), person_id)
        PastPair.objects.filter(Q(one=own) | Q(other=own)).delete()


def _forget_what_was_said(person_id: UUID) -> None:
    """Destroy what the group said of whom the person was put together with, and what the person said there of others."""
    own = list(Application.objects.filter(person=person_id).values_list("id", flat=True))
    empty_words(own, author_id=person_id)
    together = list(together_with(own).values_list("id", flat=True))
    Vote.objects.filter(Q(together__in=together) | Q(person=person_id)).delete()
    OneTogether.objects.filter(together__in=together).delete()
    PeopleTogether.objects.filter(id__in=together).delete()


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
    LoggedDecision,
    {
        "id": _TECHNICAL,
        "joining_point": _LOGGED,
        "number": _LOGGED,
        "kind": _LOGGED,
        "application": _LOGGED,
        "decided_by": _BY,
        "decided_at": _LOGGED,
        "undone_by": _BY,
        "undone_at": _LOGGED,
    },
)
declare(
    LoggedWord,
    {
        "id": _TECHNICAL,
        "decision": _LOGGED,
        "mentor": _LOGGED,
        "mentee": _LOGGED,
        "was": _LOGGED,
        "became": _LOGGED,
    },
)
declare(
    PeopleTogether,
    {
        "id": _TECHNICAL,
        "joining_point": _TECHNICAL,
        "fingerprint": Treatment(
            Category.TECHNICAL,
            Erasure.WITH_ROW,
            "A digest of random ids; goes with the erasure of any of those put together.",
        ),
    },
)
declare(OneTogether, {"id": _TECHNICAL, "together": _TECHNICAL, "application": _PERSON})
declare(
    PairComment,
    {
        "id": _TECHNICAL,
        "together": _PERSON,
        "author_id": _TECHNICAL,
        "text_version": _TECHNICAL,
        "written_at": Treatment(
            Category.RECORD, Erasure.WITH_ROW, "When the group noted it.", exported=True
        ),
        "text": Treatment(
            Category.WORDS,
            Erasure.SHREDDED,
            "What the Coordination Group noted about people put together; goes with the erasure of any of them and of the writer,"
            " and twelve months after the cycle.",
            exported=True,
        ),
    },
)
declare(
    Concession,
    {
        "id": _TECHNICAL,
        "seal": _SEAL,
        "application": _PERSON,
        "other": _PERSON,
        "asked_by": _BY,
        **dict.fromkeys(
            ("rule", "state", "asked_at", "answered_at"),
            Treatment(
                Category.RECORD,
                Erasure.WITH_ROW,
                "What the person was asked whether they would accept it, and what they answered.",
                exported=True,
            ),
        ),
    },
)
declare(
    Vote,
    {
        "id": _TECHNICAL,
        "together": _PERSON,
        **dict.fromkeys(
            ("person", "is_for", "voted_at"),
            Treatment(
                Category.RECORD,
                Erasure.WITH_ROW,
                "Whether somebody of the group was for a proposal or against it; goes with any of those it is about and the voter.",
                exported=True,
            ),
        ),
    },
)
declare(
    ProviderAgreement,
    {
        **dict.fromkeys(
            ("id", "organisation", "one", "other", "starts_on", "ends_on"),
            Treatment(
                Category.RECORD,
                Erasure.KEPT,
                "That two workplaces lend each other mentors; it says nothing of anybody.",
            ),
        ),
        "recorded_by": _BY,
        "recorded_at": _LOGGED,
        "ended_by": _BY,
        "ended_at": _LOGGED,
    },
)
declare(
    Waiver,
    {
        "id": _TECHNICAL,
        "decision": _LOGGED,
        "mentor": _LOGGED,
        "mentee": _LOGGED,
        "rule": _LOGGED,
        "accepted_by": _BY,
        "accepted_at": _LOGGED,
        "ended_by": _LOGGED,
        "author_id": Treatment(Category.TECHNICAL, Erasure.KEPT, "Names the key; a random id."),
        "text_version": Treatment(Category.TECHNICAL, Erasure.KEPT, "Counts the writing."),
        "reason": Treatment(
            Category.WORDS,
            Erasure.SHREDDED,
            "Why the group let a rule go for a pair; emptied and its key destroyed with any of the two or the writer, and"
            " twelve months after the cycle.",
            exported=True,
        ),
    },
)
declare(
    Run,
    {
        "id": _FRAME,
        "kind": _FRAME,
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
        "proposed_by": _BY,
    },
)
declare(
    PlannedRelease,
    {
        "id": _FRAME,
        "run": _FRAME,
        "proposed_by": _BY,
        "proposed_at": _FRAME,
        "answer_by": _FRAME,
        "on_silence": _FRAME,
        "pairs": _RESULT,
        "letters_digest": Treatment(
            Category.TECHNICAL,
            Erasure.KEPT,
            "Tells whether the letters are still those that were looked at; keyed, so that nobody can guess names from it.",
        ),
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
        "mentee_place": _PROPOSED,
        "third": _PERSON,
        "is_mutual": _PROPOSED,
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
declare(
    Circle,
    {
        "id": _TECHNICAL,
        "joining_point": _FRAME,
        "release": _FRAME,
        "least": _FRAME,
        "score": _FRAME,
        "reasons": _RESULT,
        "state": _FRAME,
    },
)
declare(
    Seat,
    {
        "id": _TECHNICAL,
        "seal": _SEAL,
        "circle": _ANSWERED,
        "application": _PERSON,
        "person": _PERSON,
        "role": _ANSWERED,
        "state": _ANSWERED,
        "answered_at": _ANSWERED,
        "is_taken": _ANSWERED,
    },
)
