"""Headers of every answer, the reader's language, and a kind word when something cannot be had."""

from collections.abc import Callable
from typing import Final

from csp.constants import HEADER
from csp.utils import build_policy
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.defaults import permission_denied

from compagnon.core.errors import Refused
from compagnon.ui.busy import busy_page, is_passing

GetResponse = Callable[[HttpRequest], HttpResponse]

# Powers of the browser that no page of ours uses. Passkeys need the two that begin with publickey.
_UNUSED: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
FIXED_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [f"{power}=()" for power in _UNUSED]
        + ["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """Put the fixed security headers on every answer, static files included. Stands first.

    One content security policy holds for every page, so it is written once and not, as by its library's middleware,
    for each answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response
        self._headers = {**FIXED_HEADERS, HEADER: build_policy()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        return response


class PrivacyMiddleware:
    """Leave no copy of a page on a shared computer. Stands right after the session middleware.

    Nothing made by a view is stored unless the view says so, and never for a browser that holds a
    session. When a session ends, at sign-out or by itself, the browser is told to forget what it kept;
    the choice of language, a cookie, stays.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        had_session = bool(request.session.session_key)
        response = self._get_response(request)
        allowed = response.headers.get("Cache-Control")
        if allowed is None or (had_session and "no-store" not in allowed):
            response.headers["Cache-Control"] = "no-store"
        if had_session and request.session.is_empty():
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class LanguageMiddleware:
    """Speak the language a signed-in person chose, else the cookie's, else the browser's.

    Stands after the authentication middleware, in the place of Django's LocaleMiddleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        language = chosen or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language() or language
            response = self._get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class BusyMiddleware:
    """Answer 503 when the database is locked, full or away, and keep what was typed. Stands near the end."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Leave every other exception to its own page."""
        return busy_page(request) if is_passing(exception) else None


class RefusalMiddleware:
    """Say why, where a refusal was met that no form could show: words that do not open, a key file missing."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the refusal's own sentence; every other exception has another page."""
        if isinstance(exception, Refused):
            return permission_denied(request, PermissionDenied(exception.reason))
        return None
