"""Who acts in a request."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from compagnon.accounts.sessions import SessionStore
from compagnon.core import actors
from compagnon.core.pages import PageRequest

GetResponse = Callable[[HttpRequest], HttpResponse]


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
