from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.policy import Decision, decide
from compagnon.matching.models import Answer, Proposal
from compagnon.matching.policy import visible_answers
from compagnon.matching.rules.reasons import reasons_for_pair, shared_in_words
from compagnon.matching.rules.sharing import shared_parts
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.role_words import role_words


@dataclass(frozen=True)
class ProposalView:
    """A proposal as one of its two people reads it: who the other is, what they share, why."""

    scheme_name: str
    reader_name: str
    partner_name: str
    partner_role: str
    reader_role: str
    partner: list[tuple[str, str]]
    reasons: list[str]
    answer_by: date
    state: str
    answer: str
    other_answer: str
    may_answer: Decision


def get_proposal(*, viewer: Actor, answer: Answer) -> ProposalView | None:
    """Return the proposal that a letter is about, for its addressee; None for anybody else.

    It shows of the other's application what partners may share, and never why they want to be mentored.
    """
    decision = decide(viewer, "matching.answer_proposal", answer)
    if not decision.allowed:
        return None
    proposal = answer.proposal
    is_mentor = answer.side == Answer.Side.MENTOR
    own, other = (
        (proposal.mentor, proposal.mentee) if is_mentor else (proposal.mentee, proposal.mentor)
    )
    run = proposal.release.run
    scheme = run.joining_point.cycle.scheme
    words, interests = role_words(scheme), interest_names(scheme)
    others: dict[str, Any] = shared_parts(other.answers)
    return ProposalView(
        scheme_name=scheme.name,
        reader_name=own.person.name,
        partner_name=other.person.known_as,
        partner_role=words.mentee if is_mentor else words.mentor,
        reader_role=words.mentor if is_mentor else words.mentee,
        partner=shared_in_words(others, interests),
        reasons=reasons_for_pair(proposal.reasons, matching_settings(run.settings), interests),
        answer_by=proposal.release.answer_by,
        state=proposal.state,
        answer=answer.state,
        other_answer=proposal.answers.exclude(pk=answer.pk).get().state,
        may_answer=Decision(allowed=proposal.state == Proposal.State.RELEASED),
    )


@dataclass(frozen=True)
class WaitingAnswer:
    """A proposal that waits for a person's answer, as it stands in a list."""

    id: UUID
    title: str
    answer_by: date
    url: str


def list_waiting_answers(*, viewer: Actor) -> list[WaitingAnswer]:
    """Return the proposals that wait for a signed-in person's answer; one query."""
    rows = visible_answers(viewer).filter(
        state=Answer.State.WAITING, proposal__state=Proposal.State.RELEASED
    )
    return [
        WaitingAnswer(
            row.id,
            _title(row),
            row.proposal.release.answer_by,
            path_to("matching:answer", answer_id=row.id),
        )
        for row in rows.order_by("proposal__release__answer_by", "id")
    ]


def _title(answer: Answer) -> str:
    proposal = answer.proposal
    other = proposal.mentee if answer.side == Answer.Side.MENTOR else proposal.mentor
    return _("Would you like to work with %(name)s?") % {"name": other.person.name}
