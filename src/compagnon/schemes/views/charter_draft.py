from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes import charter_draft as changes
from compagnon.schemes.forms.charter import CharterForm
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.charter_draft import get_draft
from compagnon.schemes.rules.principles import TOO_MANY
from compagnon.schemes.views.charter import passages_of
from compagnon.ui.responses import respond


@page("schemes.write_charter", on="scheme")
def overview(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Show the next version of the charter in every language, and what publishing it means."""
    draft = get_draft(viewer=request.actor, scheme=scheme)
    context = {"draft": draft, "scheme": scheme, "languages": list(get_languages())}
    context["too_many"] = TOO_MANY
    context["principles"] = draft.principles_in(get_language() or "")
    return respond(request, "schemes/charter_draft.html", context)


@page("schemes.write_charter", on="scheme")
def write(request: PageRequest, *, scheme: Scheme, language: str) -> HttpResponse:
    """Write one language of the next version, beside another one."""
    if language not in get_languages():
        raise Http404
    draft = get_draft(viewer=request.actor, scheme=scheme)
    text = draft.text_in(language)
    form = CharterForm(request.POST or None, text=text, initial={"based_on": draft.revision})
    if form.is_valid():
        try:
            changes.write_charter(
                by=request.actor,
                scheme=scheme,
                language=language,
                text=form.text(),
                based_on=form.cleaned_data["based_on"],
            )
        except Refused as refusal:
            form = _on_top_of(request, form, draft.revision, refusal)
        else:
            return _overview(request, scheme, _("Saved. Nobody sees it before you publish it."))
    return _write_page(request, form, scheme, language)


@page("schemes.write_charter", on="scheme")
def preview(request: PageRequest, *, scheme: Scheme, language: str) -> HttpResponse:
    """Show the next version as people will read it."""
    if language not in get_languages():
        raise Http404
    draft = get_draft(viewer=request.actor, scheme=scheme)
    text = draft.text_in(language)
    context = {
        "charter": {"text": text, "language": language},
        "passages": passages_of(text),
        "draft": draft,
        "scheme": scheme,
    }
    return respond(request, "schemes/charter_preview.html", context)


@page("schemes.write_charter", on="scheme")
@require_POST
def drop(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Give the next version up."""
    changes.drop_charter_draft(by=request.actor, scheme=scheme)
    return _overview(request, scheme, _("The charter stays as it stands."))


@page("schemes.publish_charter", on="scheme")
@require_POST
def publish(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Publish the next version, and ask everybody who signed to sign again."""
    try:
        changes.publish_draft(by=request.actor, scheme=scheme)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Published. Whoever signed before is asked to sign again."))
    return see_other(path_to("schemes:charter_draft", scheme_id=scheme.id))


def _on_top_of(
    request: PageRequest, form: CharterForm, revision: int, refusal: Refused
) -> CharterForm:
    """Keep what was typed, now based on what stands, to be sent again by its writer."""
    data = request.POST.copy()
    data["based_on"] = str(revision)
    kept = CharterForm(data, text=form.text())
    kept.add_error(None, str(refusal))
    return kept


def _write_page(
    request: PageRequest, form: CharterForm, scheme: Scheme, language: str
) -> HttpResponse:
    draft = get_draft(viewer=request.actor, scheme=scheme)
    asked = request.GET.get("beside", "")
    other = asked if asked in get_languages() else _usual_neighbour(language)
    context = {
        "form": form,
        "beside": form.beside(draft.text_in(other)),
        "left_over": form.left_over(),
        "limits": draft.text_in(language).confidentiality_limits,
        "language": language,
        "other": other,
        "languages": [code for code in get_languages() if code != language],
        "scheme": scheme,
    }
    status = 422 if form.errors else 200
    return respond(request, "schemes/charter_write.html", context, status=status)


def _usual_neighbour(language: str) -> str:
    """Return the language that stands beside another: the reader's own, or the first that is not the same."""
    spoken = get_language() or ""
    order = [spoken, *get_languages()]
    return next(code for code in order if code != language and code in get_languages())


def _overview(request: PageRequest, scheme: Scheme, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(path_to("schemes:charter_draft", scheme_id=scheme.id))
