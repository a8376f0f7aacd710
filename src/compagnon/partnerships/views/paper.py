from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.pages import PageRequest, page, public, see_other
from compagnon.core.policy import ALLOWED, decide
from compagnon.partnerships.changes.paper import export_paper
from compagnon.partnerships.forms.paper import PaperWordsForm
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.papers.kinds import FILLED, PURPOSES, TITLES, Paper
from compagnon.partnerships.queries.paper import find_scheme, get_blank_paper, get_slides
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.schemes.changes.settings import change_settings
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of
from compagnon.ui.downloads import take_document, take_slides
from compagnon.ui.responses import respond


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
    context = {
        "scheme": scheme,
        "papers": _entries(own, tuple(Paper)),
        "may_export": ALLOWED,
        "may_word": decide(request.actor, "schemes.change_settings", scheme).allowed,
    }
    return respond(request, "partnerships/blank_papers.html", context)


@public(reason="As the page that offers them: a blank form names nobody.", once=False)
@require_POST
def export_blank(request: PageRequest, *, scheme_id: UUID, paper: str) -> HttpResponse:
    """Give anybody a blank form of a scheme."""
    scheme, kind = _scheme(scheme_id), _kind(paper, tuple(Paper))
    if kind is Paper.SLIDES:
        document = get_slides(viewer=request.actor, scheme=scheme)
        return take_slides(document, names=(TITLES[kind], scheme.name))
    document = get_blank_paper(viewer=request.actor, scheme=scheme, paper=kind)
    return take_document(request, document, names=(document.title, scheme.name))


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
        {
            "title": TITLES[one],
            "purpose": PURPOSES[one],
            "url": f"{own}{one}/",
            "is_slides": one is Paper.SLIDES,
        }
        for one in offered
    ]
