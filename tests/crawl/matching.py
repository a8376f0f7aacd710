"""A match with answers of every kind: opened, waiting, declined, taken back; a run half released, one not computed."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from compagnon.core import clock
from compagnon.core.actors import person
from compagnon.matching.changes.answer import (
    accept_proposal,
    decline_proposal,
    take_back_proposal,
)
from compagnon.matching.changes.concession import ask_concession
from compagnon.matching.changes.leaving import leave_for_next
from compagnon.matching.changes.pair_rule import forbid_pair, lift_pair_rule, pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.changes.run import start_run
from compagnon.matching.changes.together import comment_together
from compagnon.matching.changes.undoing import undo_decision
from compagnon.matching.changes.waiver import waive_rules
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Answer, LoggedDecision, PairRule, Proposal, Run
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Charter
from tests.crawl.cast import APPLICANTS, PINNED
from tests.crawl.planted import word
from tests.crawl.recruiting import application_of, decide

if TYPE_CHECKING:
    from tests.crawl.world import World


def match_and_answer(world: "World") -> None:
    """Pin, run, release, answer; then approve two more, run again, take a proposal back, and ask for a third run."""
    point = world.association.joining_point
    for mentor, mentee in PINNED:
        pin_pair(
            by=world.actor("coordinator"),
            joining_point=point,
            mentor=application_of(mentor),
            mentee=application_of(mentee),
        )
    forbid_pair(
        by=world.actor("coordinator"),
        joining_point=point,
        mentor=application_of("lev"),
        mentee=application_of("kim"),
    )
    release_run(
        by=world.actor("coordinator"),
        run=_computed(world),
        answer_by=clock.today() + timedelta(days=5),  # so that a reminder is due in two days
    )
    for pair, (mentor, mentee) in zip("bcd", PINNED, strict=False):
        proposal = _proposal(mentor, mentee)
        for answer in proposal.answers.all():
            _accept(answer)
        world.partnerships[pair] = Partnership.objects.get(proposal_id=proposal.id)
    _accept(_proposal("ivo", "jon").answers.get(side=Answer.Side.MENTEE))
    refusing = _proposal("ivo", "jon").answers.get(side=Answer.Side.MENTOR)
    decline_proposal(by=person(UUID(str(refusing.person_id))), answer=refusing)
    # Two people of whom one said no are not proposed again, whatever was pinned.
    lift_pair_rule(by=world.actor("coordinator"), pair_rule=_pin("ivo", "jon"))
    for one in APPLICANTS:
        if one.becomes == "approved late":
            decide(world, one, becomes="approved")
    run = _computed(world)
    released = release_run(
        by=world.actor("coordinator"),
        run=run,
        answer_by=clock.today() + timedelta(days=14),
        only=UUID(hex=next(iter((run.result or {})["pairs"]))["mentee_id"]),
    )
    take_back_proposal(by=world.actor("coordinator"), proposal=released.proposals.get())
    _talk_about_a_pair(world, run)
    _decide_by_hand(world)
    start_run(by=world.actor("coordinator"), joining_point=point)


def _talk_about_a_pair(world: "World", run: Run) -> None:
    """Note something about the first pair of a run, for the group."""
    pair = next(iter((run.result or {})["pairs"]))
    mentor, mentee = (Application.objects.get(pk=pair[side]) for side in ("mentor_id", "mentee_id"))
    comment_together(
        by=world.actor("coordinator"),
        run=run,
        people=(mentor, mentee),
        text=f"Would they like {word('aboutpair')}?",
    )


def _decide_by_hand(world: "World") -> None:
    """Leave somebody for the next joining point, and undo it; pin two whom a rule forbids, and say why."""
    left = application_of("kim")
    leave_for_next(by=world.actor("coordinator"), application=left)
    undo_decision(
        by=world.actor("coordinator"),
        logged_decision=LoggedDecision.objects.get(kind=LoggedDecision.Kind.LEAVE),
    )
    ask_concession(
        by=world.actor("coordinator"),
        application=application_of("kim"),
        other=application_of("ivo"),
    )
    waive_rules(
        by=world.actor("coordinator"),
        joining_point=world.association.joining_point,
        mentor=application_of("ivo"),
        mentee=application_of("kim"),
        reason=f"They have met {word('waiver')} before.",
    )


def waiting_answer() -> Answer:
    """Return the answer of the mentor who has not given one."""
    return _proposal("lev", "mia").answers.get(side=Answer.Side.MENTOR)


def _computed(world: "World") -> Run:
    run = start_run(by=world.actor("coordinator"), joining_point=world.association.joining_point)
    compute_run(run.id)
    run.refresh_from_db()
    assert run.result is not None, run.problem
    return run


def _pin(mentor: str, mentee: str) -> PairRule:
    return PairRule.objects.select_related("joining_point__cycle").get(
        mentor=application_of(mentor), mentee=application_of(mentee)
    )


def _proposal(mentor: str, mentee: str) -> Proposal:
    return Proposal.objects.get(mentor=application_of(mentor), mentee=application_of(mentee))


def _accept(answer: Answer) -> None:
    scheme = answer.proposal.mentor.joining_point.cycle.scheme
    accept_proposal(
        by=person(UUID(str(answer.person_id))),
        answer=answer,
        charter=Charter.objects.get(scheme=scheme),
    )
