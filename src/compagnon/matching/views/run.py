from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.export import export_pairs
from compagnon.matching.changes.run import cancel_run
from compagnon.matching.forms.compare import CompareForm
from compagnon.matching.models import Run
from compagnon.matching.queries.changes import get_changes
from compagnon.matching.queries.circle import list_alone, list_group_near_ties, list_groups
from compagnon.matching.queries.fairness import get_fairness
from compagnon.matching.queries.left_out import list_left_out
from compagnon.matching.queries.pairs import list_near_ties, list_pairs
from compagnon.matching.queries.pictures import get_pictures
from compagnon.matching.queries.run import RunView, get_run
from compagnon.matching.rules.paging import Page
from compagnon.ui.downloads import take_away
from compagnon.ui.responses import respond


@dataclass(frozen=True)
class Tab:
    """One of the views of a run."""

    label: StrOrPromise
    url: str
    is_current: bool
    count: int | None


@page("matching.view_runs", on="run")
def run(request: PageRequest, run: Run) -> HttpResponse:
    """Show how far a run has come, why it was not made, or its figures and its pairs."""
    shown = get_run(viewer=request.actor, run=run)
    if not shown.is_done:
        context = {"run": run, "shown": shown, "joining_point": run.joining_point}
        # Once it has ended, htmx gets a whole page instead of the part, and goes there.
        part = "progress" if shown.is_running else None
        return respond(request, "matching/run_waiting.html", context, part=part)
    if run.kind != Run.Kind.PAIRS:
        groups = list_groups(viewer=request.actor, run=run, after=request.GET.get("after", ""))
        return _result(
            request, run, "run", _paged(request, groups), shown=shown, template="run_groups"
        )
    found = list_pairs(viewer=request.actor, run=run, after=request.GET.get("after", ""))
    return _result(request, run, "run", _paged(request, found), shown=shown)


@page("matching.cancel_run", on="run")
@require_POST
def cancel(request: PageRequest, run: Run) -> HttpResponse:
    """Stop a run under way."""
    try:
        cancel_run(by=request.actor, run=run)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(path_to("matching:run", run_id=run.id))


@page("matching.export_pairs", on="run", once=False)
@require_POST
def export(request: PageRequest, run: Run) -> HttpResponse:
    """Give the pairs as a file; it is noted who took it away."""
    point = run.joining_point
    rows = export_pairs(by=request.actor, run=run)
    return take_away(request, rows, names=(point.cycle.scheme.name, point.title, _("Pairs")))


@page("matching.view_result", on="run")
def left_out(request: PageRequest, run: Run) -> HttpResponse:
    """Show who has no pair, why, and the least that would help."""
    found = list_left_out(viewer=request.actor, run=run, after=request.GET.get("after", ""))
    return _result(request, run, "run_left_out", _paged(request, found))


@page("matching.view_groups", on="run")
def alone(request: PageRequest, run: Run) -> HttpResponse:
    """Show whom a run over one pool put together with nobody, and why."""
    found = list_alone(viewer=request.actor, run=run, after=request.GET.get("after", ""))
    return _result(request, run, "run_alone", _paged(request, found))


@page("matching.view_result", on="run")
def fairness(request: PageRequest, run: Run) -> HttpResponse:
    """Show how evenly people were placed by region and sector, and how alike the pairs are."""
    found = get_fairness(viewer=request.actor, run=run)
    return _result(request, run, "run_fairness", {"fairness": found})


@page("matching.view_figures", on="run")
def pictures(request: PageRequest, run: Run) -> HttpResponse:
    """Show a map, how scores spread, how many places are taken and who is placed, without small groups."""
    found = get_pictures(viewer=request.actor, run=run)
    return _result(request, run, "run_pictures", {"pictures": found})


@page("matching.view_figures", on="run")
def near_ties(request: PageRequest, run: Run) -> HttpResponse:
    """Show for whom another mentor came close, or in which groups somebody else would do nearly as well."""
    listed = list_near_ties if run.kind == Run.Kind.PAIRS else list_group_near_ties
    found: Page[Any] = listed(viewer=request.actor, run=run, after=request.GET.get("after", ""))
    return _result(request, run, "run_near_ties", _paged(request, found))


@page("matching.view_figures", on="run")
def changes(request: PageRequest, run: Run) -> HttpResponse:
    """Show what changed since the finished run before, or against another one of the same kind."""
    against, after = request.GET.get("against", ""), request.GET.get("after", "")
    found = get_changes(viewer=request.actor, run=run, against=against, after=after)
    context: dict[str, Any] = {"found": found, "of_groups": run.kind != Run.Kind.PAIRS}
    if found:
        chosen = {"against": found.before_id.hex}
        context |= _paged(request, found.page, chosen)
        context["form"] = CompareForm(initial=chosen, runs=found.others)
    return _result(request, run, "run_changes", context)


def _result(
    request: PageRequest,
    run: Run,
    name: str,
    context: dict[str, Any],
    *,
    shown: RunView | None = None,
    template: str = "",
) -> HttpResponse:
    """Answer with one of the views of a finished run; its template has the name of its route unless another is named."""
    shown = shown or get_run(viewer=request.actor, run=run)
    frame = {
        "run": run,
        "shown": shown,
        "joining_point": run.joining_point,
        "tabs": _tabs(run, shown, name),
        "here": f"{run.id.hex}-{request.GET.get('after', '')}",
    }
    return respond(request, f"matching/{template or name}.html", frame | context)


def _tabs(run: Run, shown: RunView, current: str) -> list[Tab]:
    pairs = shown.figures.pairs if shown.figures else 0
    labels: dict[str, tuple[StrOrPromise, int | None]] = {
        "run": (_("Pairs"), pairs),
        "run_left_out": (_("Left out"), shown.left_out_count),
        "run_fairness": (_("Equity and balance"), None),
        "run_pictures": (_("Pictures"), None),
        "run_near_ties": (_("Near-ties"), shown.near_tie_count),
        "run_changes": (_("What changed"), None),
    }
    if run.kind != Run.Kind.PAIRS:
        labels = {
            "run": (_("Groups"), pairs),
            "run_alone": (_("Left out"), shown.left_out_count),
            "run_pictures": (_("Pictures"), None),
            "run_near_ties": (_("Near-ties"), shown.near_tie_count),
            "run_changes": (_("What changed"), None),
        }
    return [
        Tab(label, path_to(f"matching:{name}", run_id=run.id), name == current, count)
        for name, (label, count) in labels.items()
    ]


def _paged(
    request: PageRequest, found: Page[Any], kept: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a page of rows with the addresses of its neighbours; `kept`: what else stands in them."""
    first = _further({}, kept) or request.path
    return {
        "rows": found.rows,
        "page": found,
        "previous_url": first
        if found.previous == ""
        else _further({"after": found.previous}, kept),
        "next_url": _further({"after": found.next}, kept),
        "after": request.GET.get("after", ""),
    }


def _further(after: Mapping[str, str | None], kept: Mapping[str, str] | None) -> str:
    """Return an address that goes on behind a key; empty where there is no such page."""
    if None in after.values():
        return ""
    asked = {**(kept or {}), **after}
    return "?" + urlencode(asked) if asked else ""
