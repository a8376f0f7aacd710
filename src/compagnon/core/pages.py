"""`@page` and `@public`: the two doors to a view. A URL without one of them does not exist."""

import functools
import re
import secrets
from collections.abc import Callable
from typing import Any, Final, NamedTuple, Protocol, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from compagnon.core import clock
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.models import Submission
from compagnon.core.policy import decide, visible_to

_MOST_DIGITS: Final = 8  # so that every database can look for it
ONCE_FIELD = "once"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,40}")


class PageRequest(HttpRequest):
    """A request that knows who acts."""

    actor: Actor


class PageEntry(NamedTuple):
    """What a page declares: the permission it asks, about which kind of thing; or why it is public."""

    permission: str | None
    on: str | None
    public_reason: str | None


class Declared(Protocol):
    """A view that carries its declaration, as the URL walk of the tests finds it."""

    page_entry: PageEntry


View = Callable[..., HttpResponseBase]


def page(permission: str, *, on: str | None = None, once: bool = True) -> Callable[[View], View]:
    """Let in whoever the policy lets in; everybody else is told why, or that there is nothing here.

    With `on="partnership"` the URL's `partnership_id` becomes the partnership, fetched among those the
    actor may know of: unknown and not yours are the same 404. `once=False` is for a page that counts
    wrong tries: taking back what a refused form wrote would take back the count.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def opened(request: PageRequest, **kwargs: Any) -> HttpResponseBase:
            if request.actor.kind is not ActorKind.PERSON:
                return redirect_to_login(request.get_full_path())
            try:
                _let_in(request, kwargs, permission, on)
            except (Http404, PermissionDenied):
                # What the first of two presses did may be why the second is refused: leaving, for example.
                earlier = _answer_of_twin(_token_of(request)) if once else None
                if earlier is None:
                    raise
                return earlier
            return _sent_once(view, request, kwargs) if once else view(request, **kwargs)

        cast("Declared", opened).page_entry = PageEntry(permission, on, None)
        return opened

    return decorate


def _found(actor: Actor, kind: str, key: object) -> Any:
    """Return a thing among those that an actor may know of; a 404 where it is not."""
    try:
        return visible_to(actor, kind).get(pk=key)  # not `first`, which sorts by every column
    except ObjectDoesNotExist as error:
        raise Http404 from error


def public(*, reason: str, once: bool = True) -> Callable[[View], View]:
    """Open a view to everybody; the reason stands in the generated list of URLs. `once` as in `page`."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def opened(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            return _sent_once(view, request, kwargs) if once else view(request, **kwargs)

        cast("Declared", opened).page_entry = PageEntry(None, None, reason)
        return opened

    return decorate


def once_token() -> str:
    """Return a fresh token for a form that must take effect once, however often it is sent."""
    return secrets.token_urlsafe(16)


def _let_in(request: PageRequest, kwargs: dict[str, Any], permission: str, on: str | None) -> None:
    """Put what the URL names among the view's arguments; raises 404 or 403 for whom the policy keeps out."""
    target = None
    if on:
        target = kwargs[on] = _found(request.actor, on, kwargs.pop(f"{on}_id"))
    decision = decide(request.actor, permission, target)
    if not decision.allowed:
        raise PermissionDenied(decision.reason)


def _token_of(request: HttpRequest) -> str:
    """Return the form's token; nothing where it is none that we could have made (a zero, PostgreSQL refuses)."""
    token = request.POST.get(ONCE_FIELD, "") if request.method == "POST" else ""
    return token if _TOKEN.fullmatch(token) else ""


def _answer_of_twin(token: str) -> HttpResponse | None:
    """Return what the same form was answered when it was sent before; None if it was not."""
    earlier = Submission.objects.filter(token=token).first() if token else None
    return see_other(earlier.location) if earlier else None


def _sent_once(view: View, request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponseBase:
    """Run a view; a form carrying a token takes effect once, and its twin gets the first one's redirect.

    Token and change stand in one transaction: what was refused (no redirect) leaves neither.
    """
    token = _token_of(request)
    if not token:
        return view(request, **kwargs)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(token=token, sent_at=clock.now())
            response = view(request, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                submission.location = response.url
                submission.save(update_fields=["location"])
            else:
                transaction.set_rollback(True)
            return response
    except IntegrityError:
        earlier = _answer_of_twin(token)
        if earlier is None:
            raise
        return earlier


def typed_id(written: str) -> UUID:
    """Return the id that a form sent; 404 for what is none: no page of ours sends that."""
    try:
        return UUID(hex=written)
    except ValueError as error:
        raise Http404 from error


def typed_number(written: str, *, otherwise: int) -> int:
    """Return the whole number that a page sent back; `otherwise` where somebody made something else up."""
    is_number = written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS
    return int(written) if is_number else otherwise


def see_other(location: str) -> HttpResponse:
    """Answer a successful POST: go and look there (303)."""
    response = HttpResponseRedirect(location)
    response.status_code = 303
    return response
