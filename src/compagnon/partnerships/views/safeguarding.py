from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import safeguarding as changes
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.safeguarding import ROUTES
from compagnon.ui.responses import respond


@page("partnerships.view_partnership", on="partnership")
def at_risk(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Say what to do when someone may be at risk, and where to turn; there is nothing to fill in."""
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "routes": ROUTES,
        "may_alert": decide(request.actor, "partnerships.alert_coordinators", partnership),
    }
    return respond(request, "partnerships/at_risk.html", context)


@page("partnerships.alert_coordinators", on="partnership")
@require_POST
def alert(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Ask the Coordination Group to get in touch."""
    try:
        changes.alert_coordinators(by=request.actor, partnership=partnership)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("The Coordination Group is asked to get in touch with you. Do not wait for them."),
        )
    return see_other(request.path.removesuffix("alert/"))
