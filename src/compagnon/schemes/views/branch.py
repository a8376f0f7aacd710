from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes import branch as changes
from compagnon.schemes.changes.scheme import open_branch
from compagnon.schemes.forms.branch import BranchForm
from compagnon.schemes.forms.group import CoordinatorForm
from compagnon.schemes.models import Branch, Organisation
from compagnon.schemes.queries.branch import list_branches
from compagnon.ui.responses import respond


@page("schemes.view_branches")
def listing(request: PageRequest) -> HttpResponse:
    """Show the branches, regions and forums of the organisations somebody serves."""
    context = {"organisations": list_branches(viewer=request.actor)}
    return respond(request, "schemes/branch_list.html", context)


@page("schemes.open_branch", on="organisation")
def new(request: PageRequest, *, organisation: Organisation) -> HttpResponse:
    """Name a branch, region or forum."""
    form = BranchForm(request.POST or None, initial={"kind": Branch.Kind.BRANCH})
    if form.is_valid():
        try:
            open_branch(by=request.actor, organisation=organisation, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _back(request, _("Saved."))
    return _page(request, "schemes/branch.html", form)


@page("schemes.change_branch", on="branch")
def edit(request: PageRequest, *, branch: Branch) -> HttpResponse:
    """Correct a branch, or record its briefing."""
    known = {name: getattr(branch, name) for name in ("name", "kind", "briefed_on")}
    form = BranchForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            changes.change_branch(by=request.actor, branch=branch, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _back(request, _("Saved."))
    return _page(request, "schemes/branch.html", form, branch=branch)


@page("schemes.appoint_branch_lead", on="branch")
def lead(request: PageRequest, *, branch: Branch) -> HttpResponse:
    """Appoint somebody to lead a branch that has had its briefing."""
    form = CoordinatorForm(request.POST or None)
    if form.is_valid():
        try:
            changes.appoint_branch_lead(by=request.actor, branch=branch, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _back(request, _("Appointed. A letter is on its way."))
    return _page(request, "schemes/lead.html", form, branch=branch)


def _page(
    request: PageRequest, template: str, form: BranchForm | CoordinatorForm, **more: Any
) -> HttpResponse:
    context = {"form": form, **more}
    return respond(request, template, context, status=422 if form.errors else 200)


def _back(request: PageRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(path_to("schemes:branch_list"))
