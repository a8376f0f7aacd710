"""The log of decisions: written in the transaction of each decision, and never changed."""

from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import DecisionLogged
from compagnon.recruitment.models import Application, Decision
from compagnon.recruitment.rules.ruling import Ruling, criteria_of
from compagnon.schemes.template import settings_of


def log_decision(*, by: Actor, application: Application, ruling: Ruling) -> Decision:
    """Write down the decision that an application now stands by: who, when, why, and which criteria are met.

    Refused for a criterion that is not on the list. Part of the change that decides.
    """
    known = criteria_of(settings_of(application.joining_point.cycle.scheme).mentor_criteria)
    if unknown := set(ruling.criteria) - known.keys():
        raise Refused(
            _("This is not one of the criteria: %(names)s") % {"names": ", ".join(sorted(unknown))},
            field="criteria",
        )
    row = Decision(
        application=application,
        number=1 + Decision.objects.filter(application=application).count(),
        outcome=application.state,
        decided_by_id=by.person_id,
        author_id=by.person_id or UUID(str(application.person_id)),
        decided_at=clock.now(),
        as_mentor=application.is_mentor,
        as_mentee=application.is_mentee,
        criteria=[key for key in known if key in ruling.criteria],
        is_told=ruling.is_told,
    )
    if ruling.reason:
        write_text(row, author_id=row.author_id, texts={"reason": ruling.reason})
    row.save(force_insert=True)
    record(
        DecisionLogged(decision_id=row.id, application_id=application.id, is_told=ruling.is_told),
        by=by,
    )
    return row
