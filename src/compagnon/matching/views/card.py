from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.together import comment_on_pair, vote_on_pair
from compagnon.matching.forms.together import PairCommentForm
from compagnon.matching.models import Run
from compagnon.matching.queries.card import get_card
from compagnon.matching.queries.run import get_run
from compagnon.matching.rules.releasing import ids_of
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.ui.responses import respond

_VOTES: Final = {"for": True, "against": False}


@page("matching.view_result", on="run")
def pair(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Show one pair: both people side by side, what each criterion added, what the group says of it."""
    return show_pair(request, run, (mentor_id, mentee_id))


@page("matching.comment_on_pair", on="run")
@require_POST
def comment(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Note something about a pair for the others of the group, and come back to it."""
    form = PairCommentForm(request.POST)
    two = _of_run(request, run, (mentor_id, mentee_id))
    if form.is_valid():
        comment_on_pair(by=request.actor, run=run, pair=two, text=form.cleaned_data["text"])
        return see_other(_pair_url(run, mentor_id, mentee_id))
    return show_pair(request, run, (mentor_id, mentee_id), commenting=form, status=422)


@page("matching.vote_on_pair", on="run")
@require_POST
def vote(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Say that one is for a pair or against it, or neither any more."""
    two = _of_run(request, run, (mentor_id, mentee_id))
    is_for = _VOTES.get(request.POST.get("vote", ""))
    vote_on_pair(by=request.actor, run=run, pair=two, is_for=is_for)
    return see_other(_pair_url(run, mentor_id, mentee_id))


def _of_run(
    request: PageRequest, run: Run, ids: tuple[UUID, UUID]
) -> tuple[Application, Application]:
    """Return the two applications of a pair of the run; 404 for any other two."""
    if ids not in {
        tuple(UUID(hex=key) for key in ids_of(one)) for one in (run.result or {})["pairs"]
    }:
        raise Http404
    found = {row.id: row for row in visible_applications(request.actor).filter(id__in=ids)}
    return found[ids[0]], found[ids[1]]


def _pair_url(run: Run, mentor_id: UUID, mentee_id: UUID) -> str:
    path = path_to("matching:pair", run_id=run.id, mentor_id=mentor_id, mentee_id=mentee_id)
    return f"{path}#group"


def show_pair(
    request: PageRequest,
    run: Run,
    ids: tuple[UUID, UUID],
    *,
    commenting: PairCommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a pair's page; with what was typed, where it was refused."""
    mentor_id, mentee_id = ids
    card = get_card(viewer=request.actor, run=run, mentor_id=mentor_id, mentee_id=mentee_id)
    if card is None:
        raise Http404
    context = {
        "run": run,
        "shown": get_run(viewer=request.actor, run=run),
        "card": card,
        "row": card.row,
        "here": f"card-{run.id.hex}",
        "commenting": commenting or PairCommentForm(),
    }
    return respond(request, "matching/pair.html", context, status=status)
