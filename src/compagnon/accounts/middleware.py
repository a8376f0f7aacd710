"""Who acts in a request, and the browser's session."""

import logging
from collections.abc import Callable
from typing import Final, cast
from uuid import UUID

from django.contrib.sessions import middleware as library
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from compagnon.accounts.sessions import SessionStore
from compagnon.core import actors
from compagnon.core.pages import PageRequest
from compagnon.ui.busy import is_passing

log = logging.getLogger("compagnon.accounts")

GetResponse = Callable[[HttpRequest], HttpResponse]
SHOWN: Final = 200


class SessionMiddleware(library.SessionMiddleware):
    """Django's, but a page that was read is shown even if the session cannot be written: a full disk, a lock.

    What is lost is small: when the session was last used, and that a message has been shown. A redirect is not
    let through, for what it leads to may need what the session was to keep.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the session, or leave it as it was."""
        try:
            return super().process_response(request, response)
        except (DatabaseError, InterfaceError) as error:
            is_read = request.method in {"GET", "HEAD"} and response.status_code == SHOWN
            if not (is_read and is_passing(error)):
                raise
            log.warning("a session was not written", extra={"error": type(error).__name__})
            return response


class ActorMiddleware:
    """Set `request.actor`: the signed-in person, or nobody. Stands right after the authentication middleware.

    Django's backend gives no user for an account that was closed, so closing it acts on the next request.
    The reader's language is the page shell's business (ui.middleware.LanguageMiddleware), which stands after.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast("PageRequest", request)
        asked.actor = actors.NOBODY
        if request.user.is_authenticated:
            person = request.user
            asked.actor = actors.person(UUID(str(person.pk)))
            asked.actor.memo("person", lambda: person)
            cast("SessionStore", request.session).touch()
        return self._get_response(request)
