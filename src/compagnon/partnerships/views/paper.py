from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.accounts.throttle import throttle_network
from compagnon.core.addresses import path_to
from compagnon.core.pages import PageRequest, page, public, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes.paper import export_paper
from compagnon.partnerships.forms.paper import PaperWordsForm
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.papers.kinds import FILLED, PURPOSES, TITLES, Paper
from compagnon.partnerships.policy import memberships_of
from compagnon.partnerships.queries.paper import find_scheme, get_blank_paper, get_slides
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.schemes.changes.settings import change_settings
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of
from compagnon.ui.downloads import take_document, take_kept
from compagnon.ui.responses import respond

WRITTEN_FORMATS: Final = ("docx", "pdf")
SLIDE_FORMATS: Final = ("pptx",)
FORMATS: Final[dict[str, StrPromise]] = {
    "docx": gettext_lazy("Word file (DOCX)"),
    "pdf": gettext_lazy("PDF file"),
    "pptx": gettext_lazy("Slides (PPTX)"),
}


@page("partnerships.view_partnership", on="partnership")
def listed(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Offer a member what was written here as documents."""
    own = path_to("partnerships:papers", partnership_id=partnership.id)
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "scheme": partnership.joining_point.cycle.scheme,
        "papers": _entries(own, FILLED),
        "may_export": decide(request.actor, "partnerships.export_paper", partnership),
    }
    return respond(request, "partnerships/papers.html", context)


@page("partnerships.export_paper", on="partnership", once=False)
@require_POST
def export(request: PageRequest, partnership: Partnership, *, paper: str) -> HttpResponse:
    """Give a member one of the documents, filled in."""
    kind = _kind(paper, FILLED)
    document = export_paper(by=request.actor, partnership=partnership, paper=kind)
    return take_document(request, document, names=(document.title, document.made_on))


@public(reason="Blank forms say no more than the charter, and are read before anybody signs up.")
def blank(request: PageRequest, *, scheme_id: UUID) -> HttpResponse:
    """Offer the blank forms of a scheme, and its introduction."""
    scheme, own = _scheme(scheme_id), path_to("partnerships:blank_papers", scheme_id=scheme_id)
    back_url, back_label = _where_from(request, scheme)
    context = {
        "scheme": scheme,
        "back_url": back_url,
        "back_label": back_label,
        "papers": _blank_entries(own),
        "may_word": decide(request.actor, "schemes.change_settings", scheme).allowed,
    }
    return respond(request, "partnerships/blank_papers.html", context)


@public(reason="As the page that offers them: a blank form names nobody.")
@require_safe
def export_blank(request: PageRequest, *, scheme_id: UUID, paper: str) -> HttpResponseBase:
    """Give anybody a blank form of a scheme, which is made once and kept; making many is limited by network."""
    scheme, kind = _scheme(scheme_id), _kind(paper, tuple(Paper))
    tell = get_slides if kind is Paper.SLIDES else partial(get_blank_paper, paper=kind)
    return take_kept(
        request,
        tell(viewer=request.actor, scheme=scheme),
        formats=SLIDE_FORMATS if kind is Paper.SLIDES else WRITTEN_FORMATS,
        names=(TITLES[kind], scheme.name),
        before_making=partial(throttle_network, request, action="make_blank_paper"),
    )


@page("schemes.change_settings", on="scheme")
def words(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Write what stands before and after what the documents of a scheme say, in each language (LSIS-83)."""
    form = PaperWordsForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        chosen = replace(settings_of(scheme), paper_words=form.words())
        change_settings(by=request.actor, scheme=scheme, settings=chosen)
        messages.success(request, _("Saved."))
        return see_other(path_to("partnerships:blank_papers", scheme_id=scheme.id))
    context = {"form": form, "scheme": scheme}
    status = 422 if form.errors else 200
    return respond(request, "partnerships/paper_words.html", context, status=status)


def _where_from(request: PageRequest, scheme: Scheme) -> tuple[str, StrOrPromise]:
    """Return the way back: to a member's documents, to the scheme for those who run it, to its charter for others."""
    key = request.GET.get("partnership", "")
    for partnership_id in memberships_of(request.actor):
        if partnership_id.hex == key:
            return path_to("partnerships:papers", partnership_id=partnership_id), _("Documents")
    if decide(request.actor, "schemes.view_scheme", scheme).allowed:
        return path_to("schemes:scheme", scheme_id=scheme.id), scheme.name
    return path_to("schemes:charter", scheme_id=scheme.id), _("Charter")


def _scheme(scheme_id: UUID) -> Scheme:
    scheme = find_scheme(scheme_id=scheme_id)
    if scheme is None:
        raise Http404
    return scheme


def _kind(paper: str, offered: tuple[Paper, ...]) -> Paper:
    if paper not in offered:
        raise Http404
    return Paper(paper)


def _entries(own: str, offered: tuple[Paper, ...]) -> list[dict[str, object]]:
    return [
        {"title": TITLES[one], "purpose": PURPOSES[one], "url": f"{own}{one}/"} for one in offered
    ]


def _blank_entries(own: str) -> list[dict[str, object]]:
    entries = _entries(own, tuple(Paper))
    for entry, paper in zip(entries, Paper, strict=True):
        formats = SLIDE_FORMATS if paper is Paper.SLIDES else WRITTEN_FORMATS
        entry["files"] = [(f"{entry['url']}?format={one}", FORMATS[one]) for one in formats]
    return entries
