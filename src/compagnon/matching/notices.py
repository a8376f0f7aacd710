"""Who is told: both sides of a proposal, each by a letter of their own; and kindly, whoever was let down."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.events import subscribe
from compagnon.matching import events
from compagnon.matching.changes.answer import close_proposal, leave_proposal
from compagnon.matching.changes.circle import close_circle, leave_circle
from compagnon.matching.changes.emptying import empty_words
from compagnon.matching.circle_letters import CIRCLE, CIRCLE_WORDING, about_circle, may_read_circle
from compagnon.matching.letters import (
    CONCESSION,
    KINDS,
    NO_PARTNER,
    NO_PARTNER_WORDING,
    PROPOSAL,
    TAKEN_BACK,
    TAKEN_BACK_WORDING,
    about_concession,
    about_declined,
    about_proposal,
    may_read_declined,
    may_read_proposal,
    pair_facts,
)
from compagnon.matching.models import Answer, Circle, Proposal, Seat
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import letter
from compagnon.partnerships.events import (
    MemberLeft,
    PartnerErased,
    PartnerReplaced,
    PartnershipClosed,
    PartnershipLeft,
)
from compagnon.partnerships.models import Member, Partnership
from compagnon.recruitment.events import ApplicationEmptied
from compagnon.recruitment.models import Application


def register() -> None:
    """Register the letters of matching, and the events they follow."""
    for side, kind in KINDS.items():
        letter(kind, about_proposal, wording=PROPOSAL[side], may_read=may_read_proposal)
    letter(NO_PARTNER, about_declined, wording=NO_PARTNER_WORDING, may_read=may_read_declined)
    letter(TAKEN_BACK, about_declined, wording=TAKEN_BACK_WORDING, may_read=may_read_declined)
    subscribe(events.ProposalReleased, tell_both)
    subscribe(events.ProposalTakenBack, tell_of_silence)
    subscribe(MemberLeft, free_whoever_left)
    subscribe(PartnershipLeft, free_both)
    subscribe(PartnershipClosed, free_after_the_end)
    subscribe(events.ProposalDeclined, tell_the_other)
    subscribe(PartnerErased, free_the_other)
    subscribe(PartnerReplaced, free_everybody)
    subscribe(ApplicationEmptied, empty_with_it)
    letter(CONCESSION, about_concession)
    subscribe(events.ConcessionAsked, ask_by_letter)
    letter(CIRCLE, about_circle, wording=CIRCLE_WORDING, may_read=may_read_circle)
    subscribe(events.CircleReleased, tell_all)
    subscribe(events.CircleDeclined, tell_the_rest)
    subscribe(events.CircleTakenBack, tell_all_of_silence)


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


def tell_all(event: events.CircleReleased, _by: Actor) -> None:
    """Plan a letter to everybody who was put together."""
    for seat in _seats(event.circle_id):
        _plan_seat(CIRCLE, seat)


def tell_the_rest(event: events.CircleDeclined, _by: Actor) -> None:
    """Plan the letters to those who did not decline."""
    for seat in _seats(event.circle_id):
        if seat.state != Seat.State.DECLINED:
            _plan_seat(NO_PARTNER, seat)


def tell_all_of_silence(event: events.CircleTakenBack, _by: Actor) -> None:
    """Plan the letters of a group that was taken back: kinder words to those who had said yes, none to whoever left it."""
    for seat in _seats(event.circle_id):
        if seat.state == Seat.State.ACCEPTED:
            _plan_seat(NO_PARTNER, seat)
        elif seat.state == Seat.State.WAITING:
            _plan_seat(TAKEN_BACK, seat)


def ask_by_letter(event: events.ConcessionAsked, _by: Actor) -> None:
    """Plan the letter to somebody who is left out, with a question and two buttons behind its link."""
    row = Application.objects.select_related("person", "joining_point__cycle").get(
        pk=event.application_id
    )
    plan_message(
        kind=CONCESSION,
        recipient_id=row.person.id,
        address=row.person.email,
        language=row.person.language,
        context={"concession_id": event.concession_id},
        key=event.concession_id.hex,
        scheme_id=row.joining_point.cycle.scheme_id,
    )


def free_whoever_left(event: MemberLeft, _by: Actor) -> None:
    """Give one place back, so that whoever left can be matched again, but not with those who go on."""
    person_id = Member.objects.values_list("person_id", flat=True).get(pk=event.member_id)
    opened = Proposal.objects.filter(pk=event.proposal_id, state=Proposal.State.OPENED)
    for proposal in opened.select_related("mentor__joining_point__cycle", "mentee", "third"):
        leave_proposal(by=SYSTEM, proposal=proposal, person_id=person_id)
    for circle in Circle.objects.filter(
        pk=event.proposal_id, state=Circle.State.OPENED
    ).select_related("joining_point__cycle"):
        leave_circle(by=SYSTEM, circle=circle, person_id=person_id)


def free_the_other(event: PartnerErased, _by: Actor) -> None:
    """Give the places back, so that whoever is left can be matched again."""
    member = Member.objects.filter(pk=event.member_id)
    _close(event.proposal_id, left_by=member.values_list("person_id", flat=True).first())


def free_everybody(event: PartnerReplaced, _by: Actor) -> None:
    """Give the places back, and let nobody be matched again with whom the group has parted them from."""
    _close(event.proposal_id, left_by=None)


def free_both(event: PartnershipLeft, by: Actor) -> None:
    """Give the places back: no fault, and another match may find somebody else for each."""
    _close_of(event.partnership_id, left_by=by.person_id)


def free_after_the_end(event: PartnershipClosed, _by: Actor) -> None:
    """Give the places back after a partnership that came to its end; nobody was left by anybody."""
    _close_of(event.partnership_id, left_by=None)


def empty_with_it(event: ApplicationEmptied, _by: Actor) -> None:
    """Let what the group wrote about somebody's matches go with what was said in their application."""
    empty_words([event.application_id])


def _close_of(partnership_id: UUID, *, left_by: UUID | None) -> None:
    partnership = Partnership.objects.filter(pk=partnership_id)
    for proposal_id in partnership.values_list("proposal_id", flat=True):
        _close(proposal_id, left_by=left_by)


def _close(proposal_id: UUID, *, left_by: UUID | None) -> None:
    for proposal in Proposal.objects.filter(
        pk=proposal_id, state=Proposal.State.OPENED
    ).select_related("mentor__joining_point__cycle", "mentee"):
        close_proposal(by=SYSTEM, proposal=proposal, left_by=left_by)
    for circle in Circle.objects.filter(pk=proposal_id, state=Circle.State.OPENED).select_related(
        "joining_point__cycle"
    ):
        close_circle(by=SYSTEM, circle=circle, left_by=left_by)


def _answers(proposal_id: UUID) -> Any:
    return (
        Answer.objects.filter(proposal_id=proposal_id)
        .select_related("person", "proposal__release__run__joining_point__cycle")
        .defer("proposal__release__run__result")
    )


def _seats(circle_id: UUID) -> QuerySet[Seat]:
    return Seat.objects.filter(circle=circle_id).select_related(
        "person", "circle__joining_point__cycle"
    )


def _plan_seat(kind: str, seat: Seat) -> None:
    plan_message(
        kind=kind,
        recipient_id=seat.person_id,
        address=seat.person.email,
        language=seat.person.language,
        context={"seat_id": seat.id},
        key=seat.id.hex,
        scheme_id=seat.circle.joining_point.cycle.scheme_id,
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
