from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.leaving import leave_for_next
from compagnon.recruitment.models import Application


@page("matching.leave_for_next", on="application")
@require_POST
def leave(request: PageRequest, application: Application) -> HttpResponse:
    """Leave somebody for the next joining point, and show the decision, where it can be undone."""
    point_id = application.joining_point_id
    try:
        later = leave_for_next(by=request.actor, application=application)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _(
            "%(name)s takes part at the next joining point, %(title)s, and comes first there. It stands on their page;"
            " no letter was sent."
        )
        names = {"name": application.person.known_as, "title": later.title}
        messages.success(request, said % names)
    return see_other(path_to("matching:decision_log", joining_point_id=point_id))
