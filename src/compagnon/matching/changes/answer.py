import logging
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from compagnon.core import clock, sealing
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.matching.events import (
    ProposalAccepted,
    ProposalClosed,
    ProposalDeclined,
    ProposalLeft,
    ProposalOpened,
    ProposalTakenBack,
)
from compagnon.matching.models import Answer, PastPair, Proposal
from compagnon.matching.past import past_rows
from compagnon.matching.queries.facts import wished_at
from compagnon.matching.rules.sharing import shared_parts
from compagnon.matching.states import ANSWER, PROPOSAL
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.recruitment.changes import mark_matched
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.form import MENTORS_WANTED
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.models import Charter

log = logging.getLogger("compagnon.security")

_CLOSED = _lazy(
    "This proposal is closed. The Coordination Group will look for another partner for you."
)


@change("matching.answer_proposal", on="answer")
def accept_proposal(*, by: Actor, answer: Answer, charter: Charter) -> Answer:
    """Say yes to a proposal and sign the charter with it (ALL-11); once both have, the partnership opens (ALL-35).

    The letter's link stands for its addressee in both. Refused when the other has declined, when the
    proposal is closed, and for a charter that a newer version has replaced. Accepting twice changes nothing.
    """
    proposal = _locked(answer)
    if answer.state == Answer.State.ACCEPTED:
        return answer
    if proposal.state != Proposal.State.RELEASED:
        raise Refused(_CLOSED)
    sign_charter(by=person(answer.person_id), charter=charter)
    _write(answer, Answer.State.ACCEPTED)
    record(ProposalAccepted(answer_id=answer.id, proposal_id=proposal.id), by=by)
    if not proposal.answers.exclude(state=Answer.State.ACCEPTED).exists():
        _open(proposal)
    return answer


@change("matching.answer_proposal", on="answer")
def decline_proposal(*, by: Actor, answer: Answer) -> Answer:
    """Say no to a proposal; no reason is asked, and nothing follows from it but that the search goes on (ALL-89).

    Possible until the partnership is open, even after a yes. Declining twice changes nothing.
    """
    proposal = _locked(answer)
    if answer.state == Answer.State.DECLINED:
        return answer
    if proposal.state == Proposal.State.OPENED:
        raise Refused(
            _("Your partnership is already open. You can pause or leave it there, at any time.")
        )
    if proposal.state in {Proposal.State.CLOSED, Proposal.State.TAKEN_BACK}:
        raise Refused(_CLOSED)
    _write(answer, Answer.State.DECLINED)
    if proposal.state == Proposal.State.RELEASED:
        move(proposal, Proposal.State.DECLINED, PROPOSAL)
        _remember(proposal)
    record(ProposalDeclined(answer_id=answer.id, proposal_id=proposal.id), by=by)
    return answer


@change("matching.take_back_proposal", on="proposal")
def take_back_proposal(*, by: Actor, proposal: Proposal) -> None:
    """Take back a proposal that waits for an answer: both are free again, are told kindly, and not paired once more.

    By a coordinator, not about her own pair; or by the system when its day has passed and the release said so.
    Refused once both have answered.
    """
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposal.refresh_from_db(fields=["state"])
    if proposal.state != Proposal.State.RELEASED:
        raise Refused(_("This proposal does not wait for an answer any more."))
    move(proposal, Proposal.State.TAKEN_BACK, PROPOSAL)
    _remember(proposal)
    record(ProposalTakenBack(proposal_id=proposal.id), by=by)


@change("matching.close_proposal", on="proposal")
def close_proposal(*, by: Actor, proposal: Proposal, left_by: UUID | None = None) -> None:
    """Give the places of an opened proposal back, because the partnership is over. Only the system does this.

    Of three peers, those whom one person left (`left_by`) may choose each other anew.
    """
    move(proposal, Proposal.State.CLOSED, PROPOSAL)
    _remember(proposal, left_by=left_by)
    record(ProposalClosed(proposal_id=proposal.id), by=by)


