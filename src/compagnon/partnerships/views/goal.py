from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import Decision, decide
from compagnon.partnerships.changes import goal as changes
from compagnon.partnerships.changes.goal import GoalOvertaken
from compagnon.partnerships.forms.goal import GoalForm, GoalNoteForm, ReachedForm
from compagnon.partnerships.models import Goal, Partnership
from compagnon.partnerships.queries.goal import GoalView, Plan, get_goal, get_plan
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.ui.responses import respond


def goal_url(goal: Goal) -> str:
    """Return the address of a goal."""
    return reverse("partnerships:goal", kwargs={"goal_id": goal.id})


@page("partnerships.view_partnership", on="partnership")
def plan(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show the development plan: every member's goals."""
    found = get_plan(viewer=request.actor, partnership=partnership)
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "plan": found,
        "may_set": may_set(request, partnership, found),
    }
    return respond(request, "partnerships/plan.html", context)


@page("partnerships.set_goal", on="partnership")
def set_one(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Set a goal of one's own."""
    form = GoalForm(request.POST or None, initial={"based_on": 0})
    if form.is_valid():
        try:
            goal = changes.set_goal(
                by=request.actor,
                partnership=partnership,
                words=form.words(),
                target_on=form.cleaned_data["target_on"],
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Your goal stands in the plan."))
            return see_other(goal_url(goal))
    return _form_page(request, partnership, form)


@page("partnerships.view_partnership", on="goal")
def read(request: PageRequest, goal: Goal) -> HttpResponse:
    """Show a goal and how it went so far."""
    return _goal_page(request, goal, get_goal(viewer=request.actor, goal=goal))


@page("partnerships.write_goal_note", on="goal")
def note(request: PageRequest, goal: Goal) -> HttpResponse:
    """Write a note on a goal."""
    shown = get_goal(viewer=request.actor, goal=goal)
    form = GoalNoteForm(request.POST or None, goal=shown)
    if form.is_valid():
        changes.write_goal_note(by=request.actor, goal=goal, text=form.cleaned_data["text"])
        messages.success(request, _("Noted."))
        return see_other(goal_url(goal))
    return _goal_page(request, goal, shown, form)


@page("partnerships.revise_goal", on="goal")
def revise(request: PageRequest, goal: Goal) -> HttpResponse:
    """Word a goal anew; what was written in another window meanwhile stands beside it."""
    shown, newer = get_goal(viewer=request.actor, goal=goal), None
    form = GoalForm(request.POST or None, initial=_initial(shown))
    if form.is_valid():
        try:
            _revise(request, goal, form)
        except GoalOvertaken as refusal:
            newer = shown
            form = GoalForm({**request.POST.dict(), "based_on": str(newer.version)})
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return see_other(goal_url(goal))
    return _form_page(request, goal.partnership, form, goal=shown, newer=newer)


@page("partnerships.reach_goal", on="goal")
def reach(request: PageRequest, goal: Goal) -> HttpResponse:
    """Say that a goal is reached, and what changed in practice."""
    form = ReachedForm(request.POST) if request.method == "POST" else ReachedForm()
    if form.is_valid():
        said = _("Reached. Well done.")
        return _moved(
            request,
            goal,
            lambda: changes.reach_goal(by=request.actor, goal=goal, **form.cleaned_data),
            said,
        )
    context = {
        "form": form,
        "goal": get_goal(viewer=request.actor, goal=goal),
        "partnership": get_partnership(viewer=request.actor, partnership=goal.partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/goal_reach.html", context, status=status)


@page("partnerships.pause_goal", on="goal")
@require_POST
def pause(request: PageRequest, goal: Goal) -> HttpResponse:
    """Let a goal rest."""
    said = _("This goal rests. Take it up again whenever you like.")
    return _moved(request, goal, lambda: changes.pause_goal(by=request.actor, goal=goal), said)


@page("partnerships.resume_goal", on="goal")
@require_POST
def resume(request: PageRequest, goal: Goal) -> HttpResponse:
    """Take a goal up again."""
    said = _("You are at work on this goal again.")
    return _moved(request, goal, lambda: changes.resume_goal(by=request.actor, goal=goal), said)


def may_set(request: PageRequest, partnership: Partnership, plan: Plan) -> Decision:
    """Say whether the reader may set another goal, and why not."""
    if not plan.has_room:
        return Decision(allowed=False, reason=_("You are at work on three goals already."))
    return decide(request.actor, "partnerships.set_goal", partnership)


def _moved(request: PageRequest, goal: Goal, move: Callable[[], Goal], said: str) -> HttpResponse:
    try:
        move()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(goal_url(goal))


def _revise(request: PageRequest, goal: Goal, form: GoalForm) -> None:
    changes.revise_goal(
        by=request.actor,
        goal=goal,
        words=form.words(),
        target_on=form.cleaned_data["target_on"],
        based_on=form.cleaned_data["based_on"],
    )
    messages.success(request, _("Your goal is worded anew."))


def _initial(goal: GoalView) -> dict[str, Any]:
    return {**asdict(goal.words), "target_on": goal.target_on, "based_on": goal.version}


def _form_page(
    request: PageRequest, partnership: Partnership, form: GoalForm, **more: object
) -> HttpResponse:
    context = {
        "form": form,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        **more,
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/goal_write.html", context, status=status)


def _goal_page(
    request: PageRequest, goal: Goal, shown: GoalView, form: GoalNoteForm | None = None
) -> HttpResponse:
    context = {
        "goal": shown,
        "partnership": get_partnership(viewer=request.actor, partnership=goal.partnership),
        "form": form or GoalNoteForm(goal=shown),
        "may_note": decide(request.actor, "partnerships.write_goal_note", goal),
        "may_revise": decide(request.actor, "partnerships.revise_goal", goal),
        "may_link": decide(request.actor, "partnerships.link_goal", goal),
    }
    is_refused = form is not None and form.errors
    return respond(request, "partnerships/goal.html", context, status=422 if is_refused else 200)
