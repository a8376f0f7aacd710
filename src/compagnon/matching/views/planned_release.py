from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_id
from compagnon.matching.changes.planned_release import confirm_release, withdraw_release
from compagnon.matching.models import Run
from compagnon.matching.views.release import say_sent


@page("matching.confirm_release", on="run")
@require_POST
def confirm(request: PageRequest, run: Run) -> HttpResponse:
    """Release what another coordinator proposed."""
    try:
        release = confirm_release(
            by=request.actor, run=run, planned_id=typed_id(request.POST.get("planned", ""))
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(path_to("matching:letters", run_id=run.id))
    messages.success(request, say_sent(release.proposals.count()))
    return see_other(path_to("matching:run", run_id=run.id))


@page("matching.withdraw_release", on="run")
@require_POST
def withdraw(request: PageRequest, run: Run) -> HttpResponse:
    """Give up a release that waits for a second person."""
    try:
        withdraw_release(
            by=request.actor, run=run, planned_id=typed_id(request.POST.get("planned", ""))
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn. Nobody was written to."))
    letters = "letters" if run.kind == Run.Kind.PAIRS else "group_letters"
    return see_other(path_to(f"matching:{letters}", run_id=run.id))
