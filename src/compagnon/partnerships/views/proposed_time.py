from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import proposed_time as changes
from compagnon.partnerships.forms.proposed_time import TimesForm
from compagnon.partnerships.models import Partnership, ProposedTime
from compagnon.partnerships.queries.proposed_time import get_times
from compagnon.partnerships.views.partnership import home_url
from compagnon.ui.responses import respond


def times_url(partnership: Partnership) -> str:
    """Return the address of the times proposed in a partnership."""
    return reverse("partnerships:times", kwargs={"partnership_id": partnership.id})


@page("partnerships.propose_times", on="partnership")
def times(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show what is proposed for the next meeting, and take other times; the button of the rows only looks at them."""
    form = TimesForm(request.POST or None)
    looked_at = form.looked_at()
    if form.asks_for_more():
        form = form.as_typed()
    elif form.is_valid() and _proposed(request, partnership, form):
        messages.success(request, _("Proposed. Whoever is asked gets a letter."))
        return see_other(times_url(partnership))
    found = get_times(viewer=request.actor, partnership=partnership, looked_at=looked_at)
    form.initial.setdefault("length_minutes", found.partnership.usual_minutes)
    context = {
        "form": form,
        "partnership": found.partnership,
        "proposal": found.proposal,
        "looked_at": found.looked_at,
        "free_times": found.free_times,
        "may_accept": decide(request.actor, "partnerships.propose_times", partnership),
    }
    return respond(request, "partnerships/times.html", context, status=422 if form.errors else 200)


@page("partnerships.accept_time", on="proposed_time")
@require_POST
def accept(request: PageRequest, proposed_time: ProposedTime) -> HttpResponse:
    """Say that a time suits; the meeting is arranged once it suits everybody."""
    partnership = proposed_time.proposal.partnership
    try:
        meeting = changes.accept_time(by=request.actor, proposed_time=proposed_time)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other(times_url(partnership))
    if meeting is None:
        messages.success(request, _("Noted. Once a time suits everybody, the meeting is arranged."))
        return see_other(times_url(partnership))
    messages.success(
        request, _("Arranged. An invitation for the calendar is on its way to each of you.")
    )
    return see_other(home_url(partnership))


def _proposed(request: PageRequest, partnership: Partnership, form: TimesForm) -> bool:
    """Propose what was typed; False with the reason in the form where that is refused."""
    try:
        changes.propose_times(
            by=request.actor,
            partnership=partnership,
            times=form.cleaned_data["times"],
            length_minutes=form.cleaned_data["length_minutes"],
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True
