"""What the letter to a mentor's line manager leads to: one page with one report, without an account."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from compagnon.core.actors import holder_of_link
from compagnon.core.addresses import path_to
from compagnon.core.pages import PageRequest, public, see_other
from compagnon.partnerships import links
from compagnon.partnerships.queries.report import get_shared_report
from compagnon.ui.responses import respond

IN_SESSION: Final = "shared_reports"
KEPT: Final = 10
GONE: Final = 410


@public(reason="The link of a letter; only a seal made by this installation opens it.")
@require_safe
def arrive(request: PageRequest, shared_report_id: UUID, token: str) -> HttpResponse:
    """Exchange a letter's link for a place in this browser's session, and leave it out of the address."""
    if not links.is_genuine(shared_report_id, token):
        raise Http404
    known = [key for key in request.session.get(IN_SESSION, []) if key != shared_report_id.hex]
    request.session[IN_SESSION] = [*known, shared_report_id.hex][-KEPT:]
    return see_other(path_to("partnerships:shared_report", shared_report_id=shared_report_id))


@public(reason="A letter's link opens it without an account; the report's own policy decides.")
@require_safe
def read(request: PageRequest, shared_report_id: UUID) -> HttpResponse:
    """Show the report to the holder of its link, for sixty days; then, or once it was withdrawn, say that it is gone."""
    if shared_report_id.hex not in request.session.get(IN_SESSION, []):
        raise Http404
    report = get_shared_report(viewer=holder_of_link(shared_report_id))
    status = 200 if report else GONE
    return respond(request, "partnerships/shared_report.html", {"report": report}, status=status)
