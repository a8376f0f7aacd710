"""The headers that every answer carries, as a public installation on https sends them."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any, Final

from compagnon.ui.middleware import FIXED_HEADERS

POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
EXPECTED: Final = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": FIXED_HEADERS["Permissions-Policy"],
}


def faults_of(response: Any, *, is_signed_in: bool) -> Iterator[str]:
    """Yield what is wrong about the headers and cookies of an answer."""
    for name, value in EXPECTED.items():
        if response.headers.get(name) != value:
            yield f"{name}: {response.headers.get(name)}"
    policy = dict(
        part.strip().split(" ", 1)
        for part in response.headers.get("Content-Security-Policy", "- -").split(";")
    )
    if policy != POLICY:
        yield f"Content-Security-Policy: {policy}"
    if is_signed_in and "no-store" not in response.headers.get("Cache-Control", ""):
        yield "may be stored"
    yield from _faults_of_cookies(response.cookies)


def _faults_of_cookies(cookies: SimpleCookie) -> Iterator[str]:
    for name, cookie in cookies.items():
        if not name.startswith("__Host-"):
            yield f"cookie {name} is not bound to this host"
        if not (
            cookie["secure"] and cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"}
        ):
            yield f"cookie {name} is loose"
        if cookie["domain"] or cookie["path"] != "/":
            yield f"cookie {name} goes elsewhere"
