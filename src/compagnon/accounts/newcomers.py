"""Coming in without an account: a name and an address, proved by a mailed code, and only then a person.

Until the code comes back nothing is written of a newcomer but an encrypted session. Whoever is known by the address
already is signed in and keeps the name they have; nobody who types an address learns which of the two it is.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from compagnon.accounts.changes import admit_person
from compagnon.accounts.codes import plan_newcomers_code
from compagnon.core.actors import SYSTEM

_STATE = "accounts_newcomer"


class Newcomer(AbstractCodeVerificationProcess):  # type: ignore[misc]  # the library has no types
    """Somebody whose code is on its way: ten minutes, three tries, once, in this browser."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        """Keep the state of the request's session."""
        self._request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
        )

    @classmethod
    def start(cls, request: HttpRequest, *, name: str, email: str, next_url: str) -> None:
        """Mail a code to the address; `next_url` is where they go once it has come back."""
        state = cls.initial_state(user=None, email=email)
        state |= {"name": name, "next": next_url, "code": get_adapter().generate_login_code()}
        newcomer = cls(request, state)
        newcomer.send()
        newcomer.persist()

    @classmethod
    def resume(cls, request: HttpRequest) -> "Newcomer | None":
        """Return who this browser waits for, unless their time has passed."""
        state = request.session.get(_STATE)
        return cls(request, state).abort_if_invalid() if state else None

    @property
    def email(self) -> str:
        """The address that the code went to."""
        return str(self.state["email"])

    @property
    def next_url(self) -> str:
        """Where they were going."""
        return str(self.state["next"])

    def send(self) -> None:
        """Plan the letter."""
        plan_newcomers_code(address=self.email, code=self.code)

    def persist(self) -> None:
        """Keep the state, wrong tries included, in the session."""
        self._request.session[_STATE] = self.state

    def abort(self) -> None:
        """Forget them: the code was used, tried too often, or its time has passed."""
        self._request.session.pop(_STATE, None)

    def come_in(self) -> HttpResponse:
        """Admit whoever has proved the address, sign them in, and send them where they were going."""
        self.abort()
        person = admit_person(
            by=SYSTEM,
            email=self.email,
            name=self.state["name"],
            language=translation.get_language() or "en",
        )
        record_authentication(self._request, person, method="code", email=self.email)
        login = Login(user=person, email=self.email, redirect_url=self.next_url)
        response: HttpResponse = perform_login(self._request, login)
        return response
