from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.changes import change
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.events import record
from compagnon.matching.events import PairForbidden, PairHeld, PairPinned, PairRuleLifted
from compagnon.matching.models import PairRule
from compagnon.matching.policy import is_not_own_pair
from compagnon.matching.queries.facts import CONSIDERED, Taken, get_inputs, get_taken
from compagnon.matching.rules.problem import build_problem
from compagnon.matching.rules.wording import say
from compagnon.recruitment.models import Application
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import JoiningPoint

Pair = tuple[Application, Application]
_EVENTS = {
    PairRule.Kind.PIN: PairPinned,
    PairRule.Kind.FORBID: PairForbidden,
    PairRule.Kind.HOLD: PairHeld,
}


@change("matching.pin_pair", on="joining_point")
def pin_pair(
    *, by: Actor, joining_point: JoiningPoint, mentor: Application, mentee: Application
) -> PairRule:
    """Decide that two people belong together: every later match of this joining point pairs them.

    Refused: a coordinator's own application; somebody who is not approved for that side, or already proposed; more
    fixed pairs than places; and a pair that a rule forbids, naming the rule (ALL-54: nothing is overridden
    silently). An earlier word on the same two people, either way round, is replaced.
    """
    pair = _locked(by, joining_point, mentor, mentee)
    _check_places(joining_point, pair)
    _check_rules(joining_point, pair)
    return _decided(by, joining_point, pair, PairRule.Kind.PIN)


@change("matching.forbid_pair", on="joining_point")
def forbid_pair(
    *, by: Actor, joining_point: JoiningPoint, mentor: Application, mentee: Application
) -> PairRule:
    """Decide that two people are not paired, whoever of them mentors, in any later match of this joining point.

    Refused: a coordinator's own application; somebody who is not approved. An earlier word on the same two people,
    either way round, is replaced.
    """
    pair = _locked(by, joining_point, mentor, mentee)
    return _decided(by, joining_point, pair, PairRule.Kind.FORBID)


@change("matching.hold_pair", on="joining_point")
def hold_pair(
    *, by: Actor, joining_point: JoiningPoint, mentor: Application, mentee: Application
) -> PairRule:
    """Hold a pair: matches may propose it, but no letter leaves until somebody takes the hold back.

    Refused: a coordinator's own application; somebody who is not approved. An earlier word on the same two people,
    either way round, is replaced.
    """
    pair = _locked(by, joining_point, mentor, mentee)
    return _decided(by, joining_point, pair, PairRule.Kind.HOLD)


@change("matching.lift_pair_rule", on="pair_rule")
def lift_pair_rule(*, by: Actor, pair_rule: PairRule) -> None:
    """Take a decision about a pair back: the next match is free to pair them or not, and letters may leave."""
    _lift(by, pair_rule)


def _locked(
    by: Actor, joining_point: JoiningPoint, mentor: Application, mentee: Application
) -> Pair:
    """Return both applications, locked, so that of two decisions at once one comes second."""
    own = is_not_own_pair(by, PairRule(mentor=mentor, mentee=mentee))
    if not own.allowed:
        raise NotAllowed(own.reason)
    rows = {
        row.pk: row
        for row in Application.objects.select_for_update(of=("self",))
        .filter(pk__in=[mentor.pk, mentee.pk], joining_point=joining_point, state__in=CONSIDERED)
        .select_related("person")
        .order_by("id")
    }
    if mentor.pk == mentee.pk or len(rows) != len({mentor.pk, mentee.pk}):
        raise Refused(_("Choose two people who are both among the approved applicants."))
    pair = rows[mentor.pk], rows[mentee.pk]
    if not pair[0].is_mentor or not pair[1].is_mentee:
        raise Refused(_("One of the two has not applied for that side."))
    return pair


def _check_places(joining_point: JoiningPoint, pair: Pair) -> None:
    mentor, mentee = pair
    taken = get_taken(joining_point)
    pins = PairRule.objects.filter(joining_point=joining_point, kind=PairRule.Kind.PIN)
    if mentee.pk in taken.mentees:
        raise Refused(_("%(name)s has been proposed to somebody.") % {"name": mentee.person.name})
    if pins.filter(mentee=mentee).exclude(mentor=mentor).exists():
        raise Refused(
            _("%(name)s is pinned to somebody else. Take that back first.")
            % {"name": mentee.person.name}
        )
    if (
        _places_left(
            taken,
            mentor,
            [row.mentee_id for row in pins.filter(mentor=mentor).exclude(mentee=mentee)],
        )
        < 1
    ):
        raise Refused(
            _("%(name)s has no place left for another mentee.") % {"name": mentor.person.name}
        )


def _places_left(taken: Taken, mentor: Application, pinned: list[Any]) -> int:
    """Return a mentor's places that neither an active proposal nor another pin has taken."""
    waiting = [mentee_id for mentee_id in pinned if mentee_id not in taken.mentees]
    return mentor.capacity - taken.places.get(mentor.pk, 0) - len(waiting)


def _check_rules(joining_point: JoiningPoint, pair: Pair) -> None:
    """Ask the engine whether the two may be paired at all; an earlier "never" of a coordinator does not count."""
    mentor, mentee = (one.id.hex for one in pair)
    inputs = get_inputs(viewer=SYSTEM, joining_point=joining_point, only={one.id for one in pair})
    decisions = replace(
        inputs.decisions,
        pinned=frozenset({(mentor, mentee)}),
        set_apart=inputs.decisions.set_apart - {(mentor, mentee), (mentee, mentor)},
    )
    settings = matching_settings(joining_point.cycle.scheme.matching)
    try:
        build_problem(inputs.applicants, settings, decisions)
    except engine.ProblemError as error:
        reason = error.reason
        rule = settings.rule(str(reason.params.get("rule")))
        if rule is None:
            raise Refused(say(reason.key, reason.params, settings=settings)) from error
        raise Refused(
            _("%(mentor)s and %(mentee)s cannot be paired. %(rule)s: %(why)s")
            % {
                "mentor": pair[0].person.name,
                "mentee": pair[1].person.name,
                "rule": rule.label,
                "why": rule.reason,
            }
        ) from error


def _decided(by: Actor, joining_point: JoiningPoint, pair: Pair, kind: PairRule.Kind) -> PairRule:
    """Write the one word on two people, and what became of the earlier one."""
    if by.person_id is None:
        raise Refused(_("A named person decides about a pair."))
    mentor, mentee = pair
    for reverse in PairRule.objects.filter(mentor=mentee, mentee=mentor):
        _lift(by, reverse)
    known = PairRule.objects.filter(mentor=mentor, mentee=mentee).first()
    if known is not None and known.kind == kind:
        return known
    rule, _created = PairRule.objects.update_or_create(
        mentor=mentor,
        mentee=mentee,
        defaults={
            "joining_point": joining_point,
            "kind": kind,
            "decided_by_id": by.person_id,
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


def _lift(by: Actor, rule: PairRule) -> None:
    record(
        PairRuleLifted(
            pair_rule_id=rule.id,
            mentor_application_id=rule.mentor_id,
            mentee_application_id=rule.mentee_id,
        ),
        by=by,
    )
    rule.delete()
