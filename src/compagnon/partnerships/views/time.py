from django.http import HttpResponse
from django.views.decorators.http import require_safe

from compagnon.core.pages import PageRequest, page
from compagnon.partnerships.queries.time import list_time
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("partnerships.view_time", on="scheme")
@require_safe
def time(request: PageRequest, scheme: Scheme) -> HttpResponse:
    """Show what partnerships take in time and money, cycle by cycle, and nobody's own."""
    context = {"scheme": scheme, "rows": list_time(viewer=request.actor, scheme=scheme)}
    return respond(request, "partnerships/time.html", context)
