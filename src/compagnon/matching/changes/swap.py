from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.checking import Pair, check_pin, check_rules, locked_pairs
from compagnon.matching.changes.decision_log import lift_word, log_decision, put_word
from compagnon.matching.events import PartnersSwapped
from compagnon.matching.models import LoggedDecision, PairRule, Run

_LET_GO = (PairRule.Kind.PIN, PairRule.Kind.HOLD)


@change("matching.swap_partners", on="run")
def swap_partners(*, by: Actor, run: Run, one: Pair, other: Pair) -> LoggedDecision:
    """Let two pairs of a run exchange partners: both new pairs are pinned, so that the next match makes them.

    One decision, undone as one. Pins and holds on the two pairs that part are taken back with it. Refused for whatever
    a pin is refused for, and a second time: nothing of it is done then.
    """
    point = run.joining_point
    if one[0].pk == other[0].pk or one[1].pk == other[1].pk:
        raise Refused(_("Choose a pair of two other people."))
    new = locked_pairs(by, point, (one[0], other[1]), (other[0], one[1]))
    if all(_is_pinned(pair) for pair in new):
        raise Refused(_("These two pairs have been swapped already."))
    decision = log_decision(by, point, LoggedDecision.Kind.SWAP)
    for mentor, mentee in (one, other):
        rows = PairRule.objects.filter(mentor=mentor, mentee=mentee, kind__in=_LET_GO)
        for rule in rows:
            lift_word(by, decision, rule)
    for pair in new:
        check_pin(point, pair)
        check_rules(point, pair)
        put_word(by, decision, pair, PairRule.Kind.PIN)
    record(PartnersSwapped(logged_decision_id=decision.id, run_id=run.id), by=by)
    return decision


def _is_pinned(pair: Pair) -> bool:
    mentor, mentee = pair
    rows = PairRule.objects.filter(mentor=mentor, mentee=mentee, kind=PairRule.Kind.PIN)
    return rows.exists()
