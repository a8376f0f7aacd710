from django.db.models import Q
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.checking import (
    check_hold,
    check_pin,
    check_rules,
    lock_point,
    locked_pairs,
)
from compagnon.matching.changes.decision_log import named, remove_word, write_word
from compagnon.matching.events import DecisionUndone
from compagnon.matching.models import LoggedDecision, LoggedWord, PairRule, Waiver
from compagnon.recruitment.changes import recall_application
from compagnon.recruitment.models import Application


@change("matching.undo_decision", on="logged_decision")
def undo_decision(*, by: Actor, logged_decision: LoggedDecision) -> None:
    """Undo the last decision by hand at a joining point, whoever made it: all words are as they were before it.

    Refused if it is not the last any more, as the second of two at once finds; and where what it changed cannot be put
    back, because somebody was proposed elsewhere since, for example. Whoever undoes a decision stands by what holds
    again.
    """
    lock_point(logged_decision.joining_point_id)
    rows = LoggedDecision.objects.filter(joining_point=logged_decision.joining_point_id)
    by_hand = rows.filter(undone_at=None).exclude(kind=LoggedDecision.Kind.CHOICE)
    last = by_hand.order_by("-number").first()
    if last is None or last.pk != logged_decision.pk:
        raise Refused(_("Somebody has decided or undone something since. Look once more."))
    if last.application is not None:
        _take_back(by, last, last.application)
    Waiver.objects.filter(ended_by=last).update(ended_by=None)
    Waiver.objects.filter(decision=last).update(ended_by=last)
    words = list(last.words.select_related("mentor__person", "mentee__person").order_by("id"))
    for word in words:
        _remove(by, word)
    for word in words:
        _put_back(by, last, word)
    last.undone_by_id, last.undone_at = named(by), clock.now()
    last.save(update_fields=["undone_by", "undone_at"])
    record(
        DecisionUndone(logged_decision_id=last.id, joining_point_id=last.joining_point_id), by=by
    )


def _take_back(by: Actor, last: LoggedDecision, application: Application) -> None:
    """Let somebody who was left for next time take part again; whoever is set apart from them is so here too."""
    later = application.joining_point_id
    recall_application(by=by, application=application)
    about = Q(mentor=application) | Q(mentee=application)
    PairRule.objects.filter(about, joining_point=later).update(joining_point=last.joining_point_id)


def _remove(by: Actor, word: LoggedWord) -> None:
    if word.became:
        for rule in PairRule.objects.filter(mentor=word.mentor_id, mentee=word.mentee_id):
            remove_word(by, rule)


def _put_back(by: Actor, last: LoggedDecision, word: LoggedWord) -> None:
    if not word.was:
        return
    point, kind = last.joining_point, PairRule.Kind(word.was)
    is_sided = kind == PairRule.Kind.PIN
    (pair,) = locked_pairs(by, point, (word.mentor, word.mentee), are_sided=is_sided)
    if kind == PairRule.Kind.PIN:
        check_pin(point, pair)
        check_rules(point, pair)
    elif kind == PairRule.Kind.HOLD:
        check_hold(point, pair)
    write_word(by, point, pair, kind)
