from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import clock
from compagnon.core.pages import PageRequest, page
from compagnon.partnerships.changes.copy import export_copy
from compagnon.partnerships.models import Partnership


@page("partnerships.export_copy", on="partnership", once=False)
@require_POST
def export(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Give a member a copy of all that they may read, as one page that needs nothing else."""
    return copy_of(request, partnership)


def copy_of(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Return the copy as a file."""
    copy = export_copy(by=request.actor, partnership=partnership)
    context = {"copy": copy, "partnership": copy.partnership, "today": clock.today()}
    name = slugify(f"{_('My copy')} {copy.partnership.partner.name} {clock.today()}")
    return HttpResponse(
        render_to_string("partnerships/copy.html", context, request),
        headers={"Content-Disposition": f'attachment; filename="{name}.html"'},
    )
