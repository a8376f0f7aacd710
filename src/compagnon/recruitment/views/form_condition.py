"""When a question of a form's next version is asked: always, or only after some answers to an earlier one."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.forms.form_condition import ConditionForm, DependsForm
from compagnon.recruitment.queries.form_view import question_view
from compagnon.recruitment.rules.form import Question
from compagnon.recruitment.rules.form_conditions import may_depend_on
from compagnon.recruitment.views.form import draft_with, edit_url
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("recruitment.write_form", on="scheme")
def depends(request: PageRequest, *, scheme: Scheme, question_key: str) -> HttpResponse:
    """Choose whether a question is asked of everybody, or only after some answers to an earlier one."""
    view = draft_with(request, scheme, question_key=question_key)
    form = DependsForm(request.POST or None, view=view, key=question_key)
    if form.is_valid():
        other = form.cleaned_data["depends_on"]
        refusal = None if other else _refusal(request, scheme, form, form.unconditional())
        if refusal is None:
            return see_other(_condition_url(scheme, question_key, other))
        form = DependsForm(form.on_top_of(request.POST), view=view, key=question_key)
        form.add_error(None, str(refusal))
    context = {"form": form, "scheme": scheme, "asked": question_view(view, question_key)}
    status = 422 if form.errors else 200
    return respond(request, "recruitment/form/depends.html", context, status=status)


@page("recruitment.write_form", on="scheme")
def condition(
    request: PageRequest, *, scheme: Scheme, question_key: str, other_key: str
) -> HttpResponse:
    """Choose the answers to an earlier question after which another is asked."""
    view = draft_with(request, scheme, question_key=question_key)
    if other_key not in {one.key for one in may_depend_on(view.form, question_key)}:
        raise Http404
    begin = partial(ConditionForm, view=view, key=question_key, other_key=other_key)
    form = begin(request.POST or None)
    if form.is_valid():
        refusal = _refusal(request, scheme, form, form.conditional())
        if refusal is None:
            return see_other(_condition_url(scheme, question_key))
        form = begin(form.on_top_of(request.POST))
        form.add_error(None, str(refusal))
    shown = {"asked": question_view(view, question_key), "other": question_view(view, other_key)}
    context = {"form": form, "scheme": scheme, **shown}
    status = 422 if form.errors else 200
    return respond(request, "recruitment/form/condition.html", context, status=status)


def _refusal(
    request: PageRequest, scheme: Scheme, form: DependsForm | ConditionForm, question: Question
) -> Refused | None:
    """Change when a question is asked; return why not."""
    seen = form.cleaned_data["seen"]
    try:
        changes.change_question(by=request.actor, scheme=scheme, question=question, seen=seen)
    except Refused as refusal:
        return refusal
    return None


def _condition_url(scheme: Scheme, question_key: str, other_key: str = "") -> str:
    """Return where one goes on: to the answers of the other question, or back to the form."""
    if not other_key:
        return f"{edit_url(scheme)}#{question_key}"
    place = {"scheme_id": scheme.id, "question_key": question_key, "other_key": other_key}
    return reverse("recruitment:form_condition", kwargs=place)
