"""Forms of signing in and of one's own account."""

import logging
from typing import Any, Final

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import Person
from compagnon.accounts.queries import Passkey
from compagnon.accounts.rules import tidy_address, tidy_name

log = logging.getLogger("compagnon.security")
YOUR_ADDRESS: Final = _("Your e-mail address")


def address_field(label: StrOrPromise = YOUR_ADDRESS) -> forms.EmailField:
    """Return the field in which a person writes their own address."""
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


def code_field() -> forms.CharField:
    """Return the field for a mailed code; a phone offers the code from the letter."""
    return forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight letters. Capitals and the dash do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


def app_code_field() -> forms.CharField:
    """Return the field for the code an app shows."""
    return forms.CharField(
        label=_("Code from your app"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def throttled_address(typed: str, *, action: str = "request_login_code") -> str:
    """Return an address as it is kept; answers 429 (`ImmediateHttpResponse`) where it was asked for too often.

    Few requests from one network for one address, so that nobody's letter box is filled; many for one
    address from everywhere, so that a stranger cannot keep its owner out.
    """
    address = tidy_address(typed)
    request = context.request
    network = get_adapter().get_client_ip(request)
    if not (
        ratelimit.consume(request, action=action, key=f"{network} {address}")
        and ratelimit.consume(request, action=f"{action}_anywhere", key=address)
    ):
        raise ImmediateHttpResponse(ratelimit.respond_429(request))
    return address


class SignInForm(library.RequestLoginCodeForm):  # type: ignore[misc]  # the library has no types
    """Ask for a mailed code. Known and unknown addresses take the same way and the same time."""

    email = address_field()

    def clean_email(self) -> str:
        """Find whose address it is, unless it was asked for too often."""
        address = throttled_address(self.cleaned_data["email"])
        self._user = Person.objects.filter(email=address, is_active=True).first()
        return address


class SignInCodeForm(library.ConfirmLoginCodeForm):  # type: ignore[misc]  # the library has no types
    """Type the code that was mailed."""

    code = code_field()

    def clean_code(self) -> str:
        """Log a wrong code, without it (ASVS 16.3.1)."""
        try:
            return str(super().clean_code())
        except forms.ValidationError:
            log.info("wrong code")
            raise


class AddressCodeForm(library.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # the library has no types
    """Type the code that was mailed to the new address."""

    code = code_field()


class PasswordSignInForm(library.LoginForm):  # type: ignore[misc]  # the library has no types
    """Sign in with a password, where the host allows it; a second step follows."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the address in our own words."""
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()


class AddressForm(library.AddEmailForm):  # type: ignore[misc]  # the library has no types
    """Move to another address."""

    email = address_field(_("Your new e-mail address"))


class NewcomerForm(forms.Form):
    """Say who one is, without an account: the code that follows proves the address."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As you would like your partner to know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = address_field()

    def clean_name(self) -> str:
        """Leave out what nobody sees; a name of nothing else is none."""
        name = tidy_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please write a name."))
        return name

    def clean_email(self) -> str:
        """Take any address, known or not, in the same way and the same time."""
        return throttled_address(self.cleaned_data["email"])


class NameForm(forms.Form):
    """Correct one's own name."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]  # the library has no types
    """Prove that the app shows the right codes."""

    code = app_code_field()


class AppCodeForm(ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """Type a code from the app, or a recovery code."""

    code = app_code_field()


class RemovePasskeyForm(forms.Form):
    """Say which passkey goes."""

    passkey = forms.TypedChoiceField(
        label=_("Passkey"), coerce=int, widget=forms.RadioSelect, choices=()
    )

    def __init__(self, *args: Any, passkeys: tuple[Passkey, ...], **kwargs: Any) -> None:
        """Offer one's own passkeys."""
        super().__init__(*args, **kwargs)
        self.fields["passkey"].choices = [(one.id, one.name) for one in passkeys]  # type: ignore[attr-defined]  # a choice field has choices


class NewPasswordForm(forms.Form):
    """Set a password, with the present one if there is one (ASVS 6.2.3)."""

    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        help_text=_(
            "At least 15 characters. Three or four words that do not belong together are good."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Ask for the present password only if there is one."""
        super().__init__(*args, **kwargs)
        self._person = person
        if not person.has_usable_password():
            del self.fields["present"]

    def clean_present(self) -> str:
        present = str(self.cleaned_data["present"])
        if not self._person.check_password(present):
            raise forms.ValidationError(_("That is not your present password."))
        return present

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self._person)
        return password
