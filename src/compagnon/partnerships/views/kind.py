"""What kind of work it is: mentoring or coaching, and the change from one to the other."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import kind as changes
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.kind import get_kind
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.ui.responses import respond


@page("partnerships.view_partnership", on="partnership")
def show(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show what kind of work it is and was, and what is proposed."""
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "kind": get_kind(viewer=request.actor, partnership=partnership),
        "may_propose": decide(request.actor, "partnerships.propose_kind", partnership),
    }
    return respond(request, "partnerships/kind.html", context)


@page("partnerships.propose_kind", on="partnership")
@require_POST
def propose(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Propose the other kind."""
    said = _("Proposed. It changes once the other one agrees.")
    return _done(request, partnership, changes.propose_kind, said)


@page("partnerships.agree_kind", on="partnership")
@require_POST
def agree(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Agree to what the other proposed."""
    return _done(request, partnership, changes.agree_kind, _("Agreed. The day is kept."))


@page("partnerships.withdraw_kind", on="partnership")
@require_POST
def withdraw(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Take the proposal off the table."""
    return _done(request, partnership, changes.withdraw_kind, _("It stays as it is."))


def _done(
    request: PageRequest, partnership: Partnership, change: Callable[..., Any], said: str
) -> HttpResponse:
    try:
        change(by=request.actor, partnership=partnership)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(reverse("partnerships:kind", kwargs={"partnership_id": partnership.id}))
