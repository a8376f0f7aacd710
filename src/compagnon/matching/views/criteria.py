from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.matching.changes.run import start_run
from compagnon.matching.queries.criteria import Tried, try_criteria
from compagnon.matching.rules.presets import PRESETS
from compagnon.schemes.changes.settings import change_matching
from compagnon.schemes.forms.matching import MatchingForm
from compagnon.schemes.matching_defaults import RULES, matching_settings
from compagnon.schemes.models import JoiningPoint, Scheme
from compagnon.schemes.places import places_of
from compagnon.schemes.rules.matching import matching_problem, matching_to_store
from compagnon.schemes.template import TEMPLATES
from compagnon.ui.responses import respond

# Tells an address that tries something from one that only looks: ticks left out of an address say nothing.
TRIED: Final = "tried"


@page("matching.try_criteria", on="joining_point")
def criteria(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show what counts; what a change of it would do; keep it, or run the match by it once."""
    scheme = joining_point.cycle.scheme
    asked = request.POST if request.method == "POST" else request.GET
    form = MatchingForm(asked if TRIED in asked else None, scheme=scheme)
    tried = None
    if form.is_valid():
        try:
            _check(scheme, form)
            if request.method == "POST":
                return _done(request, joining_point, form)
            tried = _tried(request, joining_point, form)
        except Refused as refusal:
            form.refuse(refusal)
    context = {
        "joining_point": joining_point,
        "places": places_of(request.actor, joining_point, current="matching:room"),
        "form": form,
        "tried": tried,
        "sent": [(name, value) for name, value in asked.items() if name not in {"once", "do"}],
        "presets": [(one, f"?{_address(scheme, one.weights)}") for one in PRESETS],
        "may_keep": decide(request.actor, "schemes.change_matching", scheme),
        "may_run": decide(request.actor, "matching.start_run", joining_point),
    }
    return respond(request, "matching/criteria.html", context, status=422 if form.errors else 200)


def _check(scheme: Scheme, form: MatchingForm) -> None:
    promises = TEMPLATES[scheme.template].promises
    problem = matching_problem(promises, form.chosen())
    if problem is not None:
        raise Refused(problem.reason, field=problem.field)


def _tried(request: PageRequest, joining_point: JoiningPoint, form: MatchingForm) -> Tried:
    return try_criteria(
        viewer=request.actor, joining_point=joining_point, settings=matching_to_store(form.chosen())
    )


def _done(request: PageRequest, joining_point: JoiningPoint, form: MatchingForm) -> HttpResponse:
    """Keep what was tried for the scheme, or run the match by it and leave the scheme as it is."""
    if request.POST.get("do") == "run":
        settings = matching_to_store(form.chosen())
        run = start_run(by=request.actor, joining_point=joining_point, settings=settings)
        return see_other(path_to("matching:run", run_id=run.id))
    scheme = joining_point.cycle.scheme
    change_matching(by=request.actor, scheme=scheme, chosen=form.chosen())
    messages.success(request, _("Saved. The next match uses it; earlier ones stay as they are."))
    return see_other(path_to("matching:room", joining_point_id=joining_point.id))


def _address(scheme: Scheme, weights: dict[str, int]) -> str:
    """Return the part of an address that tries these weights with every usual rule, and the scheme's own shares."""
    asked: dict[str, object] = {TRIED: 1}
    asked |= {f"weights.{key}": one for key, one in weights.items()}
    asked |= {f"rules.{one.key}": one.force for one in RULES if not one.is_locked}
    asked |= {f"shares.{key}": one for key, one in matching_settings(scheme.matching).shares}
    return urlencode(asked)
