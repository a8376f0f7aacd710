"""The letters a scheme sends: their words in each language, and how they read."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.schemes.changes import letter as changes
from compagnon.schemes.forms.letter import LetterForm, SampleForm
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.letter import (
    LetterPage,
    get_letter,
    list_letters,
    list_samples,
    preview_letter,
)
from compagnon.ui.responses import respond


@page("schemes.write_letters", on="scheme")
@require_safe
def listing(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """List the scheme's letters, each with its languages."""
    found = list_letters(viewer=request.actor, scheme=scheme)
    spoken, known = get_language() or "", list(get_languages())
    language = spoken if spoken in known else known[0]
    context = {"scheme": scheme, "letters": found, "language": language}
    context["may_open"] = decide(request.actor, "schemes.view_outbox", scheme)
    return respond(request, "schemes/letter_list.html", context)


@page("schemes.write_letters", on="scheme")
def write(request: PageRequest, *, scheme: Scheme, **address: str) -> HttpResponse:
    """Word a letter in one language; "show" lets one see it first."""
    letter = _letter(request, scheme, **address)
    begun = letter.words_to_begin_from(request.GET.get("from", ""))
    form = LetterForm(
        request.POST or None,
        placeholders=letter.placeholders,
        initial={"based_on": letter.version, "subject": begun.subject, "body": begun.body},
    )
    if not form.is_valid() or "show" in request.POST:
        return _write_page(request, scheme, letter, form)
    try:
        changes.write_letter(
            by=request.actor,
            scheme=scheme,
            kind=letter.line.kind,
            language=letter.language,
            words=form.words(),
            based_on=form.cleaned_data["based_on"],
        )
    except Refused as refusal:
        return _write_page(request, scheme, letter, _on_top_of(request, letter, refusal))
    return _back(
        request, scheme, letter, _("Saved. From now on the letter goes out in these words.")
    )


@page("schemes.write_letters", on="scheme")
@require_POST
def unword(request: PageRequest, *, scheme: Scheme, **address: str) -> HttpResponse:
    """Go back to the shipped words."""
    letter = _letter(request, scheme, **address)
    changes.unword_letter(
        by=request.actor, scheme=scheme, kind=letter.line.kind, language=letter.language
    )
    return _back(request, scheme, letter, _("The letter goes out in the shipped words again."))


@page("schemes.write_letters", on="scheme")
@require_safe
def preview(request: PageRequest, *, scheme: Scheme, **address: str) -> HttpResponse:
    """Show a letter as it would leave now, to somebody of the scheme or to an invented person."""
    letter = _letter(request, scheme, **address)
    form, sample_id = _chosen(request, scheme, letter, request.GET)
    mail = preview_letter(
        viewer=request.actor,
        scheme=scheme,
        kind=letter.line.kind,
        language=letter.language,
        sample_id=sample_id,
    )
    context = {
        "scheme": scheme,
        "letter": letter,
        "form": form,
        "mail": mail,
        "reader": form.label(),
        "sample_id": sample_id.hex if sample_id else "",
        "has_samples": letter.has_samples,
    }
    return respond(request, "schemes/letter_preview.html", context)


@page("schemes.write_letters", on="scheme")
@require_POST
def try_out(request: PageRequest, *, scheme: Scheme, **address: str) -> HttpResponse:
    """Send the letter to whoever asks for it, and to nobody else."""
    letter = _letter(request, scheme, **address)
    _form, sample_id = _chosen(request, scheme, letter, request.POST)
    changes.try_letter(
        by=request.actor,
        scheme=scheme,
        kind=letter.line.kind,
        language=letter.language,
        sample_id=sample_id,
    )
    messages.success(request, _("It is on its way to you. Nobody else gets it."))
    query = f"?reader={sample_id.hex}" if sample_id else ""
    return see_other(_address("schemes:letter_preview", scheme, letter) + query)


def _letter(
    request: PageRequest, scheme: Scheme, *, package: str, stem: str, language: str
) -> LetterPage:
    found = get_letter(
        viewer=request.actor, scheme=scheme, kind=f"{package}/{stem}", language=language
    )
    if found is None:
        raise Http404
    return found


def _chosen(
    request: PageRequest, scheme: Scheme, letter: LetterPage, asked: QueryDict
) -> tuple[SampleForm, UUID | None]:
    """Return the choice of a reader, and who was chosen; somebody who may not be looked at is nobody."""
    samples = list_samples(viewer=request.actor, scheme=scheme, kind=letter.line.kind)
    form = SampleForm(asked, samples=samples)
    return form, form.sample_id() if form.is_valid() else None


def _on_top_of(request: PageRequest, letter: LetterPage, refusal: Refused) -> LetterForm:
    """Keep what was typed, now based on what stands, to be sent again by its writer."""
    data = request.POST.copy()
    data["based_on"] = str(letter.version)
    kept = LetterForm(data, placeholders=letter.placeholders)
    kept.add_error(None, str(refusal))
    return kept


def _write_page(
    request: PageRequest, scheme: Scheme, letter: LetterPage, form: LetterForm
) -> HttpResponse:
    shown = None
    if form.is_bound and form.is_valid():
        shown = preview_letter(
            viewer=request.actor,
            scheme=scheme,
            kind=letter.line.kind,
            language=letter.language,
            words=form.words(),
        )
    context = {
        "scheme": scheme,
        "letter": letter,
        "form": form,
        "shown": shown,
        "is_overtaken": form.is_bound and bool(form.non_field_errors()),
        "name": get_language_info(letter.language)["name_local"],
    }
    return respond(
        request, "schemes/letter_write.html", context, status=422 if form.errors else 200
    )


def _address(name: str, scheme: Scheme, letter: LetterPage) -> str:
    return reverse(
        name,
        kwargs={
            "scheme_id": scheme.id,
            "package": letter.line.package,
            "stem": letter.line.stem,
            "language": letter.language,
        },
    )


def _back(request: PageRequest, scheme: Scheme, letter: LetterPage, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(_address("schemes:letter_write", scheme, letter))
