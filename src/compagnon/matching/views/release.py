import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import clock
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_id
from compagnon.core.policy import decide
from compagnon.matching.changes.planned_release import propose_release
from compagnon.matching.changes.release import release_run
from compagnon.matching.forms.release import USUAL_TIME_TO_ANSWER, ReleaseForm
from compagnon.matching.models import Run
from compagnon.matching.policy import needs_second_person
from compagnon.matching.queries.release import get_letters
from compagnon.ui.responses import respond


@page("matching.preview_letters", on="run")
def letters(request: PageRequest, run: Run) -> HttpResponse:
    """Show the two letters of each pair before anything is sent, and release all that are ready, or one.

    Where two people release: propose them, and show what waits.
    """
    form = ReleaseForm(request.POST or None)
    if form.is_valid() and _released(request, run, form):
        return see_other(reverse("matching:run", kwargs={"run_id": run.id}))
    number, answer_by = position_in(request.GET.get("pair")), clock.today() + USUAL_TIME_TO_ANSWER
    shown = get_letters(viewer=request.actor, run=run, position=number, answer_by=answer_by)
    if shown is None:
        raise Http404
    by_two = needs_second_person(run)
    permission = "matching.propose_release" if by_two else "matching.release_run"
    context = {
        "run": run,
        "shown": shown,
        "form": form,
        "by_two": by_two,
        "may_release": decide(request.actor, permission, run),
        "previous_url": f"?pair={shown.position - 1}" if shown.position > 1 else "",
        "next_url": f"?pair={shown.position + 1}" if shown.position < shown.pair_count else "",
    }
    return respond(request, "matching/letters.html", context, status=422 if form.errors else 200)


def _released(request: PageRequest, run: Run, form: ReleaseForm) -> bool:
    """Release or propose what was asked for; False with the reason in the form where that is refused."""
    only = request.POST.get("only")
    asked = {
        "by": request.actor,
        "run": run,
        "answer_by": form.cleaned_data["answer_by"],
        "on_silence": form.cleaned_data["on_silence"],
        "only": typed_id(only) if only is not None else None,
        "seen": request.POST.get("seen", "") if only is None else None,
    }
    try:
        if needs_second_person(run):
            propose_release(**asked)
            messages.success(request, _("Proposed. Another member of the group confirms it."))
            return True
        release = release_run(**asked)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    messages.success(request, say_sent(release.proposals.count()))
    return True


def say_sent(count: int) -> str:
    """Say that the letters of so many pairs are on their way."""
    return ngettext(
        "Released. The letters of %(count)d pair are on their way.",
        "Released. The letters of %(count)d pairs are on their way.",
        count,
    ) % {"count": count}


def position_in(written: str | None) -> int | None:
    """Return which pair is looked at; anything that is no plain number means the first, nothing said None."""
    if written is None:
        return None
    return int(written) if re.fullmatch("[0-9]{1,6}", written) else 1
