from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes.appointment import appoint_coordinator
from compagnon.schemes.forms.group import CoordinatorForm
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("schemes.appoint_coordinator", on="scheme")
def appoint(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Appoint somebody to the Coordination Group, with the approval it needs (ALL-31)."""
    form = CoordinatorForm(request.POST or None)
    if form.is_valid():
        try:
            appoint_coordinator(by=request.actor, scheme=scheme, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Appointed. A letter is on its way."))
            return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
    context = {"form": form, "scheme": scheme}
    status = 422 if form.errors else 200
    return respond(request, "schemes/group.html", context, status=status)
