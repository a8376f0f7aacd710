"""Confirming that it is really you, before anything changes about how you sign in (ASVS 7.5.1)."""

import functools
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from compagnon.accounts.adapter import FRESH
from compagnon.accounts.codes import Purpose, plan_code
from compagnon.core import clock

View = Callable[..., HttpResponse]
_STATE = "accounts_confirm"


class MailedCode(AbstractCodeVerificationProcess):  # type: ignore[misc]  # the library has no types
    """A code mailed to the person who is signed in: ten minutes, three tries, once."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        """Keep the state of the request's session."""
        self._request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def resume(cls, request: HttpRequest) -> "MailedCode | None":
        """Return the code this session waits for, unless its time has passed."""
        state = request.session.get(_STATE)
        return cls(request, state).abort_if_invalid() if state else None

    @classmethod
    def start(cls, request: HttpRequest) -> None:
        """Mail a new code to the address of whoever is signed in."""
        code = cls(request, cls.initial_state(user=request.user))
        code.state["code"] = get_adapter().generate_login_code()
        code.send()
        code.persist()

    def send(self) -> None:
        """Plan the letter."""
        person: Any = self._request.user
        plan_code(person=person, address=person.email, code=self.code, purpose=Purpose.CONFIRM)

    def persist(self) -> None:
        """Keep the state, wrong tries included, in the session."""
        self._request.session[_STATE] = self.state

    def abort(self) -> None:
        """Forget the code: it was used, tried too often, or its time has passed."""
        self._request.session.pop(_STATE, None)


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the person signed in, or confirmed that it is them, in the last ten minutes."""
    since = clock.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record.get(FRESH) and record["at"] > since for record in records)


def fresh(view: View) -> View:
    """Open a page only to somebody who has just confirmed that it is them; others do that first."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, **kwargs)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('accounts:confirm')}?{query}")

    return guarded


def confirmed(request: HttpRequest, method: str) -> HttpResponseRedirect:
    """Note that it is really them, and go on to where they were going."""
    record_authentication(request, request.user, method=method, **{FRESH: True})
    return redirect(next_url(request))


def next_url(request: HttpRequest) -> str:
    """Return where a person was going; a place on this site, whatever the request says."""
    return get_next_redirect_url(request) or reverse("accounts:account")
