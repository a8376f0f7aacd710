from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.pages import PageRequest, page
from compagnon.matching.forms.together import PairCommentForm
from compagnon.matching.models import Run
from compagnon.matching.queries.card import get_card
from compagnon.matching.rules.releasing import ids_of
from compagnon.matching.views.together import card_context, take_comment, take_vote
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.schemes.role_words import role_words
from compagnon.ui.responses import respond


@page("matching.view_result", on="run")
def pair(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Show one pair: both people side by side, what each criterion added, what the group says of it."""
    return show_pair(request, run, (mentor_id, mentee_id))


@page("matching.comment_together", on="run")
@require_POST
def comment(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Note something about a pair for the others of the group, and come back to it."""
    ids = mentor_id, mentee_id
    return take_comment(
        request,
        run,
        _of_run(request, run, ids),
        back=_url("pair", run, ids),
        again=lambda form: show_pair(request, run, ids, commenting=form, status=422),
    )


@page("matching.vote_together", on="run")
@require_POST
def vote(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Say that one is for a pair or against it, or neither any more."""
    ids = mentor_id, mentee_id
    return take_vote(request, run, _of_run(request, run, ids), back=_url("pair", run, ids))


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


def _url(name: str, run: Run, ids: tuple[UUID, UUID]) -> str:
    return path_to(f"matching:{name}", run_id=run.id, mentor_id=ids[0], mentee_id=ids[1])


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
    words = role_words(run.joining_point.cycle.scheme)
    names = [one.name for one in card.row.people or ()]
    heads = list(zip((words.mentor, words.mentee), names, strict=False))
    context = card_context(request, run, card, heads=heads, commenting=commenting) | {
        "here": f"card-{run.id.hex}",
        "comment_url": _url("comment_on_pair", run, ids),
        "vote_url": _url("vote_on_pair", run, ids),
    }
    return respond(request, "matching/pair.html", context, status=status)
