from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import action_item as changes
from compagnon.partnerships.forms.action_item import CarryForm
from compagnon.partnerships.models import ActionItem
from compagnon.partnerships.queries.action_item import get_action_item, list_own_action_items
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.views.partnership import home_url
from compagnon.ui.responses import respond

FROM_LIST = "list"


@page("partnerships.view_own_action_items")
def own(request: PageRequest) -> HttpResponse:
    """Show what the reader has still to do, in all partnerships."""
    context = {"partnerships": list_own_action_items(viewer=request.actor)}
    return respond(request, "partnerships/action_items.html", context)


@page("partnerships.view_partnership", on="action_item")
def read(request: PageRequest, action_item: ActionItem) -> HttpResponse:
    """Show one action item, and what can become of it."""
    return _item_page(request, action_item, CarryForm(initial={"due_on": action_item.due_on}))


@page("partnerships.finish_action_item", on="action_item")
@require_POST
def finish(request: PageRequest, action_item: ActionItem) -> HttpResponse:
    """Mark an action item as done."""
    return _closed(request, action_item, changes.finish_action_item, _("Done. Well done."))


@page("partnerships.drop_action_item", on="action_item")
@require_POST
def drop(request: PageRequest, action_item: ActionItem) -> HttpResponse:
    """Let an action item go."""
    said = _("Dropped. Not everything has to be done.")
    return _closed(request, action_item, changes.drop_action_item, said)


@page("partnerships.carry_action_item", on="action_item")
def carry(request: PageRequest, action_item: ActionItem) -> HttpResponse:
    """Carry an action item over to a later day, or to the next meeting."""
    form = CarryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            changes.carry_action_item(
                by=request.actor, action_item=action_item, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Carried over."))
            return see_other(reverse("partnerships:action_items"))
    return _item_page(request, action_item, form)


def _closed(
    request: PageRequest,
    action_item: ActionItem,
    change: Callable[..., ActionItem],
    said: str,
) -> HttpResponse:
    """Close an item and go back to where the button stood; one that was closed otherwise says how it stands."""
    try:
        change(by=request.actor, action_item=action_item)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    if request.POST.get("from") == FROM_LIST:
        return see_other(reverse("partnerships:action_items"))
    return see_other(home_url(action_item.meeting.partnership))


def _item_page(request: PageRequest, action_item: ActionItem, form: CarryForm) -> HttpResponse:
    partnership = action_item.meeting.partnership
    context = {
        "form": form,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "meeting": action_item.meeting,
        "item": get_action_item(viewer=request.actor, action_item=action_item),
        "may_finish": decide(request.actor, "partnerships.finish_action_item", action_item),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/action_item.html", context, status=status)
