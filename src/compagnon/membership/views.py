from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.work import Work
from compagnon.membership import changes
from compagnon.membership.forms import RegisterForm
from compagnon.membership.models import Register
from compagnon.membership.panels import LABELS
from compagnon.membership.queries.register import list_columns, list_remarks
from compagnon.membership.queries.standing import get_members
from compagnon.recruitment.queries.upload import has_stopped
from compagnon.recruitment.rules.table import FileProblem
from compagnon.recruitment.views.import_file import csv_file, file_form
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.ui.downloads import take_away
from compagnon.ui.responses import respond

PAGE_SIZE: Final = 50


@page("membership.view_members", on="joining_point")
def members(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show how applicants stand with the register, and take a new one to look at."""
    form = file_form(RegisterForm, request)
    if form.is_valid():
        name, data = form.cleaned_data["file"]
        try:
            register = changes.upload_register(
                by=request.actor, joining_point=joining_point, file_name=name, data=data
            )
        except FileProblem as problem:
            form.add_error("file", str(problem))
        else:
            return see_other(_address(register))
    context = {"form": form, "joining_point": joining_point, **_standing(request, joining_point)}
    status = 422 if form.errors else 200
    return respond(request, "membership/members.html", context, status=status)


def _standing(request: PageRequest, joining_point: JoiningPoint) -> dict[str, object]:
    """Return a page of those whom the register does not hold for certain, and its neighbours."""
    found = get_members(viewer=request.actor, joining_point=joining_point)
    pages = Paginator(found.unclear, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "members": found,
        "lines": [(row, LABELS[verdict]) for row, verdict in pages],
        "pages": pages,
        "previous": f"?page={pages.number - 1}" if pages.has_previous() else "",
        "next": f"?page={pages.number + 1}" if pages.has_next() else "",
        "places": places_of(request.actor, joining_point, current="membership:members"),
    }


@page("membership.confirm_members", on="joining_point")
@require_POST
def confirm(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Confirm everybody whom the register holds for certain."""
    count = changes.confirm_members(by=request.actor, joining_point=joining_point)
    said = ngettext(
        "%(count)d membership is confirmed.", "%(count)d memberships are confirmed.", count
    )
    messages.success(request, said % {"count": count})
    return see_other(path_to("membership:members", joining_point_id=joining_point.id))


@page("membership.export_members", on="joining_point", once=False)
@require_POST
def export(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Give how applicants stand with the register as a file; it is noted who took it away."""
    rows = changes.export_members(by=request.actor, joining_point=joining_point)
    scheme = joining_point.cycle.scheme.name
    return take_away(request, rows, names=(scheme, joining_point.title, _("Members")))


@page("membership.view_register", on="register")
def show(request: PageRequest, register: Register) -> HttpResponse:
    """Show how far reading a register has come, what it would bring, or what became of it."""
    context = {
        "register": register,
        "joining_point": register.joining_point,
        "columns": list_columns(register),
        "remarks": list_remarks(register),
        "running": register.work_state == Work.State.WAITING,
        "stopped": has_stopped(register),
    }
    return respond(request, "membership/register.html", context, part="live")


@page("membership.view_register", on="register")
def remarks(_request: PageRequest, register: Register) -> HttpResponse:
    """Give every remark on a register as a file."""
    rows = [(_("Line"), _("Remark")), *list_remarks(register)]
    return csv_file("remarks.csv", rows)


@page("membership.start_register", on="register")
@require_POST
def start(request: PageRequest, register: Register) -> HttpResponse:
    """Let the register replace the one before."""
    return _done(request, register, changes.start_register)


@page("membership.start_register", on="register")
@require_POST
def resume(request: PageRequest, register: Register) -> HttpResponse:
    """Let a register that stopped go on."""
    return _done(request, register, changes.resume_register)


@page("membership.drop_register", on="register")
@require_POST
def drop(request: PageRequest, register: Register) -> HttpResponse:
    """Give the register up; nothing of it is kept."""
    return _done(request, register, changes.drop_register)


def _done(request: PageRequest, register: Register, make: Callable[..., Register]) -> HttpResponse:
    """Make a change and show the register as it stands then; one that came too late finds out there."""
    try:
        make(by=request.actor, register=register)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(_address(register))


def _address(register: Register) -> str:
    return path_to("membership:register", register_id=register.id)
