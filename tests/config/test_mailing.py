from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from compagnon.config.mailing import TIMEOUT_SECONDS, email_settings

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def way(url: str) -> tuple[Any, ...]:
    found = email_settings(url)
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    return tuple(found[name] for name in names)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, False, False)),
        ("smtp://mail.example.org:2525", ("mail.example.org", 2525, False, False)),
        ("smtp+tls://mail.example.org", ("mail.example.org", 587, True, False)),
        ("smtps://mail.example.org", ("mail.example.org", 587, True, False)),
        ("smtp+ssl://mail.example.org", ("mail.example.org", 465, False, True)),
    ],
)
def test_an_address_says_host_port_and_encryption(url: str, expected: tuple[Any, ...]) -> None:
    assert way(url) == expected
    assert email_settings(url)["EMAIL_BACKEND"] == SMTP


def test_user_and_password_may_hold_any_sign() -> None:
    found = email_settings("smtp+tls://post%40example.org:a%2Fb%3A%40@mail.example.org")

    assert found["EMAIL_HOST_USER"] == "post@example.org"
    assert found["EMAIL_HOST_PASSWORD"] == "a/b:@"


def test_without_user_and_password_nobody_signs_in() -> None:
    found = email_settings("smtp://localhost")

    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("", "")


def test_the_demo_keeps_its_letters() -> None:
    backend = email_settings("demo://")["EMAIL_BACKEND"]

    assert backend == "compagnon.notifications.backends.ViewerBackend"


def test_a_silent_server_holds_nobody_up() -> None:
    assert email_settings("smtp://localhost")["EMAIL_TIMEOUT"] == TIMEOUT_SECONDS


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="pigeon"):
        email_settings("pigeon://loft")
