"""Headers of every answer, what browsers may keep, and which language is spoken."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from compagnon.accounts.models import Person
from compagnon.ui.middleware import (
    FIXED_HEADERS,
    HeadersMiddleware,
    LanguageMiddleware,
    PrivacyMiddleware,
)
from tests.cast import make_person


def test_every_answer_carries_the_security_headers(client: Client) -> None:
    headers = client.get("/ui/").headers

    assert {name: headers[name] for name in FIXED_HEADERS} == FIXED_HEADERS
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_an_answer_may_be_stricter_but_not_silent() -> None:
    response = HttpResponse(headers={"Referrer-Policy": "no-referrer"})

    headers = HeadersMiddleware(lambda _request: response)(HttpRequest()).headers

    assert {**FIXED_HEADERS, "Referrer-Policy": "no-referrer"}.items() <= headers.items()


def test_no_power_of_the_browser_is_left_on_but_passkeys() -> None:
    granted = [
        power
        for power in FIXED_HEADERS["Permissions-Policy"].split(", ")
        if not power.endswith("=()")
    ]

    assert granted == ["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]


def kept(session: SessionStore, response: HttpResponse, *, ends: bool = False) -> HttpResponse:
    """Pass a response through for a browser with this session, which ends on the way or does not."""

    def view(request: HttpRequest) -> HttpResponse:
        if ends:
            request.session.flush()
        return response

    request = RequestFactory().get("/")
    request.session = session
    return PrivacyMiddleware(view)(request)


def signed_in() -> SessionStore:
    session = SessionStore()
    session["person"] = "amal"
    session.save()
    return session


@pytest.mark.parametrize(
    ("session", "view_says", "sent"),
    [
        (SessionStore(), None, "no-store"),
        (SessionStore(), "public, max-age=60", "public, max-age=60"),
        (signed_in(), None, "no-store"),
        (signed_in(), "public, max-age=60", "no-store"),
        (signed_in(), "private, no-store", "private, no-store"),
    ],
)
def test_no_page_of_a_person_is_stored(
    session: SessionStore, view_says: str | None, sent: str
) -> None:
    response = HttpResponse()
    if view_says:
        response.headers["Cache-Control"] = view_says

    answer = kept(session, response)

    assert answer.headers["Cache-Control"] == sent
    assert "Clear-Site-Data" not in answer.headers


def test_the_browser_forgets_when_a_session_ends() -> None:
    answer = kept(signed_in(), HttpResponse(), ends=True)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def spoken(user: object, **headers: str) -> HttpResponse:
    """Return an answer that says in which language it was made."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{translation.get_language()} {request.LANGUAGE_CODE}")

    request = RequestFactory().get("/", headers=headers)
    request.user = user  # type: ignore[assignment]  # as the authentication middleware does
    return LanguageMiddleware(view)(request)


@pytest.mark.parametrize(
    ("user", "headers", "language"),
    [
        (Person(language="cy"), {"accept-language": "fr", "cookie": "language=de"}, "cy"),
        (AnonymousUser(), {"accept-language": "fr", "cookie": "language=de"}, "de"),
        (AnonymousUser(), {"accept-language": "fr"}, "fr"),
        (AnonymousUser(), {}, "en"),
        (AnonymousUser(), {"accept-language": "tlh"}, "en"),
    ],
)
def test_the_reader_is_spoken_to_in_their_language(
    user: object, headers: dict[str, str], language: str
) -> None:
    before = translation.get_language()

    answer = spoken(user, **headers)

    assert answer.content.decode() == f"{language} {language}"
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Vary"] == "Accept-Language, Cookie"
    assert translation.get_language() == before


@pytest.mark.django_db
def test_a_signed_in_person_is_spoken_to_in_the_language_of_the_account(client: Client) -> None:
    client.force_login(make_person("Bela", language="cy"))

    answer = client.get("/ui/", headers={"accept-language": "fr"})

    assert answer.headers["Content-Language"] == "cy"
    assert answer.headers["Cache-Control"] == "no-store"
    assert '<html lang="cy"' in answer.content.decode()
