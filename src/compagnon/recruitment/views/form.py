"""A scheme's form as it stands, and its next version section by section."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.forms.form_question import SectionWordsForm
from compagnon.recruitment.queries.form_losses import losses_with
from compagnon.recruitment.queries.form_view import (
    FormView,
    get_form_draft,
    get_form_view,
    list_versions,
)
from compagnon.recruitment.rules.form import Question
from compagnon.recruitment.rules.form_editing import find_section
from compagnon.recruitment.rules.form_seen import seen_of_section
from compagnon.recruitment.rules.form_texts import words_in
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("recruitment.view_form", on="scheme")
@require_safe
def show(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Show what a scheme asks its applicants, and which versions there were."""
    view = get_form_view(viewer=request.actor, scheme=scheme)
    context = {
        "view": view,
        "revision": str(view.revision),
        "versions": list_versions(viewer=request.actor, scheme=scheme),
        "scheme": scheme,
    }
    return respond(request, "recruitment/form/form.html", context)


@page("recruitment.write_form", on="scheme")
@require_safe
def edit(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Show the next version, with everything that can be changed about it and whatever is the matter with it."""
    view = get_form_draft(viewer=request.actor, scheme=scheme)
    return respond(request, "recruitment/form/edit.html", {"view": view, "scheme": scheme})


@page("recruitment.write_form", on="scheme")
@require_POST
def move(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Move a section or a question one place up or down, or let a question ask by the day."""
    sent = request.POST
    if by_day := sent.get("by_day"):
        _tried(
            request, changes.ask_by_day, scheme=scheme, key=by_day, based_on=revision_of(request)
        )
        return see_other(f"{edit_url(scheme)}#{quote(by_day)}")
    for name, make in (("section", changes.move_section), ("question", changes.move_question)):
        for way in ("up", "down"):
            key = sent.get(f"{name}_{way}")
            if key:
                _tried(
                    request,
                    make,
                    scheme=scheme,
                    key=key,
                    up=way == "up",
                    based_on=revision_of(request),
                )
                return see_other(f"{edit_url(scheme)}#{quote(key)}")
    return see_other(edit_url(scheme))


@page("recruitment.write_form", on="scheme")
@require_POST
def drop(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Give the next version up."""
    try:
        changes.drop_form_draft(by=request.actor, scheme=scheme, based_on=revision_of(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(edit_url(scheme))
    messages.success(request, _("The form stays as it stands."))
    return see_other(path_to("recruitment:form", scheme_id=scheme.id))


@page("recruitment.write_form", on="scheme")
def section_new(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Add a section."""
    form = SectionWordsForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            key = changes.add_section(
                by=request.actor, scheme=scheme, title=said["title"], intro=said["intro"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(f"{edit_url(scheme)}#{key}")
    context = {"form": form, "scheme": scheme}
    status = 422 if form.errors else 200
    return respond(request, "recruitment/form/section.html", context, status=status)


@page("recruitment.write_form", on="scheme")
def section(request: PageRequest, *, scheme: Scheme, section_key: str) -> HttpResponse:
    """Word a section's title and introduction anew."""
    view = draft_with(request, scheme, section_key=section_key)
    form = SectionWordsForm(request.POST or None, initial=_standing(view, section_key))
    elsewhere = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            changes.change_section(by=request.actor, scheme=scheme, key=section_key, **said)
        except Refused as refusal:
            elsewhere = _standing(view, section_key)
            data = request.POST.copy()
            data["seen"] = elsewhere["seen"]
            form = SectionWordsForm(data)
            form.add_error(None, str(refusal))
        else:
            return see_other(f"{edit_url(scheme)}#{section_key}")
    context = {"form": form, "scheme": scheme, "key": section_key, "elsewhere": elsewhere}
    status = 409 if elsewhere else 422 if form.errors else 200
    return respond(request, "recruitment/form/section.html", context, status=status)


@page("recruitment.write_form", on="scheme")
def section_remove(request: PageRequest, *, scheme: Scheme, section_key: str) -> HttpResponse:
    """Say what is lost with a section, and take it away."""
    view = draft_with(request, scheme, section_key=section_key)
    if request.method == "POST":
        _tried(
            request,
            changes.remove_section,
            scheme=scheme,
            key=section_key,
            based_on=revision_of(request),
        )
        return see_other(edit_url(scheme))
    found = find_section(view.form, section_key)
    context = {
        "view": view,
        "scheme": scheme,
        "name": view.form.words(found.title, get_language() or ""),
        **lost_with(view, found.questions),
    }
    return respond(request, "recruitment/form/remove.html", context)


def edit_url(scheme: Scheme) -> str:
    """Return where the next version of a scheme's form is edited."""
    return path_to("recruitment:form_edit", scheme_id=scheme.id)


def revision_of(request: PageRequest) -> int:
    """Return the revision that a page showed; -1, which nothing has, where none is named."""
    return typed_number(request.POST.get("based_on", ""), otherwise=-1)


def draft_with(
    request: PageRequest, scheme: Scheme, *, section_key: str = "", question_key: str = ""
) -> FormView:
    """Return the next version that has a section, or a question; 404 where it has not."""
    view = get_form_draft(viewer=request.actor, scheme=scheme)
    sections = {one.key for one in view.form.sections}
    questions = {one.key for one in view.form.questions()}
    if (section_key and section_key not in sections) or (
        question_key and question_key not in questions
    ):
        raise Http404
    return view


def lost_with(view: FormView, questions: Sequence[Question]) -> dict[str, object]:
    """Return what a page says before questions are taken away."""
    lost = losses_with(view, questions)
    return {"lost": lost, "is_refused": any(one.refusal for one in lost)}


def _tried(request: PageRequest, make: Callable[..., None], **asked: object) -> None:
    """Make a change; what was refused is said above the form as it stands now."""
    try:
        make(by=request.actor, **asked)
    except Refused as refusal:
        messages.warning(request, str(refusal))


def _standing(view: FormView, key: str) -> dict[str, str]:
    found = find_section(view.form, key)
    return {
        "seen": seen_of_section(found),
        "title": words_in(found.title, view.main),
        "intro": words_in(found.intro, view.main),
    }
