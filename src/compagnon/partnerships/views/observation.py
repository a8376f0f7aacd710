from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import observation as changes
from compagnon.partnerships.changes.observation import ObservationOvertaken
from compagnon.partnerships.forms.observation import AgreeForm, ObservationForm, TrialForm
from compagnon.partnerships.models import Observation, Partnership, Strategy
from compagnon.partnerships.queries.observation import (
    ObservationView,
    get_observation,
    get_strategy,
    list_observations,
)
from compagnon.partnerships.queries.partnership import get_partnership, list_members
from compagnon.ui.responses import respond

Change = Callable[..., Observation]
# What can still be worded anew, by state.
REVISED: Final = {
    "planned": ("focus", "happens_on"),
    "seen": ("happens_on", "seen"),
    "discussed": ("seen", "dialogue", "length_minutes", "strategies"),
}


def observation_url(observation: Observation) -> str:
    """Return the address of an observation."""
    return reverse("partnerships:observation", kwargs={"observation_id": observation.id})


@page("partnerships.view_partnership", on="partnership")
def listed(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show every observation of a partnership."""
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "observations": list_observations(viewer=request.actor, partnership=partnership),
        "may_plan": decide(request.actor, "partnerships.plan_observation", partnership),
    }
    return respond(request, "partnerships/observations.html", context)


@page("partnerships.plan_observation", on="partnership")
def plan(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Plan to observe another member."""
    members = list_members(viewer=request.actor, partnership=partnership)
    others = [one for one in members if one.person_id != request.actor.person_id]
    asked = ("whom", "focus", "happens_on")
    form = ObservationForm(request.POST or None, asked=asked, others=others)
    if form.is_valid():
        observation = changes.plan_observation(
            by=request.actor,
            partnership=partnership,
            observed=form.observed(),
            focus=form.cleaned_data["focus"],
            happens_on=form.cleaned_data["happens_on"],
        )
        messages.success(request, _("Planned. Whoever you observe is asked to agree to the focus."))
        return see_other(observation_url(observation))
    return _form_page(request, partnership, form, title=_("Plan an observation"))


@page("partnerships.view_partnership", on="observation")
def read(request: PageRequest, observation: Observation) -> HttpResponse:
    """Show an observation: focus, what was seen, the dialogue, and what is worth trying."""
    shown = get_observation(viewer=request.actor, observation=observation)
    context = {
        "observation": shown,
        "agree_form": AgreeForm(initial={"based_on": shown.version}),
        "partnership": get_partnership(viewer=request.actor, partnership=observation.partnership),
        "may_write": decide(request.actor, "partnerships.revise_observation", observation),
        "may_agree": decide(request.actor, "partnerships.agree_observation", observation),
    }
    return respond(request, "partnerships/observation.html", context)


@page("partnerships.agree_observation", on="observation")
@require_POST
def agree(request: PageRequest, observation: Observation) -> HttpResponse:
    """Agree to the focus that was shown."""
    form = AgreeForm(request.POST)
    try:
        changes.agree_observation(
            by=request.actor,
            observation=observation,
            based_on=form.cleaned_data["based_on"] if form.is_valid() else -1,
        )
    except ObservationOvertaken:
        messages.error(request, _("The focus was worded anew. Please read it again."))
    else:
        messages.success(request, _("You agree to the focus."))
    return see_other(observation_url(observation))


@page("partnerships.revise_observation", on="observation")
def revise(request: PageRequest, observation: Observation) -> HttpResponse:
    """Word anew what was written last."""
    asked = REVISED[observation.state]
    return _step(
        request, observation, changes.revise_observation, asked=asked, title=_("Word it anew")
    )


@page("partnerships.record_observation", on="observation")
def record(request: PageRequest, observation: Observation) -> HttpResponse:
    """Write down what was seen."""
    asked = ("happens_on", "seen")
    return _step(
        request, observation, changes.record_observation, asked=asked, title=_("What I saw")
    )


@page("partnerships.discuss_observation", on="observation")
def discuss(request: PageRequest, observation: Observation) -> HttpResponse:
    """Write down the dialogue after it, and what is worth trying."""
    asked = ("dialogue", "length_minutes", "strategies")
    return _step(
        request, observation, changes.discuss_observation, asked=asked, title=_("Our talk after it")
    )


@page("partnerships.cancel_observation", on="observation")
@require_POST
def cancel(request: PageRequest, observation: Observation) -> HttpResponse:
    """Call a planned observation off."""
    try:
        changes.cancel_observation(by=request.actor, observation=observation)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Called off. Nobody asks why."))
    return see_other(observation_url(observation))


@page("partnerships.answer_strategy", on="strategy")
def answer(request: PageRequest, strategy: Strategy) -> HttpResponse:
    """Say whether a strategy was tried, and how it went."""
    shown, newer = get_strategy(viewer=request.actor, strategy=strategy), None
    initial = {"how_it_went": shown.how_it_went, "based_on": shown.version}
    if shown.version:
        initial["tried"] = "yes" if shown.is_tried else "no"
    form = TrialForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            _answer(request, strategy, form)
        except ObservationOvertaken as refusal:
            newer = shown
            form = TrialForm({**request.POST.dict(), "based_on": str(shown.version)})
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted."))
            return see_other(observation_url(strategy.observation))
    observation = strategy.observation
    context = {"strategy": shown, "newer_trial": newer, "back": observation_url(observation)}
    title = _("Worth trying")
    return _form_page(request, observation.partnership, form, title=title, **context)


def _answer(request: PageRequest, strategy: Strategy, form: TrialForm) -> None:
    changes.answer_strategy(
        by=request.actor,
        strategy=strategy,
        is_tried=form.cleaned_data["tried"] == "yes",
        how_it_went=form.cleaned_data["how_it_went"],
        based_on=form.cleaned_data["based_on"],
    )


def _step(
    request: PageRequest,
    observation: Observation,
    change: Change,
    *,
    asked: tuple[str, ...],
    title: str,
) -> HttpResponse:
    """Ask for the words of one step; what was written in another window meanwhile stands beside them."""
    shown, newer = get_observation(viewer=request.actor, observation=observation), None
    form = ObservationForm(request.POST or None, asked=asked, initial=_initial(shown))
    if form.is_valid():
        written, based_on = form.written(shown), form.cleaned_data["based_on"]
        try:
            change(by=request.actor, observation=observation, written=written, based_on=based_on)
        except ObservationOvertaken as refusal:
            newer = shown
            form = ObservationForm(request.POST.dict() | {"based_on": shown.version}, asked=asked)
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(observation_url(observation))
    context = {"newer": newer, "back": observation_url(observation)}
    return _form_page(request, observation.partnership, form, title=title, **context)


def _initial(shown: ObservationView) -> dict[str, Any]:
    facts = {"happens_on": shown.happens_on, "length_minutes": shown.length_minutes}
    return {**asdict(shown.words), **facts, "based_on": shown.version}


def _form_page(
    request: PageRequest,
    partnership: Partnership,
    form: ObservationForm | TrialForm,
    **more: object,
) -> HttpResponse:
    context = {
        "form": form,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        **more,
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/observation_write.html", context, status=status)
