from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes.scheme import set_up_scheme
from compagnon.schemes.comparison import COMPARISON, KINDS, MENTORING_FOR
from compagnon.schemes.forms.setup import SetUpForm
from compagnon.schemes.queries.scheme import list_administered
from compagnon.schemes.template import TEMPLATES
from compagnon.ui.responses import respond


@page("schemes.choose_template")
def choose(request: PageRequest) -> HttpResponse:
    """Show mentoring, coaching and peer coaching side by side, each with the templates to begin with (NF-01)."""
    kinds = [(kind, [one for one in TEMPLATES.values() if one.kind == kind.kind]) for kind in KINDS]
    context = {"kinds": kinds, "comparison": COMPARISON, "mentoring_for": MENTORING_FOR}
    return respond(request, "schemes/choose_template.html", context)


@page("schemes.choose_template")
def set_up(request: PageRequest, *, template: str) -> HttpResponse:
    """Name the scheme, fix its first cycle, and begin."""
    chosen = TEMPLATES.get(template)
    if chosen is None:
        raise Http404
    organisations = list_administered(viewer=request.actor)
    form = SetUpForm(request.POST or None, template=chosen, organisations=organisations)
    if form.is_valid():
        try:
            scheme = set_up_scheme(by=request.actor, template=chosen, **form.frame())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your scheme is here. Nobody outside can see it yet."))
            return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
    context = {"form": form, "template": chosen}
    status = 422 if form.errors else 200
    return respond(request, "schemes/set_up.html", context, status=status)
