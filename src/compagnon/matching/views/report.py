from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.pages import PageRequest, page
from compagnon.matching.changes.export import export_report
from compagnon.matching.models import Run
from compagnon.matching.queries.report import WHOSE_EYES, get_report
from compagnon.ui.downloads import take_document
from compagnon.ui.responses import respond


@page("matching.view_figures", on="run")
def without_names(request: PageRequest, run: Run) -> HttpResponse:
    """Show the report of a match as it may be handed on: nobody named, no small group."""
    return _report(request, run, is_named=False)


@page("matching.view_figures", on="run")
def with_names(request: PageRequest, run: Run) -> HttpResponse:
    """Show the report of a match for the group's own file."""
    return _report(request, run, is_named=True)


@page("matching.export_report", on="run", once=False)
@require_POST
def export(request: PageRequest, run: Run) -> HttpResponse:
    """Give the report without names as a file."""
    return _export(request, run, is_named=False)


@page("matching.export_report", on="run", once=False)
@require_POST
def export_with_names(request: PageRequest, run: Run) -> HttpResponse:
    """Give the report with names as a file."""
    return _export(request, run, is_named=True)


def _report(request: PageRequest, run: Run, *, is_named: bool) -> HttpResponse:
    report = get_report(viewer=request.actor, run=run, is_named=is_named)
    context = {
        "run": run,
        "report": report,
        "is_named": is_named,
        "is_nameless": not is_named,
        "whose_eyes": WHOSE_EYES[is_named],
        "export_url": path_to(f"matching:run_report{'_names' * is_named}_export", run_id=run.id),
    }
    return respond(request, "matching/report.html", context)


def _export(request: PageRequest, run: Run, *, is_named: bool) -> HttpResponse:
    document = export_report(by=request.actor, run=run, is_named=is_named)
    point = run.joining_point
    return take_document(
        request, document, names=(point.cycle.scheme.name, point.title, _("Report of the match"))
    )
