from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import message as changes
from compagnon.partnerships.forms.message import MessageForm
from compagnon.partnerships.models import PartnerMessage, Partnership
from compagnon.partnerships.queries.message import list_messages
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.views.partnership import parse_after
from compagnon.ui.responses import respond


def messages_url(partnership: Partnership) -> str:
    """Return the address of a partnership's messages."""
    return reverse("partnerships:messages", kwargs={"partnership_id": partnership.id})


@page("partnerships.view_partnership", on="partnership")
def listed(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show the messages of a partnership, the latest first."""
    return _messages_page(request, partnership, MessageForm())


@page("partnerships.write_message", on="partnership")
def write(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Write to the others."""
    form = MessageForm(request.POST or None)
    if form.is_valid():
        changes.write_message(by=request.actor, partnership=partnership, **form.cleaned_data)
        messages.success(request, _("Sent. The others are told that there is a message."))
        return see_other(messages_url(partnership))
    return _messages_page(request, partnership, form)


@page("partnerships.read_messages", on="partnership")
@require_POST
def read(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Note that the reader has read them all, and show them."""
    changes.read_messages(by=request.actor, partnership=partnership)
    return see_other(messages_url(partnership))


@page("partnerships.delete_message", on="partner_message")
@require_POST
def delete(request: PageRequest, partner_message: PartnerMessage) -> HttpResponse:
    """Delete a message of one's own."""
    changes.delete_message(by=request.actor, message=partner_message)
    messages.success(request, _("Your message is deleted for everybody."))
    return see_other(messages_url(partner_message.partnership))


def _messages_page(
    request: PageRequest, partnership: Partnership, form: MessageForm
) -> HttpResponse:
    after = parse_after(request)
    found = list_messages(viewer=request.actor, partnership=partnership, after=after)
    context = {
        "form": form,
        "found": found,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "next_url": f"?after={found.more_after.hex}" if found.more_after else "",
        "first_url": request.path if after else "",
        "may_write": decide(request.actor, "partnerships.write_message", partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/messages.html", context, status=status)
