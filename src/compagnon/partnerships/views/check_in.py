"""Whether it works: one question to each member alone, and the way to somebody else."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import check_in as changes
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.views.partnership import home_url, left
from compagnon.ui.responses import respond


@page("partnerships.answer_check_in", on="partnership")
@require_POST
def works(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Say that it works."""
    changes.answer_check_in(by=request.actor, partnership=partnership, works=True)
    messages.success(request, _("Good to hear. You are not asked again."))
    return see_other(home_url(partnership))


@page("partnerships.answer_check_in", on="partnership")
@require_POST
def later(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Say that one is not sure yet."""
    changes.answer_check_in(by=request.actor, partnership=partnership, works=False)
    messages.success(
        request, _("That is all right. Nobody hears of it; we ask again in some weeks.")
    )
    return see_other(home_url(partnership))


@page("partnerships.ask_rematch", on="partnership")
def rematch(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Say what being matched anew means, and do it."""
    if request.method == "POST":
        said = _(
            "Your partnership has ended. The Coordination Group knows that somebody is looked for."
        )
        return left(request, partnership, changes.ask_rematch, said)
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "may_rematch": decide(request.actor, "partnerships.ask_rematch", partnership),
    }
    return respond(request, "partnerships/rematch.html", context)
