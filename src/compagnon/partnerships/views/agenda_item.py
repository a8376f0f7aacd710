from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.partnerships.changes import agenda_item as changes
from compagnon.partnerships.forms.agenda_item import AgendaItemForm
from compagnon.partnerships.models import AgendaItem, Partnership
from compagnon.partnerships.queries.workspace import get_next_meeting
from compagnon.ui.responses import respond


def agenda_url(partnership: Partnership) -> str:
    """Return the address of a partnership's agenda."""
    return reverse("partnerships:agenda", kwargs={"partnership_id": partnership.id})


@page("partnerships.add_agenda_item", on="partnership")
def agenda(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show the next agenda, and take something to put on it."""
    form = AgendaItemForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        changes.add_agenda_item(by=request.actor, partnership=partnership, text=text)
        messages.success(request, _("It is on the agenda."))
        return see_other(agenda_url(partnership))
    found = get_next_meeting(viewer=request.actor, partnership=partnership)
    context = {"form": form, "partnership": found.partnership, "agenda": found.agenda}
    status = 422 if form.errors else 200
    return respond(request, "partnerships/agenda.html", context, status=status)


@page("partnerships.withdraw_agenda_item", on="agenda_item")
@require_POST
def withdraw(request: PageRequest, agenda_item: AgendaItem) -> HttpResponse:
    """Take one's own item off the agenda."""
    try:
        changes.withdraw_agenda_item(by=request.actor, agenda_item=agenda_item)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken off the agenda."))
    return see_other(agenda_url(agenda_item.partnership))