@change("matching.leave_proposal", on="proposal")
def leave_proposal(*, by: Actor, proposal: Proposal, person_id: UUID) -> None:
    """Let one of three peers be free again, because they left and the two go on. Only the system does this.

    The proposal is about those two from now on; they and whoever left are not proposed to each other again.
    """
    staying = [one for one in proposal.people if one.person_id != person_id]
    _remember(proposal, left_by=person_id)
    proposal.mentor, proposal.mentee = staying
    proposal.third = None
    proposal.save(update_fields=["mentor", "mentee", "third"])
    record(ProposalLeft(proposal_id=proposal.id), by=by)


def _remember(proposal: Proposal, *, left_by: UUID | None = None) -> None:
    """Keep that these people are not to be proposed to each other again."""
    for row in past_rows(proposal, left_by=left_by):
        PastPair.objects.get_or_create(
            scheme_id=row.scheme_id, one=row.one, other=row.other, defaults={"key_id": row.key_id}
        )


def _locked(answer: Answer) -> Proposal:
    """Return the proposal, locked, and the answer as it now stands: of two answers at once, one comes second."""
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related(
            "mentor__person",
            "mentor__joining_point__cycle",
            "mentee__person",
            "release__run__joining_point__cycle__scheme",
        )
        .get(pk=answer.proposal_id)
    )
    answer.refresh_from_db(fields=["state", "seal"])
    return proposal


def _write(answer: Answer, state: Answer.State) -> None:
    """Write what was answered, and seal it: the earlier answer cannot be put back."""
    move(answer, state, ANSWER)
    answer.answered_at = clock.now()
    sealing.put(answer)
    answer.save(update_fields=["answered_at", "seal"])


def _open(proposal: Proposal) -> None:
    """Open the partnership of a proposal that both accepted. Both sides' places are counted once more, under locks."""
    both = Application.objects.select_for_update().filter(
        pk__in=[proposal.mentor_id, proposal.mentee_id]
    )
    rows = {row.pk: row for row in both.order_by("id")}
    mentor, mentee = rows[proposal.mentor_id], rows[proposal.mentee_id]
    point = proposal.release.run.joining_point
    opened = Proposal.objects.filter(state=Proposal.State.OPENED)
    wished = wished_at(point, mentee.answers.get(MENTORS_WANTED))
    if (
        opened.filter(mentor=mentor).count() >= mentor.capacity
        or opened.filter(mentee=mentee).count() >= wished
    ):
        raise Refused(
            _(
                "There is no place left here. The Coordination Group will look for somebody else for you."
            )
        )
    _check_people(proposal)
    partnership = open_partnership(
        by=SYSTEM,
        joining_point=point,
        proposal_id=proposal.id,
        mentor=_joining(proposal.mentor),
        mentee=_joining(proposal.mentee),
        starts_on=max(point.starts_on, clock.today()),
    )
    move(proposal, Proposal.State.OPENED, PROPOSAL)
    for application in (proposal.mentor, proposal.mentee):
        mark_matched(by=SYSTEM, application=application)
    record(ProposalOpened(proposal_id=proposal.id, partnership_id=partnership.id), by=SYSTEM)


def _check_people(proposal: Proposal) -> None:
    """Refuse what is not two sealed answers of this pair: nobody becomes a member, or says yes, by writing a row."""
    sealed = {row.side: row.person_id for row in proposal.answers.all() if sealing.is_sound(row)}
    if sealed != {
        Answer.Side.MENTOR: proposal.mentor.person_id,
        Answer.Side.MENTEE: proposal.mentee.person_id,
    }:
        log.warning("a proposal is not as it was released", extra={"row": proposal.id.hex})
        raise Refused(_CLOSED)


def _joining(application: Application) -> Joining:
    answers: dict[str, Any] = application.answers
    return Joining(application.person_id, shared_parts(answers))
