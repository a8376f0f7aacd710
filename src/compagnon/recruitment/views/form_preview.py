"""A form's next version as an applicant would see it; nothing is stored."""

from collections.abc import Container
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation.trans_real import get_languages
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from compagnon.core.pages import PageRequest, page
from compagnon.recruitment.forms.section import Asked, SectionForm
from compagnon.recruitment.queries.form_preview import get_preview, roles_to_preview
from compagnon.recruitment.queries.form_view import FormView, get_form_draft, question_view
from compagnon.recruitment.views.form import draft_with, edit_url
from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import role_words
from compagnon.ui.responses import respond


@dataclass(frozen=True)
class Shown:
    """A question as an applicant sees it; `condition`: after which answers alone."""

    asked: Asked
    condition: StrOrPromise


@page("recruitment.write_form", on="scheme")
@require_safe
def begin(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Go to the first page of the form that asks something."""
    view = get_form_draft(viewer=request.actor, scheme=scheme)
    first = next((one.key for one in view.form.sections if one.questions), "")
    if not first:
        return redirect(edit_url(scheme))
    return redirect("recruitment:form_preview", scheme_id=scheme.id, section_key=first)


@page("recruitment.write_form", on="scheme")
@require_safe
def preview(request: PageRequest, *, scheme: Scheme, section_key: str) -> HttpResponse:
    """Show a page of the form for a role and in a language, at the width of a phone."""
    view = draft_with(request, scheme, section_key=section_key)
    roles = roles_to_preview(role_words(scheme))
    role, language = _wished(request, view, roles)
    found = get_preview(view, key=section_key, role=role, language=language)
    with translation.override(language):
        form = SectionForm(view.form, found.questions, {})
    context = {
        "found": found,
        "scheme": scheme,
        "shown": [Shown(one, question_view(view, one.field.name).shown_if) for one in form.asked()],
        "role": role,
        "roles": list(roles.items()),
        "language": language,
        "languages": list(get_languages()),
    }
    return respond(request, "recruitment/form/preview.html", context)


def _wished(request: PageRequest, view: FormView, roles: Container[str]) -> tuple[str, str]:
    """Return the role and the language in which somebody would like to see the form."""
    role, language = request.GET.get("role", ""), request.GET.get("language", "")
    spoken = translation.get_language() or view.main
    return (
        role if role in roles else "mentee",
        language if language in get_languages() else spoken,
    )
