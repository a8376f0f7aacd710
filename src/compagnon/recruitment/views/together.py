"""One action for several applications: chosen in the queue, looked at with every letter, made by one press."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.forms.application import FilterForm
from compagnon.recruitment.forms.together import ACTIONS, ChooseForm, TogetherForm
from compagnon.recruitment.queries.colleagues import list_colleagues
from compagnon.recruitment.queries.decision_letter import LetterPreview, preview_letters
from compagnon.recruitment.queries.together import ASSIGN, Chosen, choose, list_standing
from compagnon.recruitment.rules.ruling import NO_MORE, criteria_of
from compagnon.recruitment.views.queue import show_queue
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of
from compagnon.ui.responses import respond


@page("recruitment.decide_together", on="joining_point")
@require_POST
def together(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show how many an action is about, who is left out and every letter; confirmed, make it."""
    choice = ChooseForm(request.POST)
    if not choice.is_valid():
        return show_queue(request, joining_point, choice)
    chosen = choose(
        viewer=request.actor,
        joining_point=joining_point,
        action=choice.cleaned_data["action"],
        ids=choice.ids(),
        wanted=FilterForm(request.GET).wanted(),
    )
    form = _form(request, joining_point, choice.cleaned_data["action"], chosen)
    if "confirm" not in request.POST or not form.is_valid():
        return _preview(request, joining_point, form, chosen)
    try:
        count = _make(request, joining_point, form, chosen)
    except Refused as refusal:
        form.look_again(request.POST, chosen.seen)
        return _preview(request, joining_point, form, chosen, refusal=refusal)
    messages.success(request, _said(form.doing, count, joining_point))
    return see_other(_queue(request, joining_point))


def _form(
    request: PageRequest, joining_point: JoiningPoint, action: str, chosen: Chosen
) -> TogetherForm:
    return TogetherForm(
        request.POST if "seen" in request.POST else None,
        action=action,
        seen=chosen.seen,
        has_mentors=chosen.has_mentors,
        words=role_words(joining_point.cycle.scheme),
        colleagues=list_colleagues(viewer=request.actor, joining_point=joining_point),
        mentor_criteria=criteria_of(settings_of(joining_point.cycle.scheme).mentor_criteria),
    )


def _make(
    request: PageRequest, joining_point: JoiningPoint, form: TogetherForm, chosen: Chosen
) -> int:
    ids, seen = [row.id for row in chosen.applications], form.cleaned_data["seen"]
    if form.doing == ASSIGN:
        return changes.assign_together(
            by=request.actor,
            joining_point=joining_point,
            application_ids=ids,
            person_id=form.colleague_id(),
            seen=seen,
        )
    return changes.decide_together(
        by=request.actor,
        joining_point=joining_point,
        application_ids=ids,
        outcome=form.doing,
        ruling=form.ruling(),
        seen=seen,
    )


def _preview(
    request: PageRequest,
    joining_point: JoiningPoint,
    form: TogetherForm,
    chosen: Chosen,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    context = {
        "joining_point": joining_point,
        "chosen": chosen,
        "standing": list_standing(chosen),
        "form": form,
        "letters": _letters(request, form, chosen),
        "title": ACTIONS[form.doing],
        "refusal": refusal and refusal.reason,
        "queue": FilterForm(request.GET).wanted().address(),
        "back": _queue(request, joining_point),
    }
    status = 409 if refusal else 422 if form.errors else 200
    return respond(request, "recruitment/together.html", context, status=status)


def _letters(request: PageRequest, form: TogetherForm, chosen: Chosen) -> list[LetterPreview]:
    """Return every letter as it would read; assigning sends none."""
    if form.doing == ASSIGN:
        return []
    return preview_letters(
        viewer=request.actor,
        applications=chosen.applications,
        outcome=form.doing,
        ruling=form.ruling() if form.is_valid() else NO_MORE,
    )


def _queue(request: PageRequest, joining_point: JoiningPoint) -> str:
    shown = reverse("recruitment:application_list", kwargs={"joining_point_id": joining_point.id})
    return shown + FilterForm(request.GET).wanted().address()


def _said(action: str, count: int, joining_point: JoiningPoint) -> str:
    if action == ASSIGN:
        said = ngettext(
            "%(count)d application is assigned.", "%(count)d applications are assigned.", count
        )
    elif joining_point.cycle.scheme.holds_letters:
        said = ngettext(
            "%(count)d application is decided. The letter waits in the outbox until it is released.",
            "%(count)d applications are decided. The letters wait in the outbox until they are released.",
            count,
        )
    else:
        said = ngettext(
            "%(count)d application is decided. The letter is on its way.",
            "%(count)d applications are decided. The letters are on their way.",
            count,
        )
    return said % {"count": count}
