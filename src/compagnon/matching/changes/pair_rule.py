from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.matching.changes.checking import (
    Pair,
    check_hold,
    check_pin,
    check_rules,
    lock_point,
    locked_pairs,
)
from compagnon.matching.changes.decision_log import lift_word, log_decision, named, put_word
from compagnon.matching.models import LoggedDecision, PairRule
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


@change("matching.pin_pair", on="joining_point")
def pin_pair(
    *, by: Actor, joining_point: JoiningPoint, mentor: Application, mentee: Application
) -> PairRule:
    """Decide that two people belong together: every later match of this joining point pairs them.

    Refused: a coordinator's own application; somebody who is not approved for that side, or already proposed; more
    fixed pairs than places; a pair that contradicts one that is held; and a pair that a rule forbids, naming the rule
    (ALL-54: nothing is overridden silently). An earlier word on the same two people, either way round, is replaced.
    """
    (pair,) = locked_pairs(by, joining_point, (mentor, mentee))
    check_pin(joining_point, pair)
    check_rules(joining_point, pair)
    return _decided(by, joining_point, pair, PairRule.Kind.PIN)


@change("matching.forbid_pair", on="joining_point")
def forbid_pair(
    *, by: Actor, joining_point: JoiningPoint, mentor: Application, mentee: Application
) -> PairRule:
    """Decide that two people are not paired, whoever of them mentors, in any later match of this joining point.

    Refused: a coordinator's own application; somebody who is not approved. An earlier word on the same two people,
    either way round, is replaced.
    """
    (pair,) = locked_pairs(by, joining_point, (mentor, mentee))
    return _decided(by, joining_point, pair, PairRule.Kind.FORBID)


@change("matching.hold_pair", on="joining_point")
def hold_pair(
    *, by: Actor, joining_point: JoiningPoint, mentor: Application, mentee: Application
) -> PairRule:
    """Hold a pair: matches may propose it, but no letter leaves until somebody takes the hold back.

    Refused: a coordinator's own application; somebody who is not approved, or is pinned to others. An earlier word on
    the same two people, either way round, is replaced.
    """
    (pair,) = locked_pairs(by, joining_point, (mentor, mentee))
    check_hold(joining_point, pair)
    return _decided(by, joining_point, pair, PairRule.Kind.HOLD)


@change("matching.lift_pair_rule", on="pair_rule")
def lift_pair_rule(*, by: Actor, pair_rule: PairRule) -> None:
    """Take a decision about a pair back: the next match is free to pair them or not, and letters may leave.

    Taken back twice, it was taken back once.
    """
    lock_point(pair_rule.joining_point_id)
    if PairRule.objects.filter(pk=pair_rule.pk).exists():
        decision = log_decision(by, pair_rule.joining_point, LoggedDecision.Kind.LIFT)
        lift_word(by, decision, pair_rule)


def _decided(by: Actor, joining_point: JoiningPoint, pair: Pair, kind: PairRule.Kind) -> PairRule:
    """Write the one word on two people; the same word again is no decision."""
    named(by)
    mentor, mentee = pair
    known = PairRule.objects.filter(mentor=mentor, mentee=mentee, kind=kind).first()
    if known is not None:
        return known
    decision = log_decision(by, joining_point, LoggedDecision.Kind(kind))
    return put_word(by, decision, pair, kind)
