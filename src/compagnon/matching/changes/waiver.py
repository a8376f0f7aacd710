from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.checking import RulesForbid, check_pin, locked_pairs
from compagnon.matching.changes.decision_log import log_decision, named, put_word
from compagnon.matching.events import RuleWaived
from compagnon.matching.models import LoggedDecision, PairRule, Waiver
from compagnon.matching.queries.broken_rules import broken_rules
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


@change("matching.waive_rules", on="joining_point")
def waive_rules(
    *,
    by: Actor,
    joining_point: JoiningPoint,
    mentor: Application,
    mentee: Application,
    reason: str,
) -> LoggedDecision:
    """Pin two people although rules forbid them or warn of them, on purpose, for this pair alone, with a reason.

    Refused without a reason, for a rule that nobody may let go (ALL-54), where no rule stands in the way, and for
    whatever else a pin is refused for. The reason is for the group, encrypted under the key of whoever gives it.
    """
    (pair,) = locked_pairs(by, joining_point, (mentor, mentee))
    who = named(by)
    if not reason.strip():
        raise Refused(_("Say why: the group reads it, a year later too."), field="reason")
    check_pin(joining_point, pair)
    rules = broken_rules(joining_point, pair)
    if not rules:
        raise Refused(_("No rule forbids these two any more. Pin them."))
    refusal = RulesForbid(pair, sorted(rules, key=lambda rule: rule.is_waivable))
    if not refusal.may_be_waived:
        raise refusal
    decision = log_decision(by, joining_point, LoggedDecision.Kind.PIN)
    for rule in rules:
        row = Waiver(decision=decision, mentor=mentor, mentee=mentee, rule=rule.key)
        row.accepted_by_id, row.accepted_at = who, clock.now()
        write_text(row, author_id=who, texts={"reason": reason.strip()})
        row.save(force_insert=True)
        record(
            RuleWaived(
                waiver_id=row.id,
                mentor_application_id=mentor.id,
                mentee_application_id=mentee.id,
            ),
            by=by,
        )
    put_word(by, decision, pair, PairRule.Kind.PIN)
    return decision
