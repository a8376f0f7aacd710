"""What is said of people put together, wherever it is said: a comment, a vote. Shared by the pages of pairs and groups."""

from collections.abc import Callable, Sequence
from typing import Final

from django.http import HttpResponse

from compagnon.core.pages import PageRequest, see_other
from compagnon.matching.changes.together import comment_together, vote_together
from compagnon.matching.forms.together import PairCommentForm
from compagnon.matching.models import Run
from compagnon.matching.queries.card import PairCard
from compagnon.matching.queries.group_card import GroupCard
from compagnon.matching.queries.run import get_run
from compagnon.recruitment.models import Application

_VOTES: Final = {"for": True, "against": False}


def card_context(
    request: PageRequest,
    run: Run,
    card: PairCard | GroupCard,
    *,
    heads: Sequence[tuple[str, str]],
    commenting: PairCommentForm | None,
) -> dict[str, object]:
    """Return what the page of people put together shows; `heads`: as what each takes part, and the name."""
    return {
        "run": run,
        "shown": get_run(viewer=request.actor, run=run),
        "card": card,
        "row": card.row,
        "heads": heads,
        "commenting": commenting or PairCommentForm(),
    }


def take_comment(
    request: PageRequest,
    run: Run,
    people: Sequence[Application],
    *,
    back: str,
    again: Callable[[PairCommentForm], HttpResponse],
) -> HttpResponse:
    """Note what was written and come back to it; `again`: the page with what was typed, where it is refused."""
    form = PairCommentForm(request.POST)
    if not form.is_valid():
        return again(form)
    comment_together(by=request.actor, run=run, people=people, text=form.cleaned_data["text"])
    return see_other(f"{back}#group")


def take_vote(
    request: PageRequest, run: Run, people: Sequence[Application], *, back: str
) -> HttpResponse:
    """Note what was voted, or that neither holds any more."""
    is_for = _VOTES.get(request.POST.get("vote", ""))
    vote_together(by=request.actor, run=run, people=people, is_for=is_for)
    return see_other(f"{back}#group")
