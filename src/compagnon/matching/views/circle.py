"""The matching room's pages about peers of one pool and circles: who is left out, words on a group, letters, answers."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import clock
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_id
from compagnon.core.policy import Decision, decide
from compagnon.matching.changes.circle import open_circle, take_back_circle
from compagnon.matching.changes.circle_release import (
    confirm_circles,
    propose_circles,
    release_circles,
)
from compagnon.matching.changes.circle_word import forbid_together, hold_group
from compagnon.matching.forms.circle import ApartForm, release_form
from compagnon.matching.forms.release import USUAL_TIME_TO_ANSWER, ReleaseForm
from compagnon.matching.models import Circle, Run
from compagnon.matching.policy import needs_second_person
from compagnon.matching.queries.circle import get_group
from compagnon.matching.queries.circle_answers import list_circle_answers
from compagnon.matching.queries.circle_letters import get_group_letters
from compagnon.matching.views.release import position_in
from compagnon.matching.views.room import parse_after
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.ui.responses import respond


@page("matching.hold_group", on="run")
@require_POST
def hold(request: PageRequest, run: Run, application_id: UUID) -> HttpResponse:
    """Decide that a group gets no letters yet."""
    try:
        hold_group(by=request.actor, run=run, application_id=application_id)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(_back(request, run, application_id))


@page("matching.forbid_together", on="run")
def forbid(request: PageRequest, run: Run, application_id: UUID) -> HttpResponse:
    """Ask which two of a group are not to be together, and decide it."""
    row = get_group(viewer=request.actor, run=run, application_id=application_id)
    if row is None:
        raise Http404
    form = ApartForm(request.POST or None, people=row.applicants)
    if form.is_valid():
        two = form.cleaned_data["who"]
        forbid_together(by=request.actor, run=run, application_id=application_id, two=two)
        messages.success(request, _("The next match does not put these two together."))
        return see_other(_back(request, run, application_id))
    context = {"run": run, "row": row, "form": form}
    status = 422 if form.errors else 200
    return respond(request, "matching/apart.html", context, status=status)


@page("matching.preview_groups", on="run")
def letters(request: PageRequest, run: Run) -> HttpResponse:
    """Show the letters of each group before anything is sent, and release all that are ready, or one."""
    form = release_form(request.POST or None)
    if form.is_valid() and _released(request, run, form):
        return see_other(path_to("matching:run", run_id=run.id))
    shown = get_group_letters(
        viewer=request.actor,
        run=run,
        position=position_in(request.GET.get("group")),
        answer_by=clock.today() + USUAL_TIME_TO_ANSWER,
        to=position_in(request.GET.get("to")) or 1,
    )
    if shown is None:
        raise Http404
    context = {
        "run": run,
        "shown": shown,
        "form": form,
        "by_two": needs_second_person(run),
        "may_release": _may_release(request, run),
        **shown.neighbours,
    }
    status = 422 if form.errors else 200
    return respond(request, "matching/group_letters.html", context, status=status)


def _may_release(request: PageRequest, run: Run) -> Decision:
    by_two = needs_second_person(run)
    permission = "matching.propose_circles" if by_two else "matching.release_circles"
    return decide(request.actor, permission, run)


def _released(request: PageRequest, run: Run, form: ReleaseForm) -> bool:
    """Release or propose what was asked for; False with the reason in the form where that is refused."""
    only = request.POST.get("only")
    asked = {
        "by": request.actor,
        "run": run,
        "answer_by": form.cleaned_data["answer_by"],
        "on_silence": form.cleaned_data["on_silence"],
        "only": typed_id(only) if only is not None else None,
        "seen": request.POST.get("seen", "") if only is None else None,
    }
    try:
        if needs_second_person(run):
            propose_circles(**asked)
            messages.success(request, _("Proposed. Another member of the group confirms it."))
            return True
        release = release_circles(**asked)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    messages.success(request, say_sent(release.circles.count()))
    return True


@page("matching.confirm_circles", on="run")
@require_POST
def confirm(request: PageRequest, run: Run) -> HttpResponse:
    """Release what another coordinator proposed."""
    planned_id = typed_id(request.POST.get("planned", ""))
    try:
        release = confirm_circles(by=request.actor, run=run, planned_id=planned_id)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(path_to("matching:group_letters", run_id=run.id))
    messages.success(request, say_sent(release.circles.count()))
    return see_other(path_to("matching:run", run_id=run.id))


@page("matching.view_answers", on="joining_point")
def answers(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show who of those put together has answered, and who has not."""
    state, after = request.GET.get("state", ""), parse_after(request)
    found = list_circle_answers(
        viewer=request.actor, joining_point=joining_point, state=state, after=after
    )
    context = {
        "joining_point": joining_point,
        "places": places_of(request.actor, joining_point, current="matching:answer_list"),
        "found": found,
        "first_url": f"?{urlencode({'state': state})}" if after else "",
        "further_url": f"?{urlencode({'state': state, 'after': found.further.hex})}"
        if found.further
        else "",
    }
    return respond(request, "matching/circle_list.html", context)


@page("matching.open_circle", on="circle")
@require_POST
def open_now(request: PageRequest, circle: Circle) -> HttpResponse:
    """Open it with those who said yes, now that its day is over."""
    try:
        open_circle(by=request.actor, circle=circle)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Open. Those who said yes are being told."))
    return see_other(_answers_url(circle))


@page("matching.take_back_circle", on="circle")
def take_back(request: PageRequest, circle: Circle) -> HttpResponse:
    """Ask once more, then take a proposal to several back that waits for answers."""
    if request.method != "POST":
        return respond(request, "matching/circle_take_back.html", {"circle": circle})
    try:
        take_back_circle(by=request.actor, circle=circle)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Taken back. All are being told."))
    return see_other(_answers_url(circle))


def say_sent(count: int) -> str:
    """Say that the letters of so many groups are on their way."""
    return ngettext(
        "Released. The letters of %(count)d group are on their way.",
        "Released. The letters of %(count)d groups are on their way.",
        count,
    ) % {"count": count}


def _answers_url(circle: Circle) -> str:
    return path_to("matching:circle_list", joining_point_id=circle.joining_point_id)


def _back(request: PageRequest, run: Run, application_id: UUID) -> str:
    """Return to the letters, or to the group in the list."""
    number = request.POST.get("back", "")
    if number.isdecimal():
        return f"{path_to('matching:group_letters', run_id=run.id)}?group={position_in(number)}"
    return f"{path_to('matching:run', run_id=run.id)}#group-{application_id.hex}"
