from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.resources import changes, queries
from compagnon.resources.forms import ResourceForm
from compagnon.resources.models import Resource
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("resources.view_resources", on="scheme")
def listed(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Show what the scheme points its people to, for whoever looks after it."""
    found = queries.list_resources(viewer=request.actor, scheme=scheme)
    return respond(request, "resources/resource_list.html", {"scheme": scheme, "found": found})


@page("resources.add_resource", on="scheme")
def add(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Put something on the list."""
    form = ResourceForm(request.POST or None, scheme=scheme, initial={"based_on": 0})
    if form.is_valid():
        try:
            changes.add_resource(by=request.actor, scheme=scheme, words=form.words())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _done(scheme, request, _("It stands at the end of the list."))
    return _form_page(request, scheme, form)


@page("resources.suggest_resources", on="scheme")
@require_POST
def suggest(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Begin with what ships."""
    changes.suggest_resources(by=request.actor, scheme=scheme)
    return _done(scheme, request, _("Check each: until then, nobody else sees it."))


@page("resources.revise_resource", on="resource")
def revise(request: PageRequest, *, resource: Resource) -> HttpResponse:
    """Check one, or word it anew."""
    shown = queries.get_resource(viewer=request.actor, resource=resource)
    form = _form_of(resource.scheme, shown, request.POST or None)
    if form.is_valid():
        try:
            changes.revise_resource(
                by=request.actor,
                resource=resource,
                words=form.words(),
                based_on=form.cleaned_data["based_on"],
            )
        except Refused as refusal:
            # Typed on top of a colleague's words, which stand beside it now, to be sent again by whoever typed it.
            typed = request.POST.copy()
            typed["based_on"] = str(shown.revision)
            form = _form_of(resource.scheme, shown, typed)
            form.add_error(refusal.field, str(refusal))
        else:
            return _done(resource.scheme, request, _("Saved. People who take part see it."))
    return _form_page(request, resource.scheme, form, shown)


@page("resources.check_resource", on="resource")
@require_POST
def check(request: PageRequest, *, resource: Resource) -> HttpResponse:
    """Say that one is right as it stands, and go on with the next."""
    try:
        changes.check_resource(by=request.actor, resource=resource)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Checked. People who take part see it."))
    return see_other(_list_url(resource.scheme))


@page("resources.move_resource", on="resource")
@require_POST
def move(request: PageRequest, *, resource: Resource) -> HttpResponse:
    """Move one up."""
    changes.move_resource(by=request.actor, resource=resource)
    return see_other(f"{_list_url(resource.scheme)}#r{resource.id.hex}")


@page("resources.remove_resource", on="resource")
@require_POST
def remove(request: PageRequest, *, resource: Resource) -> HttpResponse:
    """Take one off the list."""
    scheme = resource.scheme
    changes.remove_resource(by=request.actor, resource=resource)
    return _done(scheme, request, _("It is off the list."))


def _list_url(scheme: Scheme) -> str:
    return path_to("resources:resource_list", scheme_id=scheme.id)


def _done(scheme: Scheme, request: PageRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(_list_url(scheme))


def _form_of(scheme: Scheme, shown: queries.ResourceView, data: QueryDict | None) -> ResourceForm:
    initial = {**asdict(shown.words), "based_on": shown.revision}
    return ResourceForm(data, scheme=scheme, known=shown.words, initial=initial)


def _form_page(
    request: PageRequest,
    scheme: Scheme,
    form: ResourceForm,
    shown: queries.ResourceView | None = None,
) -> HttpResponse:
    context = {"form": form, "scheme": scheme, "resource": shown}
    status = 422 if form.errors else 200
    return respond(request, "resources/resource.html", context, status=status)
