"""What stands in the way of a word on a pair: who decides, places, other words, and the rules of the scheme."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.models import PairRule
from compagnon.matching.policy import is_not_own_pair
from compagnon.matching.queries.broken_rules import broken_rules
from compagnon.matching.queries.facts import CONSIDERED, get_taken, open_pins
from compagnon.recruitment.models import Application
from compagnon.schemes.matching_shape import RuleSetting
from compagnon.schemes.models import JoiningPoint

Pair = tuple[Application, Application]


def lock_point(joining_point_id: UUID) -> None:
    """Let decisions by hand at a joining point come one after the other."""
    JoiningPoint.objects.select_for_update().get(pk=joining_point_id)


def locked_pairs(
    by: Actor, joining_point: JoiningPoint, *pairs: Pair, are_sided: bool = True
) -> tuple[Pair, ...]:
    """Return the applications of pairs, locked, so that of two decisions at once one comes second.

    Refused: a coordinator's own application, and one in which she declared an interest; somebody who is not approved,
    or, of a mentor and a mentee (`are_sided`), has not applied for that side.
    """
    for mentor, mentee in pairs:
        own = is_not_own_pair(by, PairRule(mentor=mentor, mentee=mentee))
        if not own.allowed:
            raise NotAllowed(own.reason)
    lock_point(joining_point.id)
    rows = _locked(joining_point, {one.pk for pair in pairs for one in pair})
    return tuple(_checked(rows, pair, are_sided=are_sided) for pair in pairs)


def _locked(joining_point: JoiningPoint, keys: Collection[Any]) -> dict[Any, Application]:
    rows = Application.objects.select_for_update(of=("self",)).select_related("person")
    found = rows.filter(pk__in=keys, joining_point=joining_point, state__in=CONSIDERED)
    return {row.pk: row for row in found.order_by("id")}


def _checked(rows: dict[Any, Application], pair: Pair, *, are_sided: bool) -> Pair:
    mentor, mentee = pair
    if mentor.pk == mentee.pk or not {mentor.pk, mentee.pk} <= rows.keys():
        raise Refused(_("Choose two people who are both among the approved applicants."))
    mentor, mentee = rows[mentor.pk], rows[mentee.pk]
    if are_sided and not (mentor.is_mentor and mentee.is_mentee):
        raise Refused(_("One of the two has not applied for that side."))
    return mentor, mentee


def check_pin(joining_point: JoiningPoint, pair: Pair) -> None:
    """Refuse a pin for which there is no place: proposed already, pinned or held with others."""
    mentor, mentee = pair
    taken = get_taken(joining_point)
    if mentee.pk in taken.mentees or (mentor.pk, mentee.pk) in taken.pairs:
        raise Refused(_("%(name)s has been proposed to somebody.") % {"name": mentee.person.name})
    pins, holds = _others(joining_point, pair, PairRule.Kind.PIN, PairRule.Kind.HOLD)
    _refuse_pinned(pins, mentee)
    if held := next((row for row in holds if row.mentee_id == mentee.pk), None):
        raise _contradiction(held)
    free = mentor.capacity - taken.places.get(mentor.pk, 0)
    free -= sum(row.mentee_id not in taken.mentees for row in pins if row.mentor_id == mentor.pk)
    if free < 1:
        raise Refused(_("%(name)s has no place left.") % {"name": mentor.person.name})
    waiting = [
        row for row in holds if row.mentor_id == mentor.pk and row.mentee_id not in taken.mentees
    ]
    if free <= len(waiting):
        raise _contradiction(waiting[0])


def check_hold(joining_point: JoiningPoint, pair: Pair) -> None:
    """Refuse to hold a pair that cannot come about, because one of the two is pinned to somebody else."""
    mentor, mentee = pair
    (pins,) = _others(joining_point, pair, PairRule.Kind.PIN)
    _refuse_pinned(pins, mentee)
    if sum(row.mentor_id == mentor.pk for row in pins) >= mentor.capacity:
        raise Refused(
            _("%(name)s is pinned to as many people as they take. Take that back first.")
            % {"name": mentor.person.name}
        )


def _refuse_pinned(pins: Collection[PairRule], mentee: Application) -> None:
    if any(row.mentee_id == mentee.pk for row in pins):
        raise Refused(
            _("%(name)s is pinned to somebody else. Take that back first.")
            % {"name": mentee.person.name}
        )


def _others(joining_point: JoiningPoint, pair: Pair, *kinds: PairRule.Kind) -> list[list[PairRule]]:
    """Return the words of some kinds on other pairs of a joining point that are still to be followed; one query."""
    mentor, mentee = pair
    rows = list(
        open_pins()
        .filter(joining_point=joining_point, kind__in=kinds)
        .exclude(mentor=mentor, mentee=mentee)
        .select_related("mentor__person", "mentee__person")
    )
    return [[row for row in rows if row.kind == kind] for kind in kinds]


def _contradiction(held: PairRule) -> Refused:
    return Refused(
        _(
            "%(mentor)s and %(mentee)s are held as a pair, and there is no place for both. Take the hold back first, or"
            " leave this pair as it is."
        )
        % {"mentor": held.mentor.person.name, "mentee": held.mentee.person.name}
    )


class RulesForbid(Refused):
    """That rules of the scheme forbid a pair or warn of it; `may_be_waived`: a coordinator may let all of them go for it."""

    def __init__(self, pair: Pair, rules: Collection[RuleSetting]) -> None:
        """Name the first of them, with its reason."""
        first = next(iter(rules))
        said = (
            _("Accept this first, with a reason: %(mentor)s and %(mentee)s. %(rule)s: %(why)s")
            if first.warns
            else _("%(mentor)s and %(mentee)s cannot be paired. %(rule)s: %(why)s")
        )
        super().__init__(
            said
            % {
                "mentor": pair[0].person.name,
                "mentee": pair[1].person.name,
                "rule": first.label,
                "why": first.reason,
            }
        )
        self.may_be_waived = all(rule.is_waivable for rule in rules)


def check_rules(joining_point: JoiningPoint, pair: Pair) -> None:
    """Ask the engine whether the two may be paired at all; an earlier "never" of a coordinator does not count."""
    if rules := broken_rules(joining_point, pair):
        raise RulesForbid(pair, rules)
