"""Leaving somebody for a later joining point: the application moves there as it is, approved, and comes first."""

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import ApplicationPostponed, ApplicationRecalled
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


@change("recruitment.postpone_application", on="application")
def postpone_application(
    *, by: Actor, application: Application, joining_point: JoiningPoint
) -> Application:
    """Let an approved applicant take part at a later joining point instead, where they come first.

    Refused for whoever is not approved, and for whoever has applied to that joining point already.
    """
    row = _locked(application)
    if row.state != Application.State.APPROVED:
        raise Refused(_("Only somebody who is approved can be left for the next joining point."))
    row.postponed_from_id = row.joining_point_id
    _move(row, joining_point)
    record(
        ApplicationPostponed(application_id=row.id, joining_point_id=joining_point.id),
        by=by,
    )
    return row


@change("recruitment.recall_application", on="application")
def recall_application(*, by: Actor, application: Application) -> Application:
    """Let an applicant who was left for a later joining point take part in the earlier one after all.

    Refused once they take part in the later one, or withdrew.
    """
    row = _locked(application)
    earlier = JoiningPoint.objects.filter(pk=row.postponed_from_id).first()
    if earlier is None or row.state != Application.State.APPROVED:
        raise Refused(_("They cannot be taken back from the next joining point any more."))
    row.postponed_from = None
    _move(row, earlier)
    record(ApplicationRecalled(application_id=row.id, joining_point_id=earlier.id), by=by)
    return row


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=application.pk)


def _move(row: Application, to: JoiningPoint) -> None:
    if Application.objects.filter(joining_point=to, person=row.person_id).exists():
        raise Refused(
            _("%(name)s has applied to that joining point already.") % {"name": row.person.known_as}
        )
    row.joining_point = to
    row.save(update_fields=["joining_point", "postponed_from"])
