from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import agreement as changes
from compagnon.partnerships.changes.agreement import Overtaken
from compagnon.partnerships.forms.agreement import AgreementForm
from compagnon.partnerships.models import Agreement, Member, Partnership
from compagnon.partnerships.queries.agreement import AgreementView, get_agreement
from compagnon.partnerships.queries.partnership import get_partnership, role_of
from compagnon.partnerships.rules import is_unusual_length
from compagnon.partnerships.views.partnership import home_url
from compagnon.schemes.queries.charter import get_charter
from compagnon.ui.responses import respond


@page("partnerships.write_agreement", on="partnership")
def write(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Write the next version of the learning contract; what the partner wrote meanwhile stands beside it."""
    latest = get_agreement(viewer=request.actor, partnership=partnership)
    form, is_overtaken = _form(request, request.POST or None, partnership, latest), False
    if form.is_valid():
        try:
            _write(request, partnership, form)
        except Overtaken as refusal:
            # Not what stood there when the page was asked for: the partner may have written since.
            latest = get_agreement(viewer=request.actor, partnership=partnership)
            is_overtaken, form = True, _on_top_of(latest, request, partnership, refusal)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return see_other(home_url(partnership))
    context = {
        "form": form,
        "theirs": latest if is_overtaken else None,
        "boundaries": _boundaries(request, partnership),
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/agreement_write.html", context, status=status)


@page("partnerships.view_partnership", on="agreement")
def read(request: PageRequest, agreement: Agreement) -> HttpResponse:
    """Show the learning contract, and a place to sign it."""
    context = {
        "agreement": get_agreement(viewer=request.actor, partnership=agreement.partnership),
        "boundaries": _boundaries(request, agreement.partnership),
        "partnership": get_partnership(viewer=request.actor, partnership=agreement.partnership),
        "may_sign": decide(request.actor, "partnerships.sign_agreement", agreement),
        "may_write": decide(request.actor, "partnerships.write_agreement", agreement.partnership),
    }
    return respond(request, "partnerships/agreement_read.html", context)


@page("partnerships.sign_agreement", on="agreement")
@require_POST
def sign(request: PageRequest, agreement: Agreement) -> HttpResponse:
    """Sign the version that was read."""
    try:
        changes.sign_agreement(by=request.actor, agreement=agreement)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have signed your learning contract."))
    return see_other(home_url(agreement.partnership))


def _write(request: PageRequest, partnership: Partnership, form: AgreementForm) -> None:
    """Write what was typed, and say what follows; an unusual length is remarked upon (ALL-67)."""
    changes.write_agreement(
        by=request.actor,
        partnership=partnership,
        terms=form.terms(),
        based_on=form.cleaned_data["based_on"],
    )
    messages.success(request, _("You have signed. Whoever has not yet is asked to sign too."))
    if is_unusual_length(partnership.opened_at.date(), form.cleaned_data["ends_on"]):
        messages.warning(
            request, _("Six to nine months are usual; you have chosen otherwise. That is fine.")
        )


def _boundaries(request: PageRequest, partnership: Partnership) -> str:
    """Return the charter's reminder of boundaries and confidentiality (ALL-63), in the reader's language."""
    scheme_id = partnership.joining_point.cycle.scheme_id
    charter = get_charter(viewer=request.actor, scheme_id=scheme_id, language=get_language())
    return charter.text.boundaries_reminder if charter else ""


def _initial(latest: AgreementView | None) -> dict[str, Any]:
    """Begin with the version in force, or with an empty first one."""
    return (
        {"based_on": 0} if latest is None else {**asdict(latest.terms), "based_on": latest.version}
    )


def _form(
    request: PageRequest,
    data: QueryDict | None,
    partnership: Partnership,
    latest: AgreementView | None,
) -> AgreementForm:
    role = role_of(viewer=request.actor, partnership=partnership)
    return AgreementForm(
        data,
        initial=_initial(latest),
        joining_point=partnership.joining_point,
        known=latest.terms if latest else None,
        is_among_peers=role == Member.Role.PEER,
        is_circle=role in Member.OF_CIRCLES,
        kind=partnership.kind,
    )


def _on_top_of(
    latest: AgreementView | None,
    request: PageRequest,
    partnership: Partnership,
    refusal: Overtaken,
) -> AgreementForm:
    """Return what was typed, now based on the partner's newer version, to be sent again by its writer."""
    data = request.POST.copy()
    data["based_on"] = str(latest.version if latest else 0)
    form = _form(request, data, partnership, latest)
    form.add_error(None, str(refusal))
    return form
