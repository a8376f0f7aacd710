from django.db.models import Q
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.checking import lock_point
from compagnon.matching.changes.decision_log import lift_word, log_decision
from compagnon.matching.events import ApplicantLeftOver
from compagnon.matching.models import LoggedDecision, PairRule, Proposal, Seat
from compagnon.matching.queries.facts import ACTIVE
from compagnon.recruitment.changes import postpone_application
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


@change("matching.leave_for_next", on="application")
def leave_for_next(*, by: Actor, application: Application) -> JoiningPoint:
    """Leave somebody for the next joining point of the scheme, where they come first; return which it is.

    They are in no match of this one any more. Pins and holds on them are taken back; whoever was never to be their
    partner stays so. Refused where there is no later joining point, for whoever is proposed to somebody, is not
    approved, or has applied there already. Nobody is written to: it stands on their own page.
    """
    point = application.joining_point
    lock_point(point.id)
    later = _next(point)
    about = Q(mentor=application) | Q(mentee=application)
    sits = Seat.objects.filter(application=application, is_taken=True)
    if Proposal.objects.filter(about, state__in=ACTIVE).exists() or sits.exists():
        raise Refused(
            _("%(name)s has been proposed to somebody.") % {"name": application.person.name}
        )
    decision = log_decision(by, point, LoggedDecision.Kind.LEAVE, application)
    for rule in PairRule.objects.filter(about).exclude(kind=PairRule.Kind.FORBID):
        lift_word(by, decision, rule)
    PairRule.objects.filter(about).update(joining_point=later)
    postpone_application(by=by, application=application, joining_point=later)
    record(
        ApplicantLeftOver(
            logged_decision_id=decision.id,
            application_id=application.id,
            joining_point_id=later.id,
        ),
        by=by,
    )
    return later


def _next(point: JoiningPoint) -> JoiningPoint:
    rows = JoiningPoint.objects.filter(
        cycle__scheme=point.cycle.scheme_id, starts_on__gt=max(point.starts_on, clock.today())
    )
    later = rows.select_related("cycle").order_by("starts_on").first()
    if later is None:
        raise Refused(_("There is no later joining point yet. Add one to the scheme first."))
    return later
