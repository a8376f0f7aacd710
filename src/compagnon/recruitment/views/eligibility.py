from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.forms.application import EligibleForm
from compagnon.recruitment.queries.eligibility import get_eligibility
from compagnon.schemes.models import JoiningPoint
from compagnon.ui.responses import respond


@page("recruitment.approve_eligible", on="joining_point")
def approve(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show who can be approved together and who needs a look, and approve the chosen by one press.

    The scheme's page comes next: it says what to do now.
    """
    eligibility = get_eligibility(viewer=request.actor, joining_point=joining_point)
    form = EligibleForm(request.POST or None, eligibility=eligibility)
    if form.is_valid():
        ids = [one.id for one in form.chosen()]
        try:
            count = changes.approve_eligible(
                by=request.actor, joining_point=joining_point, application_ids=ids
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(count))
            scheme = {"scheme_id": joining_point.cycle.scheme_id}
            return see_other(reverse("schemes:scheme", kwargs=scheme))
    context = {"eligibility": eligibility, "form": form, "joining_point": joining_point}
    status = 422 if form.errors else 200
    return respond(request, "recruitment/approve_eligible.html", context, status=status)


def _said(count: int) -> str:
    return ngettext(
        "%(count)d application is approved.", "%(count)d applications are approved.", count
    ) % {"count": count}
