"""The numbers of a scheme as files."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.pages import PageRequest, page
from compagnon.schemes.changes import export as changes
from compagnon.schemes.models import Scheme
from compagnon.ui.downloads import take_away


@page("schemes.export_numbers", on="scheme", once=False)
@require_POST
def numbers(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Give the numbers of the joining points as a file; it is noted who took it away."""
    rows = changes.export_numbers(by=request.actor, scheme=scheme)
    return take_away(request, rows, names=(scheme.name, _("Joining points")))


@page("schemes.export_sharing", on="scheme", once=False)
@require_POST
def sharing(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Give how many came by which link as a file; it is noted who took it away."""
    rows = changes.export_sharing(by=request.actor, scheme=scheme)
    return take_away(request, rows, names=(scheme.name, _("Channels")))
