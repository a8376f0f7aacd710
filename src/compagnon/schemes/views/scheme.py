from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.schemes.changes import running
from compagnon.schemes.changes.scheme import copy_scheme
from compagnon.schemes.forms.scheme import CopyForm, DescribeForm, StepForm
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.scheme import get_scheme, list_schemes
from compagnon.ui.responses import respond


@page("schemes.view_schemes")
def listing(request: PageRequest) -> HttpResponse:
    """Show the schemes a coordinator or administrator looks after."""
    context = {
        "schemes": list_schemes(viewer=request.actor),
        "may_set_up": decide(request.actor, "schemes.choose_template").allowed,
    }
    return respond(request, "schemes/scheme_list.html", context)


@page("schemes.view_scheme", on="scheme")
def show(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Show a scheme: what is left to set up, its cycles, joining points, numbers, and the one thing to do now."""
    return respond(
        request, "schemes/scheme.html", {"scheme": get_scheme(viewer=request.actor, scheme=scheme)}
    )


@page("schemes.describe_scheme", on="scheme")
def describe(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Change a scheme's name, summary and focus areas."""
    form = DescribeForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        try:
            running.describe_scheme(by=request.actor, scheme=scheme, **form.words())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _done(request, scheme, _("Saved."))
    context = {"form": form, "scheme": scheme}
    status = 422 if form.errors else 200
    return respond(request, "schemes/describe.html", context, status=status)


@page("schemes.copy_scheme", on="scheme")
def copy(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Begin another scheme as this one stands."""
    form = CopyForm(request.POST or None)
    if form.is_valid():
        try:
            made = copy_scheme(by=request.actor, scheme=scheme, name=form.cleaned_data["name"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _done(request, made, _("This is the copy. It takes no applications yet."))
    context = {"form": form, "scheme": scheme}
    status = 422 if form.errors else 200
    return respond(request, "schemes/copy.html", context, status=status)


@page("schemes.start_scheme", on="scheme")
@require_POST
def start(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Open a scheme that is set up."""
    return _moved(request, scheme, running.start_scheme, _("The scheme is open."))


@page("schemes.close_scheme", on="scheme")
@require_POST
def close(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Take no more applications."""
    return _moved(request, scheme, running.close_scheme, _("The scheme is closed."))


@page("schemes.reopen_scheme", on="scheme")
@require_POST
def reopen(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Take applications again."""
    return _moved(request, scheme, running.reopen_scheme, _("The scheme is open again."))


@page("schemes.tick_step", on="scheme")
@require_POST
def tick(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Tick a step of the checklist, or take the tick back."""
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            running.tick_step(by=request.actor, scheme=scheme, **form.cleaned_data)
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return see_other(f"{path_to('schemes:scheme', scheme_id=scheme.id)}#steps")


def _moved(
    request: PageRequest, scheme: Scheme, make: Callable[..., Any], said: str
) -> HttpResponse:
    """Open or close; what does not go any more is said on the scheme's page."""
    try:
        make(by=request.actor, scheme=scheme)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(path_to("schemes:scheme", scheme_id=scheme.id))


def _done(request: PageRequest, scheme: Scheme, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
