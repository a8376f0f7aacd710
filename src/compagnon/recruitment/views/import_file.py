from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.work import Work
from compagnon.recruitment import changes
from compagnon.recruitment.forms.import_file import (
    ColumnsForm,
    FileForm,
    LinesForm,
    UploadForm,
)
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.import_file import EXPECTED_COLUMNS, list_import_files
from compagnon.recruitment.queries.import_plan import is_overtaken
from compagnon.recruitment.queries.import_preview import Preview, get_preview, list_remarks
from compagnon.recruitment.queries.upload import has_stopped
from compagnon.recruitment.rules.table import FileProblem
from compagnon.recruitment.waiting import MENTORS_WAIT, reason_for_mentors
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.ui.responses import respond
from compagnon.ui.spreadsheet import to_csv

F = TypeVar("F", bound=FileForm)


def file_form(form: type[F], request: PageRequest) -> F:
    """Return a form for a list of whichever kind, with the file that was sent, if one was."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return form(*sent, length=length)


def csv_file(name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Answer with a list as a file."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(to_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)


@page("recruitment.upload_file", on="joining_point")
def upload(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Upload a file of applications; nothing is imported before somebody has looked at it."""
    form = file_form(UploadForm, request)
    if form.is_valid():
        name, data = form.cleaned_data["file"]
        try:
            file = changes.upload_file(
                by=request.actor, joining_point=joining_point, file_name=name, data=data
            )
        except FileProblem as problem:
            form.add_error("file", str(problem))
        else:
            return see_other(_address(file))
    context = {
        "form": form,
        "joining_point": joining_point,
        "files": list_import_files(viewer=request.actor, joining_point=joining_point),
        "expected": EXPECTED_COLUMNS,
        "places": places_of(request.actor, joining_point, current="recruitment:upload"),
    }
    return respond(request, "recruitment/upload.html", context, status=422 if form.errors else 200)


@page("recruitment.view_file", on="import_file")
def show(request: PageRequest, import_file: ImportFile) -> HttpResponse:
    """Show how far reading a file has come, what importing it would do, or what became of it."""
    if import_file.state == ImportFile.State.PREVIEW:
        preview = _preview(request, import_file)
        form = ColumnsForm(columns=preview.columns)
        return _preview_page(request, import_file, preview, form)
    context = {
        "file": import_file,
        "joining_point": import_file.joining_point,
        "running": import_file.work_state == Work.State.WAITING,
        "stopped": has_stopped(import_file),
    }
    return respond(request, "recruitment/import_progress.html", context, part="live")


@page("recruitment.view_file", on="import_file")
def remarks(request: PageRequest, import_file: ImportFile) -> HttpResponse:
    """Give every remark on a file as a file; there is none once it is imported or dropped."""
    if import_file.state != ImportFile.State.PREVIEW:
        return see_other(_address(import_file))
    rows = list_remarks(viewer=request.actor, import_file=import_file)
    return csv_file("remarks.csv", rows)


@page("recruitment.choose_columns", on="import_file")
@require_POST
def columns(request: PageRequest, import_file: ImportFile) -> HttpResponse:
    """Say what each column means."""
    if import_file.state != ImportFile.State.PREVIEW:
        return see_other(_address(import_file))
    preview = _preview(request, import_file)
    form = ColumnsForm(request.POST, columns=preview.columns)
    if form.is_valid():
        try:
            changes.choose_columns(
                by=request.actor, import_file=import_file, fields=form.meanings()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return see_other(_address(import_file))
    return _preview_page(request, import_file, preview, form)


@page("recruitment.start_import", on="import_file")
@require_POST
def start(request: PageRequest, import_file: ImportFile) -> HttpResponse:
    """Import the file as the preview shows it."""
    return _done(request, import_file, changes.start_import)


@page("recruitment.start_import", on="import_file")
@require_POST
def resume(request: PageRequest, import_file: ImportFile) -> HttpResponse:
    """Let an import that stopped go on."""
    return _done(request, import_file, changes.resume_import)


@page("recruitment.drop_file", on="import_file")
@require_POST
def drop(request: PageRequest, import_file: ImportFile) -> HttpResponse:
    """Give the file up; nothing of it is kept."""
    return _done(request, import_file, changes.drop_file)


def _done(request: PageRequest, file: ImportFile, make: Callable[..., ImportFile]) -> HttpResponse:
    """Make a change and show the file as it stands then; one that came too late finds out there."""
    try:
        make(by=request.actor, import_file=file)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(_address(file))


def _preview(request: PageRequest, file: ImportFile) -> Preview:
    show, number = LinesForm(request.GET).asked()
    return get_preview(viewer=request.actor, import_file=file, show=show, page=number)


def _preview_page(
    request: PageRequest, file: ImportFile, preview: Preview, form: ColumnsForm
) -> HttpResponse:
    context = {
        "file": file,
        "joining_point": file.joining_point,
        "preview": preview,
        "form": form,
        "is_open": bool(preview.missing or form.errors),
        "is_overtaken": is_overtaken(file),
        "mentors_wait": MENTORS_WAIT if reason_for_mentors(file.joining_point) else "",
    }
    status = 422 if form.errors else 200
    return respond(request, "recruitment/import_preview.html", context, part="live", status=status)


def _address(file: ImportFile) -> str:
    return reverse("recruitment:import_file", kwargs={"import_file_id": file.id})
