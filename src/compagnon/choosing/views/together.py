"""Where peers who have found each other already say so, by the codes on their pages."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.choosing.changes.request import WarnedOf, name_peers
from compagnon.choosing.forms.code import TogetherForm
from compagnon.choosing.models import Request
from compagnon.choosing.queries.code import code_of
from compagnon.choosing.rules.days import DAYS_TO_ANSWER
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.matching.queries.rules_between import Rules
from compagnon.recruitment.models import Application
from compagnon.schemes.queries.charter import find_charter, get_charter
from compagnon.ui.responses import respond


@page("choosing.name_peers", on="application")
def together(request: PageRequest, application: Application) -> HttpResponse:
    """Name one or two peers, and ask them to say yes."""
    scheme = application.joining_point.cycle.scheme
    form = TogetherForm(request.POST or None)
    made = _named(request, application, form)
    if isinstance(made, Request):
        messages.success(request, _("Your request is on its way."))
        return see_other(path_to("choosing:request", partner_request_id=made.id))
    context = {
        "application": application,
        "scheme": scheme,
        "own_code": code_of(application),
        "form": form,
        "charter": get_charter(
            viewer=request.actor, scheme_id=scheme.id, language=get_language() or ""
        ),
        "days": DAYS_TO_ANSWER,
        "warnings": made,
    }
    return respond(request, "choosing/together.html", context, status=422 if form.errors else 200)


def _named(request: PageRequest, application: Application, form: TogetherForm) -> Request | Rules:
    """Ask, and sign the charter that was shown; or return the rules that warn of those who were named."""
    if not form.is_valid():
        return ()
    version = typed_number(request.POST.get("charter", ""), otherwise=0)
    scheme_id = application.joining_point.cycle.scheme_id
    charter = find_charter(scheme_id=scheme_id, version=version)
    if charter is None:
        raise Http404
    try:
        return name_peers(
            by=request.actor,
            application=application,
            codes=[form.cleaned_data["code"], form.cleaned_data["other_code"]],
            words=form.cleaned_data["words"],
            charter=charter,
            read=request.POST.getlist("read"),
        )
    except WarnedOf as warned:
        form.add_error(None, str(warned))
        return warned.rules
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
    return ()
