"""A form's next version in the languages of this site, side by side with its first one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation.trans_real import get_languages
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment.changes import form_translation as changes
from compagnon.recruitment.forms.form_translation import TranslationForm
from compagnon.recruitment.queries.form_languages import (
    PlaceView,
    languages_of,
    places_to_translate,
)
from compagnon.recruitment.queries.form_view import FormView, get_form_draft
from compagnon.recruitment.rules.form_editing import find_section
from compagnon.recruitment.rules.form_seen import seen_of_texts
from compagnon.recruitment.views.form import draft_with, revision_of
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("recruitment.write_form", on="scheme")
@require_safe
def languages(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Show what is missing in which language, and where it is written."""
    view = get_form_draft(viewer=request.actor, scheme=scheme)
    context = {
        "view": view,
        "scheme": scheme,
        "languages": languages_of(view),
        "revision": str(view.revision),
    }
    return respond(request, "recruitment/form/languages.html", context)


@page("recruitment.write_form", on="scheme")
def translate(
    request: PageRequest, *, scheme: Scheme, language: str, section_key: str
) -> HttpResponse:
    """Write a section in one language, beside the form's first."""
    view = draft_with(request, scheme, section_key=section_key)
    if language not in get_languages() or language == view.main:
        raise Http404
    places = places_to_translate(view, section_key, language)
    seen = seen_of_texts(find_section(view.form, section_key), language)
    form = TranslationForm(request.POST or None, places=places, seen=seen)
    elsewhere: list[PlaceView] = []
    if form.is_valid():
        refusal = _refusal(request, scheme, form, key=section_key, language=language)
        if refusal is None:
            where = path_to("recruitment:form_languages", scheme_id=scheme.id)
            return see_other(f"{where}#{language}")
        sent = form.words()
        elsewhere = [place for place in places if place.words != sent[place.name]]
        data = request.POST.copy()
        data["seen"] = seen
        form = TranslationForm(data, places=places, seen=seen)
        form.add_error(None, str(refusal))
    return _page(request, view, form, (section_key, language), elsewhere=elsewhere)


@page("recruitment.write_form", on="scheme")
@require_POST
def first(request: PageRequest, *, scheme: Scheme, language: str) -> HttpResponse:
    """Make a language the one in which the form is written first."""
    try:
        changes.choose_first_language(
            by=request.actor, scheme=scheme, language=language, based_on=revision_of(request)
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(path_to("recruitment:form_languages", scheme_id=scheme.id))


def _refusal(
    request: PageRequest, scheme: Scheme, form: TranslationForm, **place: str
) -> Refused | None:
    """Write the texts; return why not."""
    try:
        changes.translate_section(
            by=request.actor,
            scheme=scheme,
            words=form.words(),
            seen=form.cleaned_data["seen"],
            **place,
        )
    except Refused as refusal:
        return refusal
    return None


def _page(
    request: PageRequest,
    view: FormView,
    form: TranslationForm,
    place: tuple[str, str],
    *,
    elsewhere: list[PlaceView],
) -> HttpResponse:
    key, language = place
    context = {
        "form": form,
        "scheme": view.scheme,
        "main": view.main,
        "language": language,
        "title": view.form.words(find_section(view.form, key).title, view.main),
        "elsewhere": elsewhere,
    }
    status = 422 if form.errors else 200
    return respond(request, "recruitment/form/translate.html", context, status=status)
