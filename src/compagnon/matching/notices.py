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
    about_declined,
    about_proposal,
    pair_facts,
)
from compagnon.matching.models import Answer, Proposal
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import letter
from compagnon.partnerships.events import PartnerErased


def register() -> None:
    """Register the letters of matching, and the events they follow."""
    for side, kind in KINDS.items():
        letter(kind, about_proposal, wording=PROPOSAL[side])
    letter(NO_PARTNER, about_declined, wording=NO_PARTNER_WORDING)
    subscribe(events.ProposalReleased, tell_both)
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


def free_the_other(event: PartnerErased, _by: Actor) -> None:
    """Give the places of the two back, so that whoever is left can be matched again."""
    for proposal in Proposal.objects.filter(pk=event.proposal_id, state=Proposal.State.OPENED):
        close_proposal(by=SYSTEM, proposal=proposal)


def _answers(proposal_id: UUID) -> Any:
    return Answer.objects.filter(proposal_id=proposal_id).select_related(
        "person", "proposal__release"
    )


def _plan(kind: str, answer: Answer, facts: dict[str, Fact]) -> None:
    plan_message(
        kind=kind,
        recipient_id=answer.person_id,
        address=answer.person.email,
        language=answer.person.language,
        context=facts,
        key=answer.id.hex,
    )
