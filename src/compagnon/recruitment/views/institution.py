"""The schools, colleges and other workplaces that applicants named, and which of them are one."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment.changes import institution as changes
from compagnon.recruitment.forms.institution import InstitutionForm, MergeForm
from compagnon.recruitment.queries.institution import (
    InstitutionView,
    get_institution,
    list_institutions,
)
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond

AT_ONCE: Final = 100


@page("recruitment.view_institutions", on="scheme")
@require_safe
def listing(request: PageRequest, scheme: Scheme) -> HttpResponse:
    """Show the places, a hundred at a time, with how many people named each and what may be a double."""
    lines = list_institutions(viewer=request.actor, scheme=scheme)
    after = request.GET.get("after", "")
    start = next((place for place, one in enumerate(lines, start=1) if one.handle == after), 0)
    shown, rest = lines[start : start + AT_ONCE], lines[start + AT_ONCE :]
    here = reverse("recruitment:institution_list", kwargs={"scheme_id": scheme.id})
    context = {
        "scheme": scheme,
        "lines": shown,
        "doubles_count": sum(bool(one.doubles) for one in lines),
        "previous": here if start else "",
        "next": f"{here}?after={shown[-1].handle}" if rest else "",
    }
    return respond(request, "recruitment/institution_list.html", context)


@page("recruitment.name_institution", on="scheme")
def show(request: PageRequest, scheme: Scheme, institution_handle: str) -> HttpResponse:
    """Show one place, and take its name."""
    view = _view(request, scheme, institution_handle)
    known = {"name": view.line.name, "is_confirmed": view.line.is_confirmed}
    form = InstitutionForm(request.POST or None, initial=known)
    if form.is_valid():
        changes.name_institution(
            by=request.actor, scheme=scheme, line=view.line, **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return see_other(_address(scheme, institution_handle))
    return _shown(request, scheme, view, form=form, merge_form=MergeForm(view=view))


@page("recruitment.merge_institutions", on="scheme")
@require_POST
def merge(request: PageRequest, scheme: Scheme, institution_handle: str) -> HttpResponse:
    """Put another spelling together with a place."""
    view = _view(request, scheme, institution_handle)
    form = MergeForm(request.POST, view=view)
    if not form.is_valid():
        known = {"name": view.line.name, "is_confirmed": view.line.is_confirmed}
        return _shown(request, scheme, view, form=InstitutionForm(initial=known), merge_form=form)
    other = _view(request, scheme, form.cleaned_data["other"]).line
    changes.merge_institutions(by=request.actor, scheme=scheme, kept=view.line, other=other)
    messages.success(request, _("They are one place now. You can part them again."))
    return see_other(_address(scheme, institution_handle))


@page("recruitment.part_institution", on="scheme")
@require_POST
def part(request: PageRequest, scheme: Scheme, institution_handle: str) -> HttpResponse:
    """Part a spelling from the place it was put together with."""
    try:
        changes.part_institution(by=request.actor, scheme=scheme, handle=institution_handle)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("They are two places again."))
    return see_other(reverse("recruitment:institution_list", kwargs={"scheme_id": scheme.id}))


def _view(request: PageRequest, scheme: Scheme, handle: str) -> InstitutionView:
    view = get_institution(viewer=request.actor, scheme=scheme, handle=handle)
    if view is None:
        raise Http404
    return view


def _shown(
    request: PageRequest,
    scheme: Scheme,
    view: InstitutionView,
    *,
    form: InstitutionForm,
    merge_form: MergeForm,
) -> HttpResponse:
    context = {"scheme": scheme, "view": view, "form": form, "merge_form": merge_form}
    status = 422 if form.errors or merge_form.errors else 200
    return respond(request, "recruitment/institution.html", context, status=status)


def _address(scheme: Scheme, handle: str) -> str:
    where = {"scheme_id": scheme.id, "institution_handle": handle}
    return reverse("recruitment:institution", kwargs=where)
