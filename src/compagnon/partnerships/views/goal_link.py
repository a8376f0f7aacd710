from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide, visible_to
from compagnon.partnerships.changes import goal_link as changes
from compagnon.partnerships.forms.goal_link import EventForm, ForGoalForm, SpecialistForm
from compagnon.partnerships.models import Goal, GoalLink, Partnership
from compagnon.partnerships.queries.goal import get_goal, get_plan
from compagnon.partnerships.queries.goal_link import list_linkable
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.views.goal import goal_url
from compagnon.resources.queries import find_resource
from compagnon.ui.responses import respond


@page("partnerships.link_goal", on="goal")
def offer(request: PageRequest, goal: Goal) -> HttpResponse:
    """Offer what may be linked with a goal: what the scheme points to, an event, a specialist's input."""
    return _page(request, goal)


@page("partnerships.link_goal", on="goal")
@require_POST
def resource(request: PageRequest, goal: Goal) -> HttpResponse:
    """Link a goal with something of the scheme's list."""
    try:
        changes.link_resource(by=request.actor, goal=goal, resource_id=_key(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, goal, status=422)
    return _linked(request, goal)


@page("partnerships.link_goal", on="goal")
@require_POST
def event(request: PageRequest, goal: Goal) -> HttpResponse:
    """Link a goal with an event."""
    form = EventForm(request.POST)
    if form.is_valid():
        changes.link_event(by=request.actor, goal=goal, **form.cleaned_data)
        return _linked(request, goal)
    return _page(request, goal, event_form=form, status=422)


@page("partnerships.link_goal", on="goal")
@require_POST
def specialist(request: PageRequest, goal: Goal) -> HttpResponse:
    """Say what input of a specialist is sought for a goal."""
    form = SpecialistForm(request.POST)
    if form.is_valid():
        changes.link_specialist(by=request.actor, goal=goal, **form.cleaned_data)
        return _linked(request, goal)
    return _page(request, goal, specialist_form=form, status=422)


@page("partnerships.unlink_goal", on="goal_link")
@require_POST
def take_off(request: PageRequest, goal_link: GoalLink) -> HttpResponse:
    """Take a link off a goal."""
    goal = goal_link.goal
    changes.unlink_goal(by=request.actor, goal_link=goal_link)
    messages.success(request, _("It is off the goal."))
    return see_other(goal_url(goal))


@page("partnerships.view_partnership", on="partnership")
def choose(request: PageRequest, partnership: Partnership, *, resource_id: UUID) -> HttpResponse:
    """Ask for which goal somebody uses a resource, and link the two."""
    shown = find_resource(scheme=partnership.joining_point.cycle.scheme, resource_id=resource_id)
    if shown is None:
        raise Http404
    plan = get_plan(viewer=request.actor, partnership=partnership)
    form = ForGoalForm(request.POST or None, goals=[*plan.active, *plan.paused])
    if form.is_valid():
        goal = visible_to(request.actor, "goal").get(pk=UUID(form.cleaned_data["goal"]))
        changes.link_resource(by=request.actor, goal=goal, resource_id=resource_id)
        return _linked(request, goal)
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "resource": shown,
        "form": form,
        "may_set": decide(request.actor, "partnerships.set_goal", partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/resource_goal.html", context, status=status)


def _key(request: PageRequest) -> UUID:
    try:
        return UUID(hex=request.POST.get("resource", ""))
    except ValueError:
        return UUID(int=0)


def _linked(request: PageRequest, goal: Goal) -> HttpResponse:
    messages.success(request, _("Linked with the goal."))
    return see_other(f"{goal_url(goal)}#links")


def _page(
    request: PageRequest,
    goal: Goal,
    *,
    event_form: forms.Form | None = None,
    specialist_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = get_goal(viewer=request.actor, goal=goal)
    context = {
        "goal": shown,
        "partnership": get_partnership(viewer=request.actor, partnership=goal.partnership),
        "resources": list_linkable(viewer=request.actor, goal=goal, linked=shown.links),
        "event_form": event_form or EventForm(),
        "specialist_form": specialist_form or SpecialistForm(),
    }
    return respond(request, "partnerships/goal_links.html", context, status=status)
