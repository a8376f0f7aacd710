from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.pages import PageRequest, page
from compagnon.matching.forms.together import PairCommentForm
from compagnon.matching.models import Run
from compagnon.matching.queries.circle_releasing import group_with
from compagnon.matching.queries.group_card import get_group_card
from compagnon.matching.views.together import card_context, take_comment, take_vote
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.ui.responses import respond


@page("matching.view_groups", on="run")
def group(request: PageRequest, run: Run, application_id: UUID) -> HttpResponse:
    """Show people put together: side by side, what each criterion added, what the group says of them."""
    return _show(request, run, application_id)


@page("matching.comment_together", on="run")
@require_POST
def comment(request: PageRequest, run: Run, application_id: UUID) -> HttpResponse:
    """Note something about people put together for the others of the group, and come back to it."""
    return take_comment(
        request,
        run,
        _of_run(request, run, application_id),
        back=_url("group", run, application_id),
        again=lambda form: _show(request, run, application_id, commenting=form, status=422),
    )


@page("matching.vote_together", on="run")
@require_POST
def vote(request: PageRequest, run: Run, application_id: UUID) -> HttpResponse:
    """Say that one is for it or against it, or neither any more."""
    people = _of_run(request, run, application_id)
    return take_vote(request, run, people, back=_url("group", run, application_id))


def _of_run(request: PageRequest, run: Run, application_id: UUID) -> list[Application]:
    """Return those with whom the run puts somebody; 404 for anybody else."""
    found = group_with(run, application_id)
    if found is None:
        raise Http404
    ids = [UUID(hex=key) for key in found["ids"]]
    return list(visible_applications(request.actor).filter(id__in=ids).order_by("id"))


def _url(name: str, run: Run, application_id: UUID) -> str:
    return path_to(f"matching:{name}", run_id=run.id, application_id=application_id)


def _show(
    request: PageRequest,
    run: Run,
    application_id: UUID,
    *,
    commenting: PairCommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the page of a group; with what was typed, where it was refused."""
    card = get_group_card(viewer=request.actor, run=run, application_id=application_id)
    if card is None:
        raise Http404
    heads = card.row.heads
    context = card_context(request, run, card, heads=heads, commenting=commenting) | {
        "comment_url": _url("comment_on_group", run, card.row.id),
        "vote_url": _url("vote_on_group", run, card.row.id),
    }
    return respond(request, "matching/group.html", context, status=status)
