"""Coming in by a link, going out, and what everybody may see of it."""

import logging

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as set_language_cookie

from compagnon.accounts import changes, queries
from compagnon.core.actors import ActorKind
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, public, see_other
from compagnon.ui.responses import respond

log = logging.getLogger("compagnon.security")


@public(
    reason="The link itself is the right to use it: 256 random bits, one person, once, for a short time."
)
def sign_in_by_link(request: PageRequest, token: str) -> HttpResponse:
    """Show who the link signs in; the button signs them in, and the link is used up."""
    if request.method != "POST":
        link = queries.find_sign_in_link(viewer=request.actor, token=token)
        if link is None:
            return respond(request, "accounts/link_used.html", status=404)
        return respond(request, "accounts/sign_in_by_link.html", {"person": link.person})
    try:
        person = changes.use_sign_in_link(by=request.actor, token=token)
    except Refused:
        return respond(request, "accounts/link_used.html", status=404)
    if request.user.is_authenticated:
        logout(request, show_message=False)
    record_authentication(request, person, method="link")
    response: HttpResponse = perform_login(request, Login(user=person, email=person.email))
    return response


@public(reason="Whoever wants to go may go; nobody is asked who they are first.")
def sign_out(request: PageRequest) -> HttpResponse:
    """Ask once more where somebody came by a link; the button ends the session on this side (ASVS 7.4.1)."""
    if request.method != "POST":
        return respond(request, "accounts/sign_out.html")
    logout(request, show_message=False)
    return see_other(reverse("accounts:signed_out"))


@public(reason="Gives up a sign-in that was begun in this browser; there is nothing else to lose.")
@require_POST
def start_again(request: PageRequest) -> HttpResponse:
    """Forget the code this browser waits for, so that another address can be typed."""
    clear_login(request)
    return see_other(reverse("account_login"))


@public(reason="It says that a session has ended; whoever reads it has none.")
@require_safe
def signed_out(request: PageRequest) -> HttpResponse:
    """Say that the session has ended."""
    return respond(request, "accounts/signed_out.html")


@public(
    reason="Shown to somebody who proved a way to sign in and is kept out: they have no session."
)
@require_safe
def closed(request: PageRequest) -> HttpResponse:
    """Say that nobody comes in by this account at the moment."""
    return respond(request, "accounts/closed.html", status=403)


@public(reason="Everybody chooses the language they read, signed in or not.")
@require_POST
def set_language(request: PageRequest) -> HttpResponseBase:
    """Keep the language in a cookie, and for a person in their account, which letters follow."""
    if request.actor.kind is ActorKind.PERSON:
        language = request.POST.get("language", "")
        person = queries.get_person(viewer=request.actor)
        try:
            changes.choose_language(by=request.actor, person=person, language=language)
        except Refused:
            return redirect("accounts:account")
    return set_language_cookie(request)


def too_many_requests(request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """Answer whoever asks too often, and log that a limit was hit (ASVS 16.3.3)."""
    log.warning(
        "throttled", extra={"path": request.resolver_match and request.resolver_match.view_name}
    )
    response = respond(request, "429.html", status=429)
    response.headers["Retry-After"] = "60"
    return response
