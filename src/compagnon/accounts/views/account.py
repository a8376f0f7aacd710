"""One's own account: name, address, where one is signed in."""

from typing import Any

from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from compagnon.accounts import changes, queries
from compagnon.accounts.confirming import fresh
from compagnon.accounts.forms import AddressForm, NameForm
from compagnon.accounts.models import Session
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.ui.responses import respond


@page("accounts.view_account")
@require_safe
def account(request: PageRequest) -> HttpResponse:
    """Show a person what is kept of them here, and every browser in which they are signed in."""
    viewer = request.actor
    context = {
        "person": queries.get_person(viewer=viewer),
        "sessions": queries.list_sessions(viewer=viewer, session_key=request.session.session_key),
        "may_change_address": decide(viewer, "accounts.change_address"),
        "may_change_ways": decide(viewer, "accounts.change_sign_in_ways"),
    }
    return respond(request, "accounts/account.html", context)


@page("accounts.rename_person")
def rename(request: PageRequest) -> HttpResponse:
    """Correct one's own name."""
    person = queries.get_person(viewer=request.actor)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if form.is_valid():
        try:
            changes.rename_person(by=request.actor, person=person, name=form.cleaned_data["name"])
        except Refused as refusal:
            form.add_error(refusal.field, refusal.reason)
        else:
            return see_other(reverse("accounts:account"))
    return respond(request, "accounts/rename.html", {"form": form}, status=_status(form))


@page("accounts.change_address")
@fresh
def change_address(request: PageRequest) -> HttpResponse:
    """Ask for the new address and mail a code to it; nothing changes before it comes back."""
    person = queries.get_person(viewer=request.actor)
    form = AddressForm(data=request.POST or None, user=person)
    if form.is_valid():
        if not ratelimit.consume(request, action="manage_email"):
            too_many: HttpResponse = ratelimit.respond_429(request)
            return too_many
        EmailVerificationProcess.initiate(
            request=request, user=person, email=form.cleaned_data["email"]
        )
        return redirect("account_email_verification_sent")
    context = {"form": form, "person": person}
    return respond(request, "accounts/change_address.html", context, status=_status(form))


@page("accounts.end_sessions", on="session")
@require_POST
def end_session(request: PageRequest, session: Session) -> HttpResponse:
    """Sign out of one browser."""
    changes.end_session(by=request.actor, session=session)
    return see_other(reverse("accounts:account"))


@page("accounts.end_sessions")
@require_POST
def end_other_sessions(request: PageRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    person = queries.get_person(viewer=request.actor)
    changes.end_sessions(by=request.actor, person=person, keep=request.session.session_key)
    return see_other(reverse("accounts:account"))


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200
