"""Asking whether it is really you."""

from typing import Any

from allauth.core import ratelimit
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.accounts import queries
from compagnon.accounts.confirming import MailedCode, confirmed, next_url
from compagnon.accounts.forms import AppCodeForm, SignInCodeForm
from compagnon.accounts.passkey_forms import ConfirmPasskeyForm
from compagnon.core.pages import PageRequest, page
from compagnon.ui.responses import respond


@page("accounts.confirm_oneself", once=False)
def confirm(request: PageRequest) -> HttpResponse:
    """Offer the ways to confirm that it is you; the button mails a code."""
    if request.method == "POST":
        if not ratelimit.consume(request, action="reauthenticate"):
            too_many: HttpResponse = ratelimit.respond_429(request)
            return too_many
        MailedCode.start(request)
        return redirect(_with_next("accounts:confirm_code", request))
    ways = queries.get_sign_in_ways(viewer=request.actor)
    context: dict[str, Any] = {"ways": ways, "next": next_url(request)}
    if ways.passkeys:
        context["js_data"] = {"request_options": begin_authentication(request.user)}
    return respond(request, "accounts/confirm.html", context)


@page("accounts.confirm_oneself", once=False)
def confirm_code(request: PageRequest) -> HttpResponse:
    """Take the mailed code: three tries, ten minutes, once (ASVS 6.5.1, 6.5.5)."""
    code = MailedCode.resume(request)
    if code is None:
        return redirect(_with_next("accounts:confirm", request))
    form = SignInCodeForm(data=request.POST or None, code=code.code)
    if form.is_valid():
        code.abort()
        return confirmed(request, "code")
    if form.is_bound and not code.record_invalid_attempt():
        messages.error(request, _("That was tried too often. Ask for a new code."))
        return redirect(_with_next("accounts:confirm", request))
    context = {"form": form, "next": next_url(request), "address": code.user.email}
    status = 422 if form.is_bound else 200
    return respond(request, "accounts/confirm_code.html", context, status=status)


@page("accounts.confirm_oneself", once=False)
@require_POST
def confirm_passkey(request: PageRequest) -> HttpResponse:
    """Take what the browser signed with a passkey."""
    form = ConfirmPasskeyForm(data=request.POST, user=request.user)
    if form.is_valid():
        form.save()
        return confirmed(request, "mfa")
    messages.error(request, _("That did not fit. Please try again, or use a mailed code."))
    return redirect(_with_next("accounts:confirm", request))


@page("accounts.confirm_oneself", once=False)
def confirm_app(request: PageRequest) -> HttpResponse:
    """Take a code from the app, or one of the recovery codes."""
    form = AppCodeForm(data=request.POST or None, user=request.user)
    if form.is_valid():
        form.save()
        return confirmed(request, "mfa")
    context = {"form": form, "next": next_url(request)}
    status = 422 if form.is_bound else 200
    return respond(request, "accounts/confirm_app.html", context, status=status)


def _with_next(name: str, request: PageRequest) -> str:
    return f"{reverse(name)}?{urlencode({'next': next_url(request)})}"
