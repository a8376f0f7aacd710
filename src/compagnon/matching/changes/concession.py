from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.matching.changes.checking import check_pin, locked_pairs
from compagnon.matching.changes.decision_log import named
from compagnon.matching.events import ConcessionAccepted, ConcessionAsked, ConcessionDeclined
from compagnon.matching.models import Concession
from compagnon.matching.queries.broken_rules import broken_rules
from compagnon.matching.rules.concessions import QUESTIONS
from compagnon.matching.states import CONCESSION
from compagnon.recruitment.models import Application

State = Concession.State
_EVENTS = {State.ACCEPTED: ConcessionAccepted, State.DECLINED: ConcessionDeclined}


@change("matching.ask_concession", on="application")
def ask_concession(*, by: Actor, application: Application, other: Application) -> Concession:
    """Ask somebody who is left out, by a letter, whether they would accept what keeps a pair with `other` from them.

    They are not told who that would be, and nothing follows from a yes but that the group reads it. Refused unless
    exactly one rule is in the way and people can be asked about it; a second time; and for whatever a pin is refused
    for but that rule.
    """
    is_mentee = application.is_mentee and other.is_mentor
    asked = (other, application) if is_mentee else (application, other)
    (pair,) = locked_pairs(by, application.joining_point, asked)
    check_pin(application.joining_point, pair)
    rules = [one for one in broken_rules(application.joining_point, pair) if one.blocks]
    if len(rules) != 1 or rules[0].key not in QUESTIONS:
        raise Refused(_("There is nothing any more about which they could be asked."))
    row = Concession(application=application, other=other, rule=rules[0].key)
    row.asked_by_id, row.asked_at = named(by), clock.now()
    sealing.put(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("They have been asked already.")) from error
    record(ConcessionAsked(concession_id=row.id, application_id=application.id), by=by)
    return row


@change("matching.answer_concession", on="concession")
def answer_concession(*, by: Actor, concession: Concession, is_accepted: bool) -> None:
    """Say whether one would accept what was asked; no reason is asked, and one may change one's mind.

    The same answer twice is one. Refused once one is paired, or does not take part any more.
    """
    Concession.objects.select_for_update().get(pk=concession.pk)
    concession.refresh_from_db(fields=["state", "seal"])
    to = State.ACCEPTED if is_accepted else State.DECLINED
    if concession.state == to:
        return
    if concession.application.state != Application.State.APPROVED:
        raise Refused(_("Thank you. This question is settled by now."))
    move(concession, to, CONCESSION)
    concession.answered_at = clock.now()
    sealing.put(concession)
    concession.save(update_fields=["answered_at", "seal"])
    record(_EVENTS[to](concession_id=concession.id), by=by)
