from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes import cycle as changes
from compagnon.schemes.changes.scheme import open_cycle, open_joining_point
from compagnon.schemes.forms.cycle import CycleForm, JoiningPointForm, NewJoiningPointForm
from compagnon.schemes.models import Cycle, JoiningPoint, Scheme
from compagnon.schemes.queries.scheme import next_year_of
from compagnon.schemes.rules import AcademicYear
from compagnon.ui.responses import respond


@page("schemes.open_cycle", on="scheme")
def new(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Open a cycle with the usual joining points."""
    year = next_year_of(viewer=request.actor, scheme=scheme)
    form = CycleForm(request.POST or None, initial=_days_of(year))
    if form.is_valid():
        try:
            open_cycle(by=request.actor, scheme=scheme, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _back(request, scheme, _("The cycle is open, with its usual joining points."))
    return _page(request, "schemes/cycle.html", form, scheme)


@page("schemes.change_cycle", on="cycle")
def edit(request: PageRequest, *, cycle: Cycle) -> HttpResponse:
    """Correct a cycle's name or days."""
    form = CycleForm(request.POST or None, initial=_days_of(cycle))
    if form.is_valid():
        try:
            changes.change_cycle(by=request.actor, cycle=cycle, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _back(request, cycle.scheme, _("Saved."))
    return _page(request, "schemes/cycle.html", form, cycle.scheme, cycle=cycle)


@page("schemes.repeat_cycle", on="cycle")
@require_POST
def repeat(request: PageRequest, *, cycle: Cycle) -> HttpResponse:
    """Open the next year with the same joining points."""
    try:
        later = changes.repeat_cycle(by=request.actor, cycle=cycle)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(path_to("schemes:scheme", scheme_id=cycle.scheme_id))
    said = _("%(year)s is open, with the same joining points.") % {"year": later.name}
    return _back(request, cycle.scheme, said)


@page("schemes.open_joining_point", on="cycle")
def point_new(request: PageRequest, *, cycle: Cycle) -> HttpResponse:
    """Add a time at which people join a cycle."""
    form = NewJoiningPointForm(request.POST or None)
    if form.is_valid():
        try:
            open_joining_point(by=request.actor, cycle=cycle, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _back(request, cycle.scheme, _("The joining point is there."))
    return _page(request, "schemes/joining_point.html", form, cycle.scheme, cycle=cycle)


@page("schemes.change_joining_point", on="joining_point")
def point_edit(request: PageRequest, *, joining_point: JoiningPoint) -> HttpResponse:
    """Move the days of a joining point."""
    cycle = joining_point.cycle
    form = JoiningPointForm(request.POST or None, initial=joining_point.dates.by_name())
    if form.is_valid():
        try:
            changes.change_joining_point(
                by=request.actor, joining_point=joining_point, dates=form.dates()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _back(request, cycle.scheme, _("Saved."))
    context = {"cycle": cycle, "point": joining_point}
    return _page(request, "schemes/joining_point.html", form, cycle.scheme, **context)


@page("schemes.remove_joining_point", on="joining_point")
@require_POST
def point_remove(request: PageRequest, *, joining_point: JoiningPoint) -> HttpResponse:
    """Take a joining point away that nobody has applied to."""
    scheme, key = joining_point.cycle.scheme, joining_point.id
    try:
        changes.remove_joining_point(by=request.actor, joining_point=joining_point)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(path_to("schemes:point_edit", joining_point_id=key))
    return _back(request, scheme, _("The joining point is gone."))


def _days_of(year: AcademicYear | Cycle) -> dict[str, object]:
    return {"name": year.name, "starts_on": year.starts_on, "ends_on": year.ends_on}


def _page(
    request: PageRequest,
    template: str,
    form: CycleForm | JoiningPointForm,
    scheme: Scheme,
    **more: object,
) -> HttpResponse:
    context = {"form": form, "scheme": scheme, **more}
    return respond(request, template, context, status=422 if form.errors else 200)


def _back(request: PageRequest, scheme: Scheme, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
