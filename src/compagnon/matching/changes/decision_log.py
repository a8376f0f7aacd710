"""Decisions by hand are written down as they are made; what each changed about single pairs stands beside it."""

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.checking import Pair
from compagnon.matching.events import PairForbidden, PairHeld, PairPinned, PairRuleLifted
from compagnon.matching.models import LoggedDecision, LoggedWord, PairRule, Waiver
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint

_EVENTS = {
    PairRule.Kind.PIN: PairPinned,
    PairRule.Kind.FORBID: PairForbidden,
    PairRule.Kind.HOLD: PairHeld,
}


def named(by: Actor) -> UUID:
    """Return the person who decides; refuse where it is nobody."""
    if by.person_id is None:
        raise Refused(_("A named person decides about a pair."))
    return by.person_id


def log_decision(
    by: Actor,
    joining_point: JoiningPoint,
    kind: LoggedDecision.Kind,
    application: Application | None = None,
) -> LoggedDecision:
    """Write down that somebody decided something by hand; whoever calls has locked the joining point."""
    rows = LoggedDecision.objects.filter(joining_point=joining_point)
    return LoggedDecision.objects.create(
        joining_point=joining_point,
        number=1 + (rows.aggregate(last=Max("number"))["last"] or 0),
        kind=kind,
        application=application,
        decided_by_id=named(by),
        decided_at=clock.now(),
    )


def put_word(by: Actor, decision: LoggedDecision, pair: Pair, kind: PairRule.Kind) -> PairRule:
    """Write the one word on two people, either way round, and what became of the earlier one."""
    mentor, mentee = pair
    for reverse in PairRule.objects.filter(mentor=mentee, mentee=mentor):
        lift_word(by, decision, reverse)
    known = PairRule.objects.filter(mentor=mentor, mentee=mentee).first()
    rule = write_word(by, decision.joining_point, pair, kind)
    _note(decision, rule, was=known.kind if known else "", became=kind)
    return rule


def lift_word(by: Actor, decision: LoggedDecision, rule: PairRule) -> None:
    """Take a word on a pair away, as part of a decision."""
    _note(decision, rule, was=rule.kind, became="")
    remove_word(by, rule)


def write_word(by: Actor, joining_point: JoiningPoint, pair: Pair, kind: PairRule.Kind) -> PairRule:
    """Write the word on a pair, over what was there."""
    mentor, mentee = pair
    rule, _created = PairRule.objects.update_or_create(
        mentor=mentor,
        mentee=mentee,
        defaults={
            "joining_point": joining_point,
            "kind": kind,
            "decided_by_id": named(by),
            "decided_at": clock.now(),
        },
    )
    record(
        _EVENTS[kind](
            pair_rule_id=rule.id, mentor_application_id=mentor.id, mentee_application_id=mentee.id
        ),
        by=by,
    )
    return rule


def remove_word(by: Actor, rule: PairRule) -> None:
    """Remove the word on a pair."""
    record(
        PairRuleLifted(
            pair_rule_id=rule.id,
            mentor_application_id=rule.mentor_id,
            mentee_application_id=rule.mentee_id,
        ),
        by=by,
    )
    PairRule.objects.filter(pk=rule.pk).delete()


def _note(decision: LoggedDecision, rule: PairRule, *, was: str, became: str) -> None:
    """Write down what became of a word; the rules that were let go for a pin hold again once it is gone."""
    if was == PairRule.Kind.PIN and became != was:
        Waiver.objects.filter(mentor=rule.mentor_id, mentee=rule.mentee_id, ended_by=None).update(
            ended_by=decision
        )
    LoggedWord.objects.create(
        decision=decision,
        mentor_id=rule.mentor_id,
        mentee_id=rule.mentee_id,
        was=was,
        became=became,
    )
