"""The step between a password and being signed in."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondStep(AuthenticateStage):  # type: ignore[misc]  # the library has no types
    """Ask for the app or the passkey after a password. A mailed code and a passkey are strong alone."""

    def _should_handle(self, request: HttpRequest) -> bool:
        """Handle those who came with a password, unless they have confirmed it by a mailed code."""
        records = get_authentication_records(request, self.login.user)
        used = {record["method"] for record in records}
        return used == {"password"} and super()._should_handle(request)
