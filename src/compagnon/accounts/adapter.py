"""Where the sign-in library asks us: who may come in, what is mailed, how secrets are kept."""

import base64
import logging
from typing import Any, ClassVar
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress, Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.accounts import changes
from compagnon.accounts.codes import Purpose, plan_code, plan_no_account
from compagnon.accounts.events import Way
from compagnon.accounts.models import Person
from compagnon.accounts.policy import may_come_in
from compagnon.accounts.rules import browser_label
from compagnon.accounts.sessions import BROWSER
from compagnon.core import actors, installation
from compagnon.core.encryption import master
from compagnon.core.encryption.tokens import decrypt, encrypt
from compagnon.core.errors import Refused

log = logging.getLogger("compagnon.security")

FRESH = "reauthenticated"
_PURPOSES = {
    "account/email/login_code": Purpose.SIGN_IN,
    "account/email/email_confirmation": Purpose.ADDRESS,
    "account/email/email_confirmation_signup": Purpose.ADDRESS,
}
_WAYS = {
    "code": Way.CODE,
    "link": Way.LINK,
    Authenticator.Type.WEBAUTHN: Way.PASSKEY,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Sign-in as Compagnon has it: nobody registers, letters go through the outbox, identities are sealed."""

    error_messages: ClassVar[dict[str, StrOrPromise]] = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _(
            "That is not the code. Look at the newest letter, and type it as it is."
        ),
        "too_many_login_attempts": _("That was tried too often. Please wait a few minutes."),
        "email_password_mismatch": _("The address or the password is not right."),
        "duplicate_email": _("This is the address you have now."),
        "email_taken": _("Somebody else signs in with this address."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a stand-in for the client's network, so that no throttle keeps an address of the internet.

        Only the entries of X-Forwarded-For that trusted proxies wrote are believed (ASVS 4.1.3, 15.3.4).
        """
        try:
            network = truncate_ip(super().get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):
            network = request.META.get("REMOTE_ADDR", "")
        return salted_hmac("compagnon.accounts.network", network, algorithm="sha256").hexdigest()[
            :32
        ]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Plan a letter in place of each mail of the library; the same work whether the address is known or not."""
        person = context.get("user") or Person.objects.filter(email=email.lower()).first()
        try:
            if template_prefix in _PURPOSES and person is not None:
                plan_code(
                    person=person,
                    address=email,
                    code=context["code"],
                    purpose=_PURPOSES[template_prefix],
                )
            elif template_prefix == "account/email/unknown_account":
                plan_no_account(address=email)
            else:
                raise LookupError(f"No letter stands for {template_prefix}")
        except master.KeysMissing as error:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("accounts:closed"))) from error

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        *_template: object,
        message: StrOrPromise | None = None,
    ) -> None:
        """Pass on what went wrong; what went well is said by the page that follows, not by a template."""
        if message:
            messages.add_message(request, level, str(message))

    def pre_login(self, request: HttpRequest, user: Person, **_kwargs: Any) -> HttpResponse | None:
        """Keep out whoever comes in by an identity that is closed or was tampered with."""
        if user.is_active and may_come_in(UUID(str(user.pk))):
            return None
        changes.record_refused_sign_in(by=actors.SYSTEM, person=user)
        clear_login(request)
        return HttpResponseRedirect(reverse("accounts:closed"))

    def login(self, request: HttpRequest, user: Person) -> None:
        """Open the session under a new key, and note how the person came and in which browser."""
        super().login(request, user)
        records = get_authentication_records(request, user)
        # A fresh sign-in is as good as confirming that it is you (ASVS 7.5.1).
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            *records[:-1],
            *({**record, FRESH: True} for record in records[-1:]),
        ]
        request.session[BROWSER] = browser_label(request.headers.get("User-Agent", ""))
        by = actors.person(UUID(str(user.pk)))
        changes.record_sign_in(by=by, person=user, way=way_of(records))

    def get_login_stages(self) -> list[str]:
        """Return the steps that may stand between proving a way to sign in and being in.

        None asks whether the address is proved: an account has one address, and it is never kept unproved.
        """
        return [
            "allauth.account.stages.LoginByCodeStage",
            "compagnon.accounts.stages.SecondStep",
        ]

    def is_login_by_code_required(self, login: Login) -> bool:
        """Ask for a mailed code besides a password where there is no app or passkey: never a password alone."""
        methods = {
            record["method"] for record in get_authentication_records(self.request, login.user)
        }
        is_alone: bool = methods == {"password"}
        return is_alone and not has_second_step(login.user)

    def confirm_email(self, request: Any, email_address: EmailAddress) -> bool:
        """Move a person to the address they have just proved to be theirs."""
        try:
            changes.change_address(by=request.actor, person=request.user, email=email_address.email)
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
            return False
        return True

    def authentication_failed(self, _request: HttpRequest, **_credentials: Any) -> None:
        """Log that a password was wrong; neither the address nor what was typed (ASVS 16.3.1)."""
        log.info("wrong password")

    def get_email_verification_redirect_url(self, _email_address: EmailAddress) -> str:
        """Return to the account page once an address is proved."""
        return reverse("accounts:account")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Passkeys of this installation's address; secrets are kept encrypted."""

    error_messages: ClassVar[dict[str, StrOrPromise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That did not fit. Please try again, or use a mailed code."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a TOTP secret or the seed of recovery codes with the installation's secret (ASVS 13.3.1)."""
        return base64.b64encode(encrypt(_way_key(), text.encode(), b"sign-in secret")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` made; anything else stops here."""
        return decrypt(_way_key(), base64.b64decode(encrypted_text), b"sign-in secret").decode()

    def generate_authenticator_name(self, _user: Person, _type: str) -> str:
        """Name a passkey after the browser it was made in."""
        return browser_label(self.request.headers.get("User-Agent", "")) or gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the public address of the site, never to what a request calls it."""
        return {"id": installation.host(), "name": "Compagnon"}

    def get_totp_issuer(self) -> str:
        """Return the name an app shows beside its codes."""
        return f"Compagnon ({installation.host()})"


def has_second_step(person: Person) -> bool:
    """Say whether a person has an app or a passkey to go with a password."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).exists())


def way_of(records: list[dict[str, Any]]) -> Way:
    """Return the way somebody signed in, from what the library noted of each step."""
    if any(record["method"] == "password" for record in records):
        return Way.PASSWORD
    last = records[-1]
    return _WAYS[last.get("type") or last["method"]]


def _way_key() -> bytes:
    return salted_hmac("compagnon.accounts.ways", "secrets", algorithm="sha256").digest()
