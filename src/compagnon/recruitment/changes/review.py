"""How the Coordination Group shares the work on applications."""

from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import ApplicationAssigned
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.colleagues import list_colleagues


@change("recruitment.assign_application", on="application")
def assign_application(
    *, by: Actor, application: Application, person_id: UUID | None
) -> Application:
    """Say who of the Coordination Group looks at an application; nobody, where no person is named.

    Refused for somebody who is not of the group, and for the applicant. The same again changes nothing.
    """
    if person_id is not None:
        group = list_colleagues(viewer=by, joining_point=application.joining_point)
        if person_id not in {one.id for one in group} - {application.person_id}:
            raise Refused(
                _("Choose somebody of the Coordination Group who has not applied here themself."),
                field="assigned_to",
            )
    changed = (
        Application.objects.filter(pk=application.pk)
        .exclude(assigned_to=person_id)
        .update(assigned_to=person_id)
    )
    application.refresh_from_db(fields=["assigned_to"])
    if changed:
        record(ApplicationAssigned(application_id=application.id, person_id=person_id), by=by)
    return application
