from collections.abc import Callable
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.core.policy import decide
from compagnon.partnerships.changes import report as changes
from compagnon.partnerships.forms.report import ReportForm
from compagnon.partnerships.models import Partnership, ProcessReport
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.queries.report import Reports, get_report, list_reports
from compagnon.ui.responses import respond


@page("partnerships.view_reports", on="partnership")
def listed(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show what is due, what was sent, and that the mentor's manager never reads anything else."""
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "reports": list_reports(viewer=request.actor, partnership=partnership),
        "may_write": decide(request.actor, "partnerships.write_report", partnership),
    }
    return respond(request, "partnerships/reports.html", context)


@page("partnerships.write_report", on="partnership")
def write(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Write the report that is due, or word it anew; what was written in another window meanwhile stands beside it."""
    reports, newer = list_reports(viewer=request.actor, partnership=partnership), None
    form = ReportForm(request.POST or None, initial=_begun(reports))
    if form.is_valid():
        words, based_on = form.words(), form.cleaned_data["based_on"]
        try:
            report = changes.write_report(
                by=request.actor, partnership=partnership, words=words, based_on=based_on
            )
        except changes.ReportOvertaken as refusal:
            newer = reports.draft
            form = ReportForm({**request.POST.dict(), "based_on": newer.version if newer else 0})
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(_address(report))
    context = {
        "form": form,
        "newer": newer,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/report_write.html", context, status=status)


@page("partnerships.view_partnership", on="process_report")
def read(request: PageRequest, process_report: ProcessReport) -> HttpResponse:
    """Show exactly what goes, or went, to the manager, and what each of the two can do."""
    partnership = process_report.partnership
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "report": get_report(viewer=request.actor, process_report=process_report),
        "may_ask": decide(request.actor, "partnerships.ask_approval", process_report),
        "may_return": decide(request.actor, "partnerships.return_report", process_report),
        "may_approve": decide(request.actor, "partnerships.approve_report", process_report),
        "may_withdraw": decide(request.actor, "partnerships.withdraw_report", process_report),
    }
    return respond(request, "partnerships/report.html", context)


@page("partnerships.ask_approval", on="process_report")
@require_POST
def ask(request: PageRequest, process_report: ProcessReport) -> HttpResponse:
    """Ask the mentee to read it."""
    said = _("Asked. It goes nowhere before there is a yes.")
    return _moved(request, process_report, changes.ask_approval, said)


@page("partnerships.return_report", on="process_report")
@require_POST
def give_back(request: PageRequest, process_report: ProcessReport) -> HttpResponse:
    """Give it back to be worded anew."""
    said = _("It was not sent. Whoever wrote it can word it anew.")
    _moved(request, process_report, changes.return_report, said)
    return see_other(_list_address(process_report))


@page("partnerships.approve_report", on="process_report")
@require_POST
def approve(request: PageRequest, process_report: ProcessReport) -> HttpResponse:
    """Let the version go that was read."""
    seen = typed_number(request.POST.get("seen", ""), otherwise=0)
    said = _("It is on its way. Either of you can withdraw it at any time.")
    return _moved(request, process_report, changes.approve_report, said, seen=seen)


@page("partnerships.withdraw_report", on="process_report")
@require_POST
def withdraw(request: PageRequest, process_report: ProcessReport) -> HttpResponse:
    """Take it back; its link leads nowhere then."""
    said = _("Withdrawn. The link in the letter leads nowhere any more.")
    return _moved(request, process_report, changes.withdraw_report, said)


def _moved(
    request: PageRequest,
    process_report: ProcessReport,
    move: Callable[..., ProcessReport],
    said: str,
    **more: int,
) -> HttpResponse:
    """Take a step and say so; one that the other has overtaken says how things stand."""
    try:
        move(by=request.actor, process_report=process_report, **more)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(_address(process_report))


def _begun(reports: Reports) -> dict[str, str | int]:
    """Return what the form begins with: what was written already, else the manager of the last report."""
    draft = reports.draft
    if draft is not None:
        return {**asdict(draft.words), "based_on": draft.version}
    last = next(iter(reports.listed), None)
    if last is None:
        return {}
    names = ("manager_name", "manager_address")
    return {name: getattr(last.words, name) for name in names}


def _address(report: ProcessReport) -> str:
    return reverse("partnerships:report", kwargs={"process_report_id": report.id})


def _list_address(report: ProcessReport) -> str:
    return reverse("partnerships:reports", kwargs={"partnership_id": report.partnership_id})
