from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.partnerships.changes import terms as changes
from compagnon.partnerships.forms.terms import TermsForm
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.half_term import get_terms_choice
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.views.partnership import home_url
from compagnon.ui.responses import respond


@page("partnerships.choose_terms", on="partnership")
def choose(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Let a member choose whose school terms they go by."""
    found = get_terms_choice(viewer=request.actor, partnership=partnership)
    form = TermsForm(
        request.POST or None,
        keys=found.keys,
        usual=found.usual,
        initial={"calendar": found.chosen},
    )
    if form.is_valid():
        try:
            changes.choose_terms(by=request.actor, partnership=partnership, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Kept. Your half terms follow from it."))
            return see_other(home_url(partnership))
    context = {
        "form": form,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/terms_choose.html", context, status=status)
