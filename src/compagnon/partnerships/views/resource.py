from django.http import HttpResponse

from compagnon.core.pages import PageRequest, page
from compagnon.partnerships.forms.resource import AboutForm
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.queries.resource import get_resources
from compagnon.ui.responses import respond


@page("partnerships.view_partnership", on="partnership")
def resources(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show what the scheme points its people to, narrowed to a focus area if one was chosen."""
    asked = request.GET.get("about", "")
    found = get_resources(viewer=request.actor, partnership=partnership, about=asked)
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "found": found.found,
        "form": AboutForm(areas=found.areas, initial={"about": found.about}),
    }
    return respond(request, "partnerships/resources.html", context)
