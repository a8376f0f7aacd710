from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes.appointment import appoint_coordinator, end_appointment
from compagnon.schemes.forms.group import CoordinatorForm
from compagnon.schemes.models import Appointment, Scheme
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


@page("schemes.end_appointment", on="appointment")
def end(request: PageRequest, *, appointment: Appointment) -> HttpResponse:
    """Take a role back: the page says what follows, the button does it."""
    scheme, problem = appointment.scheme, None
    back = (
        path_to("schemes:scheme", scheme_id=scheme.id) if scheme else path_to("schemes:branch_list")
    )
    if request.method == "POST":
        try:
            end_appointment(by=request.actor, appointment=appointment)
        except Refused as refusal:
            problem = refusal
        else:
            messages.success(request, _("The appointment has ended."))
            return see_other(back)
    place = scheme or appointment.branch or appointment.organisation
    context = {"appointment": appointment, "place": place.name, "back": back, "problem": problem}
    return respond(request, "schemes/appointment_end.html", context, status=422 if problem else 200)
