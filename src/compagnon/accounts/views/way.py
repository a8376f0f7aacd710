"""Passkeys, and where the host allows it, the app and the password."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.accounts import changes, queries
from compagnon.accounts.confirming import fresh
from compagnon.accounts.forms import (
    AddAppForm,
    NewPasswordForm,
    RemovePasskeyForm,
)
from compagnon.accounts.passkey_forms import AddPasskeyForm
from compagnon.accounts.qr import qr_picture
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.ui.responses import respond


@page("accounts.view_sign_in_ways")
@require_safe
def ways(request: PageRequest) -> HttpResponse:
    """Show what one can sign in with."""
    context = {
        "ways": queries.get_sign_in_ways(viewer=request.actor),
        "person": queries.get_person(viewer=request.actor),
        "may_change": decide(request.actor, "accounts.change_sign_in_ways"),
    }
    return respond(request, "accounts/ways.html", context)


@page("accounts.change_sign_in_ways", once=False)
@fresh
def add_passkey(request: PageRequest) -> HttpResponse:
    """Add a passkey that the browser makes; it asks for the finger, the face or the PIN itself."""
    person = queries.get_person(viewer=request.actor)
    form = AddPasskeyForm(data=request.POST or None, user=person)
    if form.is_valid():
        changes.add_passkey(
            by=request.actor,
            person=person,
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
        )
        return see_other(reverse("accounts:ways"))
    context = {
        "form": form,
        "js_data": {"creation_options": begin_registration(person, passwordless=True)},
    }
    status = 422 if form.is_bound else 200
    return respond(request, "accounts/add_passkey.html", context, status=status)


@page("accounts.change_sign_in_ways")
@fresh
def remove_passkey(request: PageRequest) -> HttpResponse:
    """Remove one of one's passkeys."""
    person = queries.get_person(viewer=request.actor)
    passkeys = queries.get_sign_in_ways(viewer=request.actor).passkeys
    form = RemovePasskeyForm(request.POST or None, passkeys=passkeys)
    if form.is_valid():
        changes.remove_passkey(
            by=request.actor, person=person, passkey_id=form.cleaned_data["passkey"]
        )
        return see_other(reverse("accounts:ways"))
    status = 422 if form.is_bound else 200
    return respond(request, "accounts/remove_passkey.html", {"form": form}, status=status)


@page("accounts.change_sign_in_ways", once=False)
@fresh
def add_app(request: PageRequest) -> HttpResponse:
    """Add an app that shows codes: scan, type the code it shows."""
    person = queries.get_person(viewer=request.actor)
    form = AddAppForm(data=request.POST or None, user=person)
    if form.is_valid():
        changes.add_app(by=request.actor, person=person, secret=form.secret)
        clear_totp_secret(request)
        return see_other(reverse("accounts:recovery_codes"))
    context = {
        "form": form,
        "picture": qr_picture(
            get_adapter().build_totp_url(person, form.secret), _("QR code of the key")
        ),
    }
    status = 422 if form.is_bound else 200
    return respond(request, "accounts/add_app.html", context, status=status)


@page("accounts.change_sign_in_ways")
@fresh
@require_POST
def remove_app(request: PageRequest) -> HttpResponse:
    """Remove the app."""
    person = queries.get_person(viewer=request.actor)
    changes.remove_app(by=request.actor, person=person)
    return see_other(reverse("accounts:ways"))


@page("accounts.change_sign_in_ways")
@fresh
def recovery_codes(request: PageRequest) -> HttpResponse:
    """Show the unused recovery codes; the button replaces them."""
    person = queries.get_person(viewer=request.actor)
    if request.method == "POST":
        try:
            changes.renew_recovery_codes(by=request.actor, person=person)
        except Refused:
            return see_other(reverse("accounts:ways"))
        return see_other(reverse("accounts:recovery_codes"))
    codes = queries.list_recovery_codes(viewer=request.actor)
    return respond(request, "accounts/recovery_codes.html", {"codes": codes})


@page("accounts.change_sign_in_ways")
@fresh
def set_password(request: PageRequest) -> HttpResponse:
    """Set or change the password; every other session ends."""
    person = queries.get_person(viewer=request.actor)
    form = NewPasswordForm(request.POST or None, person=person)
    if form.is_valid():
        changes.set_password(
            by=request.actor, person=person, password=form.cleaned_data["password"]
        )
        update_session_auth_hash(request, person)
        return see_other(reverse("accounts:ways"))
    status = 422 if form.is_bound else 200
    context = {"form": form, "person": person}
    return respond(request, "accounts/set_password.html", context, status=status)


@page("accounts.change_sign_in_ways")
@fresh
@require_POST
def remove_password(request: PageRequest) -> HttpResponse:
    """Go back to codes and passkeys."""
    person = queries.get_person(viewer=request.actor)
    changes.remove_password(by=request.actor, person=person)
    update_session_auth_hash(request, person)
    return see_other(reverse("accounts:ways"))
