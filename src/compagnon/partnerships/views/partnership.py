from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import activity as exporting
from compagnon.partnerships.changes import partnership as changes
from compagnon.partnerships.forms.progress import PauseForm
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.activity import PAGE_SIZE, list_activity
from compagnon.partnerships.queries.closing import get_closing
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.partnerships.queries.workspace import get_workspace
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.ui.downloads import take_away
from compagnon.ui.responses import respond


def home_url(partnership: Partnership) -> str:
    """Return the address of a partnership's first page."""
    return reverse("partnerships:home", kwargs={"partnership_id": partnership.id})


@page("partnerships.view_partnership", on="partnership")
def home(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show what happens next, the agenda, the contract and the meetings so far."""
    found = get_workspace(viewer=request.actor, partnership=partnership)
    context = {
        "partnership": found.partnership,
        "agreement": found.agreement,
        "agenda": found.agenda,
        "meetings": found.meetings,
        "together": found.together,
        "half_term": found.half_term,
        "may_choose_terms": decide(request.actor, "partnerships.choose_terms", partnership),
        "plan": found.plan,
        "times_from": found.times_from,
        "are_times_own": found.are_times_own,
        "review": found.review,
        "report": found.report,
        "unread_count": found.unread_count,
        "is_asked": found.is_asked,
        "is_silent": found.is_silent,
        "proposed_kind": found.proposed_kind,
        "may_propose_kind": decide(request.actor, "partnerships.propose_kind", partnership),
        "may_arrange": decide(request.actor, "partnerships.arrange_meeting", partnership),
        "may_record": decide(request.actor, "partnerships.record_meeting", partnership),
    }
    return respond(request, "partnerships/home.html", context)


@page("partnerships.view_partnership", on="partnership")
def timeline(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show what happened since the beginning."""
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "timeline": get_timeline(viewer=request.actor, partnership=partnership),
    }
    return respond(request, "partnerships/timeline.html", context)


@page("partnerships.view_partnership", on="partnership")
def leave(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Offer to pause, to come to an end together, or to leave without a reason; say how long words are kept."""
    context = {
        "closing": get_closing(viewer=request.actor, partnership=partnership),
        "may_look_back": decide(request.actor, "partnerships.open_review", partnership),
        "may_close": decide(request.actor, "partnerships.close_partnership", partnership),
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "may_pause": decide(request.actor, "partnerships.pause_partnership", partnership),
        "may_leave": decide(request.actor, "partnerships.leave_partnership", partnership),
        "may_rematch": decide(request.actor, "partnerships.ask_rematch", partnership),
    }
    return respond(request, "partnerships/leave.html", context)


@page("partnerships.continue_partnership", on="partnership")
@require_POST
def go_on(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Say that it goes on."""
    said = _("Good to hear. Arrange your next meeting when it suits you.")
    return moved(request, partnership, changes.continue_partnership, said)


@page("partnerships.pause_partnership", on="partnership")
def pause(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Let the partnership rest, until a day or until somebody takes it up again."""
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            changes.pause_partnership(
                by=request.actor, partnership=partnership, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            said = _("Your partnership rests. Take it up again whenever you like.")
            messages.success(request, said)
            return see_other(home_url(partnership))
    context = {
        "form": form,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/pause.html", context, status=status)


@page("partnerships.resume_partnership", on="partnership")
@require_POST
def resume(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Take a resting partnership up again."""
    return moved(request, partnership, changes.resume_partnership, _("Welcome back."))


@page("partnerships.leave_partnership", on="partnership")
@require_POST
def leave_now(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Leave the partnership, without a reason; for two it ends with that."""
    said = _("Your partnership has ended. Thank you for the time you gave each other.")
    return left(request, partnership, changes.leave_partnership, said)


@page("partnerships.close_partnership", on="partnership")
@require_POST
def close(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Bring the partnership to its end, together."""
    said = _("Your partnership has come to its end. Thank you for the time you gave each other.")
    return moved(request, partnership, changes.close_partnership, said)


def moved(
    request: PageRequest, partnership: Partnership, move: Callable[..., Partnership], said: str
) -> HttpResponse:
    """Take a step and say so; one that the partner has overtaken says how things stand."""
    try:
        move(by=request.actor, partnership=partnership)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(home_url(partnership))


def left(
    request: PageRequest, partnership: Partnership, leave: Callable[..., Partnership], said: str
) -> HttpResponse:
    """Leave, and say so (`said`: where it ended for all); whoever the others do without comes to where their copy is."""
    goes_on = not get_partnership(viewer=request.actor, partnership=partnership).ends_for_all
    if goes_on:
        said = _("You have left. Thank you for the time you gave each other.")
    answer = moved(request, partnership, leave, said)
    copy_url = reverse("partnerships:left", kwargs={"left_partnership_id": partnership.id})
    return see_other(copy_url) if goes_on else answer


@page("partnerships.view_activity", on="joining_point")
def activity(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show a coordinator that pairs meet, when and how long, and no more."""
    after = parse_after(request)
    rows = list_activity(viewer=request.actor, joining_point=joining_point, after=after)
    context = {
        "joining_point": joining_point,
        "places": places_of(request.actor, joining_point, current="partnerships:activity"),
        "rows": rows,
        "next_url": f"?after={rows[-1].id.hex}" if len(rows) == PAGE_SIZE else "",
        "first_url": request.path if after else "",
    }
    return respond(request, "partnerships/activity.html", context)


@page("partnerships.export_activity", on="joining_point", once=False)
@require_POST
def export_activity(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Give the list of partnerships as a file; it is noted who took it away."""
    rows = exporting.export_activity(by=request.actor, joining_point=joining_point)
    scheme = joining_point.cycle.scheme.name
    return take_away(request, rows, names=(scheme, joining_point.title, _("Partnerships")))


def parse_after(request: PageRequest) -> UUID | None:
    """Return the key a list goes on from; what is no key starts the list again."""
    try:
        return UUID(hex=request.GET.get("after", ""))
    except ValueError:
        return None
