"""The questions of a form's next version: added, worded, made to depend on an answer, taken away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.forms.form_question import QuestionForm
from compagnon.recruitment.queries.form_additions import (
    begun_question,
    own_additions,
    shipped_additions,
)
from compagnon.recruitment.queries.form_view import FormView, answers_of, question_view
from compagnon.recruitment.rules.form import Question
from compagnon.recruitment.rules.form_editing import find_question
from compagnon.recruitment.rules.form_kinds import KIND_LABELS
from compagnon.recruitment.views.form import draft_with, edit_url, lost_with, revision_of
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("recruitment.write_form", on="scheme")
@require_safe
def choose(request: PageRequest, *, scheme: Scheme, section_key: str) -> HttpResponse:
    """Choose which question a section gets: one that ships, or one of one's own."""
    view = draft_with(request, scheme, section_key=section_key)
    context = {
        "key": section_key,
        "scheme": scheme,
        "shipped": shipped_additions(view.form, scheme),
        "own": own_additions(),
    }
    return respond(request, "recruitment/form/choose.html", context)


@page("recruitment.write_form", on="scheme")
def new(request: PageRequest, *, scheme: Scheme, section_key: str, added: str) -> HttpResponse:
    """Write a question that a section gets."""
    view = draft_with(request, scheme, section_key=section_key)
    begun = begun_question(view.form, added, view.scheme.template)
    if begun is None:
        raise Http404
    form = QuestionForm(request.POST or None, question=begun, view=view)
    if form.is_valid():
        try:
            key = changes.add_question(
                by=request.actor, scheme=scheme, section_key=section_key, question=form.written()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(f"{edit_url(scheme)}#{key}")
    return _question_page(request, view, form, begun)


@page("recruitment.write_form", on="scheme")
def edit(request: PageRequest, *, scheme: Scheme, question_key: str) -> HttpResponse:
    """Change a question; what somebody else has changed meanwhile stands beside what was typed."""
    view = draft_with(request, scheme, question_key=question_key)
    _section, standing = find_question(view.form, question_key)
    form = QuestionForm(request.POST or None, question=standing, view=view)
    elsewhere = None
    if form.is_valid():
        try:
            changes.change_question(
                by=request.actor,
                scheme=scheme,
                question=form.written(),
                seen=form.cleaned_data["seen"],
            )
        except Refused as refusal:
            elsewhere = question_view(view, question_key)
            form = form.on_top_of(request.POST)
            form.add_error(None, str(refusal))
        else:
            return see_other(f"{edit_url(scheme)}#{question_key}")
    return _question_page(request, view, form, standing, elsewhere=elsewhere)


@page("recruitment.write_form", on="scheme")
def remove(request: PageRequest, *, scheme: Scheme, question_key: str) -> HttpResponse:
    """Say what is lost with a question, and take it away."""
    view = draft_with(request, scheme, question_key=question_key)
    _section, question = find_question(view.form, question_key)
    if request.method == "POST":
        try:
            changes.remove_question(
                by=request.actor, scheme=scheme, key=question_key, based_on=revision_of(request)
            )
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return see_other(edit_url(scheme))
    context = {
        "view": view,
        "scheme": scheme,
        "name": view.form.words(question.label, get_language() or ""),
        **lost_with(view, [question]),
    }
    return respond(request, "recruitment/form/remove.html", context)


def _question_page(
    request: PageRequest,
    view: FormView,
    form: QuestionForm,
    question: Question,
    *,
    elsewhere: Any = None,
) -> HttpResponse:
    context = {
        "form": form,
        "scheme": view.scheme,
        "main": view.main,
        "kind": KIND_LABELS[question.kind],
        "name": view.form.words(question.label, get_language() or "") or _("A new question"),
        "answers": [label for _key, label in answers_of(view.form, question)],
        "seen_by": view.form.words(question.seen_by, get_language() or ""),
        "known": question_view(view, question.key) if question in view.form.questions() else None,
        "elsewhere": elsewhere,
    }
    status = 409 if elsewhere else 422 if form.errors else 200
    return respond(request, "recruitment/form/question.html", context, status=status)
