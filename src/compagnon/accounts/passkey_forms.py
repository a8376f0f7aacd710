"""Forms that carry what a browser signed with a passkey. Whatever else arrives is refused, never an error."""

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.webauthn import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

LONGEST: Final = 20_000
# What reading raises at bytes that are no credential; a forged one is a ValueError, which the library refuses.
_MALFORMED: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
_NOT_UNDERSTOOD: Final = _("That did not fit. Please try again, or use a mailed code.")


class CredentialField(forms.JSONField):
    """A credential as the browser's script hands it over; `parse` must be able to read it."""

    widget = forms.HiddenInput

    def __init__(self, *, parse: Callable[[Any], object]) -> None:
        """Keep how a credential of this kind is read."""
        super().__init__(max_length=LONGEST, error_messages={"required": _NOT_UNDERSTOOD})
        self._parse = parse

    def bound_data(self, _data: Any, _initial: Any) -> str:
        """Show nothing again: a credential answers one question once."""
        return ""

    def prepare_value(self, _value: Any) -> str:
        """Begin empty; the script fills it."""
        return ""

    def to_python(self, value: Any) -> Any:
        """Return the credential, or refuse what is none."""
        if len(value or "") > LONGEST:
            raise forms.ValidationError(_NOT_UNDERSTOOD)
        try:
            found = super().to_python(value)
            if found is not None:
                self._parse(found)
        except (forms.ValidationError, *_MALFORMED) as error:
            raise forms.ValidationError(_NOT_UNDERSTOOD) from error
        return found


class AddPasskeyForm(library.AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """Add a passkey, always one that signs in by itself and asks for the finger, the face or the PIN."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("So that you know it again: the device or the place where it is kept."),
    )
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)
    credential = CredentialField(parse=RegistrationResponse.from_dict)


class CheckedCredential(library.AuthenticateWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """What the forms that take a passkey have in common."""

    credential = CredentialField(parse=AuthenticationResponse.from_dict)


class PasskeySignInForm(CheckedCredential, library.LoginWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """Sign in with a passkey, without saying first who one is."""


class SecondStepPasskeyForm(CheckedCredential):
    """Take a passkey as the second step after a password."""


class ConfirmPasskeyForm(CheckedCredential, library.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """Confirm with a passkey that it is really you."""
