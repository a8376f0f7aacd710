"""Who is told: both sides of a proposal, each by a letter of their own; and kindly, whoever was let down."""

from typing import Any
from uuid import UUID

from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.events import subscribe
from compagnon.matching import events
from compagnon.matching.changes.answer import close_proposal
from compagnon.matching.letters import (
    KINDS,
    NO_PARTNER,
    NO_PARTNER_WORDING,
    PROPOSAL,
    TAKEN_BACK,
    TAKEN_BACK_WORDING,
    about_declined,
    about_proposal,
    may_read_declined,
    may_read_proposal,
    pair_facts,
)
from compagnon.matching.models import Answer, Proposal
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import letter
from compagnon.partnerships.events import PartnerErased, PartnershipLeft
from compagnon.partnerships.models import Partnership


def register() -> None:
    """Register the letters of matching, and the events they follow."""
    for side, kind in KINDS.items():
        letter(kind, about_proposal, wording=PROPOSAL[side], may_read=may_read_proposal)
    letter(NO_PARTNER, about_declined, wording=NO_PARTNER_WORDING, may_read=may_read_declined)
    letter(TAKEN_BACK, about_declined, wording=TAKEN_BACK_WORDING, may_read=may_read_declined)
    subscribe(events.ProposalReleased, tell_both)
    subscribe(events.ProposalTakenBack, tell_of_silence)
    subscribe(PartnershipLeft, free_both)
    subscribe(events.ProposalDeclined, tell_the_other)
    subscribe(PartnerErased, free_the_other)


def tell_both(event: events.ProposalReleased, _by: Actor) -> None:
    """Plan the two letters of a proposal."""
    for answer in _answers(event.proposal_id):
        _plan(KINDS[Answer.Side(answer.side)], answer, pair_facts(answer.proposal))


def tell_the_other(event: events.ProposalDeclined, _by: Actor) -> None:
    """Plan the letter to the side that did not decline."""
    for answer in _answers(event.proposal_id):
        if answer.pk != event.answer_id and answer.state != Answer.State.DECLINED:
            _plan(NO_PARTNER, answer, {"answer_id": answer.id})


def tell_of_silence(event: events.ProposalTakenBack, _by: Actor) -> None:
    """Plan the letters of a proposal that was taken back: kinder words to whoever had said yes."""
    for answer in _answers(event.proposal_id):
        kind = NO_PARTNER if answer.state == Answer.State.ACCEPTED else TAKEN_BACK
        _plan(kind, answer, {"answer_id": answer.id})


def free_the_other(event: PartnerErased, _by: Actor) -> None:
    """Give the places of the two back, so that whoever is left can be matched again."""
    _close(event.proposal_id)


def free_both(event: PartnershipLeft, _by: Actor) -> None:
    """Give the places of the two back: no fault, and another match may find somebody else for both."""
    partnership = Partnership.objects.filter(pk=event.partnership_id)
    for proposal_id in partnership.values_list("proposal_id", flat=True):
        _close(proposal_id)


def _close(proposal_id: UUID) -> None:
    for proposal in Proposal.objects.filter(
        pk=proposal_id, state=Proposal.State.OPENED
    ).select_related("mentor__joining_point__cycle", "mentee"):
        close_proposal(by=SYSTEM, proposal=proposal)


def _answers(proposal_id: UUID) -> Any:
    return (
        Answer.objects.filter(proposal_id=proposal_id)
        .select_related("person", "proposal__release__run__joining_point__cycle")
        .defer("proposal__release__run__result")
    )


def _plan(kind: str, answer: Answer, facts: dict[str, Fact]) -> None:
    plan_message(
        kind=kind,
        recipient_id=answer.person_id,
        address=answer.person.email,
        language=answer.person.language,
        context=facts,
        key=answer.id.hex,
        scheme_id=answer.proposal.release.run.joining_point.cycle.scheme_id,
    )
