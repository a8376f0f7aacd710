from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_id
from compagnon.matching.changes import provider_agreement as changes
from compagnon.matching.forms.provider_agreement import ProviderAgreementForm
from compagnon.matching.queries.provider_agreement import list_provider_agreements
from compagnon.recruitment.queries.institution import list_institutions
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("matching.view_provider_agreements", on="scheme")
def listing(request: PageRequest, scheme: Scheme) -> HttpResponse:
    """Show which workplaces lend each other mentors, and take a further agreement."""
    lines = list_institutions(viewer=request.actor, scheme=scheme)
    form = ProviderAgreementForm(request.POST or None, lines=lines)
    if form.is_valid():
        try:
            changes.record_provider_agreement(by=request.actor, scheme=scheme, **form.agreement())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request,
                _("Recorded. The next match counts on it, where the scheme asks for agreements."),
            )
            return see_other(_address(scheme))
    context = {
        "scheme": scheme,
        "rows": list_provider_agreements(viewer=request.actor, scheme=scheme),
        "form": form,
        "has_places": len(lines) > 1,
    }
    status = 422 if form.errors else 200
    return respond(request, "matching/provider_agreements.html", context, status=status)


@page("matching.end_provider_agreement", on="scheme")
@require_POST
def end(request: PageRequest, scheme: Scheme) -> HttpResponse:
    """End the agreement whose button was pressed."""
    agreement_id = typed_id(request.POST.get("agreement", ""))
    try:
        changes.end_provider_agreement(by=request.actor, scheme=scheme, agreement_id=agreement_id)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Ended. Pairs that were proposed stay."))
    return see_other(_address(scheme))


def _address(scheme: Scheme) -> str:
    return path_to("matching:provider_agreements", scheme_id=scheme.id)
