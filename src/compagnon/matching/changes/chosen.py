"""Opening the partnership of two people who chose each other, by the same doors as one that was matched."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.checking import Pair, lock_point
from compagnon.matching.changes.decision_log import log_decision, named
from compagnon.matching.events import PairChosen, RuleWaived
from compagnon.matching.models import LoggedDecision, LoggedWord, Proposal, Seat, Waiver
from compagnon.matching.queries.facts import ACTIVE, CONSIDERED, free_place_of
from compagnon.matching.queries.rules_between import Rules, forbid, rules_among, rules_between
from compagnon.matching.rules.sharing import shared_parts
from compagnon.partnerships.changes.partnership import (
    Joining,
    open_partnership,
    open_peer_partnership,
)
from compagnon.recruitment.changes import mark_matched
from compagnon.recruitment.models import Application


@change("matching.open_chosen_pair", on=None)
def open_chosen_pair(*, by: Actor, mentor: Application, mentee: Application) -> Proposal:
    """Open the partnership of two applicants who both said yes (NF-16). Only the system does this.

    Refused once one of them has no place left, took part elsewhere or left, and for two whom a rule of the scheme
    forbids, or warns of and nobody accepted that (ALL-54): whatever others do at the same moment, both rows are locked, in the order of a release.
    """
    rows = _locked(mentor, mentee)
    if any(row.state not in CONSIDERED for row in rows.values()):
        raise Refused(_("One of the two does not take part any more."))
    mentor, mentee = rows[mentor.pk], rows[mentee.pk]
    rules = rules_among([mentor, mentee])
    if not (mentor.is_mentor and mentee.is_mentee) or forbid(rules):
        raise Refused(_("These two cannot be paired."))
    _refuse_unaccepted(rules)
    _refuse_seated([mentor, mentee])
    active = Proposal.objects.filter(state__in=ACTIVE)
    if active.filter(mentor=mentor).count() >= mentor.capacity:
        raise Refused(_("There is no place left."))
    place = free_place_of(mentee)
    return _opened(Proposal(mentor=mentor, mentee=mentee, mentee_place=place), by)


@change("matching.open_chosen_peers", on=None)
def open_chosen_peers(*, by: Actor, peers: Sequence[Application]) -> Proposal:
    """Open the partnership of two or three peers of one pool who all said yes (NF-18, NF-22). Only the system does this.

    Refused once one of them has somebody, is proposed to anybody, took part elsewhere or left, and where a rule
    forbids two of them, or warns of them and nobody accepted that (ALL-54). All rows are locked, in the order of a release.
    """
    rows = list(_locked(*peers).values())
    if len(rows) != len(peers) or any(row.state not in CONSIDERED for row in rows):
        raise Refused(_("Somebody of you does not take part any more."))
    rules = rules_among(rows)
    if forbid(rules):
        raise Refused(_("These people cannot be paired."))
    _refuse_unaccepted(rules)
    _refuse_seated(rows)
    active = Proposal.objects.filter(state__in=ACTIVE)
    if active.filter(Q(mentor__in=rows) | Q(mentee__in=rows) | Q(third__in=rows)).exists():
        raise Refused(_("Somebody of you has found somebody in the meantime, or is proposed."))
    one, other, *more = rows
    third = more[0] if more else None
    return _opened(Proposal(mentor=one, mentee=other, third=third, is_mutual=True), by)


@change("matching.accept_warnings", on="asked")
def accept_warnings(
    *, by: Actor, asked: Application, others: Sequence[Application], why: str
) -> None:
    """Keep that somebody who was asked accepts what rules warn of between them and others, and why, for the group.

    As a coordinator would accept it for a pair: by name, in the log of decisions, encrypted under their own key. Each
    for their own application alone. Nothing where no rule warns, or one forbids; refused without a reason.
    """
    lock_point(asked.joining_point_id)
    between = rules_between(asked, [one.pk for one in others])
    warned = [(one, between[one.pk]) for one in others if between[one.pk]]
    if not warned or any(forbid(rules) for _other, rules in warned):
        return  # what forbids is refused where the partnership would open
    if not why.strip():
        raise Refused(_("Say why it is right for you all the same."), field="why")
    decision = log_decision(by, asked.joining_point, LoggedDecision.Kind.CHOICE)
    for other, rules in warned:
        LoggedWord.objects.create(decision=decision, mentor=asked, mentee=other)
        for rule in rules:
            _let_go(by, decision, (asked, other), rule=rule.key, why=why)


def _let_go(by: Actor, decision: LoggedDecision, pair: Pair, *, rule: str, why: str) -> None:
    mentor, mentee = pair
    row = Waiver(decision=decision, mentor=mentor, mentee=mentee, rule=rule)
    row.accepted_by_id, row.accepted_at = named(by), clock.now()
    write_text(row, author_id=row.accepted_by_id, texts={"reason": why.strip()})
    row.save(force_insert=True)
    record(
        RuleWaived(
            waiver_id=row.id, mentor_application_id=mentor.id, mentee_application_id=mentee.id
        ),
        by=by,
    )


def _refuse_unaccepted(rules: Rules) -> None:
    if rules:
        raise Refused(
            _("A rule of the scheme warns of this, and nobody has accepted that yet: %(rule)s.")
            % {"rule": rules[0].label}
        )


def _refuse_seated(rows: Sequence[Application]) -> None:
    """Refuse whoever sits in a circle, or is proposed one: it takes them up."""
    if Seat.objects.filter(application__in=rows, is_taken=True).exists():
        raise Refused(_("Somebody of you has found somebody in the meantime, or is proposed."))


def _locked(*applications: Application) -> dict[Any, Application]:
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "person", "joining_point__cycle__scheme"
    )
    found = rows.filter(Q(pk__in=[one.pk for one in applications])).order_by("id")
    return {row.pk: row for row in found}


def _opened(proposal: Proposal, by: Actor) -> Proposal:
    point = proposal.joining_point
    proposal.score, proposal.reasons, proposal.state = 0, [], Proposal.State.OPENED
    proposal.save(force_insert=True)
    joining = [Joining(one.person_id, shared_parts(one.answers)) for one in proposal.people]
    frame: dict[str, Any] = {
        "joining_point": point,
        "proposal_id": proposal.id,
        "starts_on": max(point.starts_on, clock.today()),
    }
    partnership = (
        open_peer_partnership(by=SYSTEM, peers=joining, **frame)
        if proposal.is_mutual
        else open_partnership(by=SYSTEM, mentor=joining[0], mentee=joining[1], **frame)
    )
    for application in proposal.people:
        mark_matched(by=SYSTEM, application=application)
    record(PairChosen(proposal_id=proposal.id, partnership_id=partnership.id), by=by)
    return proposal
