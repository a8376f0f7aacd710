from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.swap import swap_partners
from compagnon.matching.models import Run
from compagnon.matching.queries.pair_rule import get_pair
from compagnon.matching.queries.run import get_run
from compagnon.matching.queries.swaps import get_swap, get_swaps
from compagnon.matching.rules.releasing import PairIds
from compagnon.recruitment.models import Application
from compagnon.ui.responses import respond


@page("matching.swap_partners", on="run")
@require_safe
def swaps(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Show with which other pairs a pair could exchange partners, the best first."""
    pair = mentor_id.hex, mentee_id.hex
    after = request.GET.get("after", "")
    found = get_swaps(viewer=request.actor, run=run, pair=pair, after=after)
    if found is None:
        raise Http404
    previous, further = found.page.previous, found.page.next
    context = {
        **_frame(request, run, pair),
        "found": found,
        "page": found.page,
        "previous_url": f"?after={previous}" if previous else request.path * (previous == ""),
        "next_url": f"?after={further}" if further else "",
    }
    return respond(request, "matching/swaps.html", context)


@page("matching.swap_partners", on="run")
def swap(request: PageRequest, run: Run, **ids: UUID) -> HttpResponse:
    """Show what both pairs would be like with their partners exchanged; then exchange them."""
    pair = ids["mentor_id"].hex, ids["mentee_id"].hex
    other = ids["other_mentor_id"].hex, ids["other_mentee_id"].hex
    found = get_swap(viewer=request.actor, run=run, pair=pair, other=other)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _swapped(request, run, pair, other)
    context = {**_frame(request, run, pair), "found": found}
    return respond(request, "matching/swap.html", context)


def _swapped(request: PageRequest, run: Run, pair: PairIds, other: PairIds) -> HttpResponse:
    """Exchange partners; an exchange that is refused says why at the top of the page."""
    try:
        one, two = _rows(request, run, pair), _rows(request, run, other)
        swap_partners(by=request.actor, run=run, one=one, other=two)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(request.path)
    messages.success(
        request, _("Swapped: both new pairs are pinned, and the next match makes them.")
    )
    return see_other(path_to("matching:decision_log", joining_point_id=run.joining_point_id))


def _rows(request: PageRequest, run: Run, pair: PairIds) -> tuple[Application, Application]:
    ids = (UUID(hex=key) for key in pair)
    found = get_pair(
        viewer=request.actor,
        joining_point=run.joining_point,
        mentor_id=next(ids),
        mentee_id=next(ids),
    )
    if found is None:
        raise Refused(_("One of the two does not take part any more."))
    return found


def _frame(request: PageRequest, run: Run, pair: PairIds) -> dict[str, object]:
    mentor_id, mentee_id = (UUID(hex=key) for key in pair)
    return {
        "run": run,
        "joining_point": run.joining_point,
        "shown": get_run(viewer=request.actor, run=run),
        "pair_url": path_to(
            "matching:pair", run_id=run.id, mentor_id=mentor_id, mentee_id=mentee_id
        ),
        "swaps_url": path_to(
            "matching:swaps", run_id=run.id, mentor_id=mentor_id, mentee_id=mentee_id
        ),
    }
