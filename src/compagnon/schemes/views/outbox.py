"""The outbox of a scheme: looked into, opened letter by letter, released."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.notifications.models import Message
from compagnon.schemes.changes import outbox as changes
from compagnon.schemes.forms.outbox import OutboxForm, ticked
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.held import count_held
from compagnon.schemes.queries.outbox import LABELS, LetterState, list_outbox, open_letter
from compagnon.ui.responses import respond


@page("schemes.view_outbox", on="scheme")
@require_safe
def listing(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """List the scheme's letters by state, newest first."""
    form = OutboxForm(request.GET)
    found = list_outbox(viewer=request.actor, scheme=scheme, **form.asked())
    tabs = [
        (LABELS[one], form.address(state=one, after=""), found.counts[one], one == form.state_asked)
        for one in LetterState
    ]
    context = {
        "scheme": scheme,
        "found": found,
        "form": form,
        "tabs": tabs,
        "everything": form.address(state="", after=""),
        "is_held": form.state_asked == LetterState.HELD,
        "next": form.address(after=found.after) if found.after else "",
        "first": form.address(after="") if form.asked()["after"] else "",
    }
    return respond(request, "schemes/outbox.html", context)


@page("schemes.view_letter", on="message")
@require_safe
def show(request: PageRequest, *, message: Message) -> HttpResponse:
    """Open one letter as it would be written now, or say why it is hidden."""
    opened = open_letter(viewer=request.actor, message=message)
    context = {"opened": opened, "scheme": opened.scheme}
    return respond(request, "schemes/outbox_letter.html", context)


@page("schemes.hold_letters", on="scheme")
@require_POST
def hold(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Choose whether letters about decisions wait."""
    holds = request.POST.get("holds") == "yes"
    try:
        changes.hold_letters(by=request.actor, scheme=scheme, holds_letters=holds)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        held = _("From now on, letters about decisions wait here until you release them.")
        messages.success(request, held if holds else _("Letters about decisions go out at once."))
    return _back(scheme)


@page("schemes.release_letters", on="scheme")
@require_POST
def release(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Release the letters that are ticked, or all."""
    ids = None if request.POST.get("everything") == "yes" else ticked(request.POST)
    count = changes.release_letters(by=request.actor, scheme=scheme, message_ids=ids)
    said = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count)
    if count:
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("No letter was released: tick those that may leave."))
    if left := count_held(request.actor, scheme).left_words:
        messages.info(request, left)
    return _back(scheme)


@page("schemes.withdraw_letter", on="message")
@require_POST
def withdraw(request: PageRequest, *, message: Message) -> HttpResponse:
    """End a letter that waits, without sending it."""
    try:
        changes.withdraw_letter(by=request.actor, message=message)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn. The letter is not sent; what was decided stands."))
    return see_other(path_to("schemes:outbox_letter", message_id=message.id))


def _back(scheme: Scheme) -> HttpResponse:
    return see_other(path_to("schemes:outbox", scheme_id=scheme.id))
