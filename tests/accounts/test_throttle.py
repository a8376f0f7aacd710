import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from compagnon.accounts.models import Person
from compagnon.notifications.models import Message
from tests.accounts.steps import admit, ask_for_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def test_sixth_code_for_an_address_from_one_network_is_refused(
    client: Client, amal: Person
) -> None:
    answers = [ask_for_code(Client(), amal.email).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert Message.objects.count() == 5


def test_refusal_says_when_to_try_again_and_is_logged(
    client: Client, amal: Person, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        ask_for_code(Client(), amal.email)

    page = ask_for_code(client, amal.email)

    assert page.headers["Retry-After"] == "60"
    assert b"That was a little too often" in page.content
    assert ("compagnon.security", logging.WARNING, "throttled") in caplog.record_tuples


def test_stranger_who_asks_too_often_does_not_keep_the_owner_out(
    client: Client, amal: Person
) -> None:
    for _ in range(6):
        ask_for_code(Client(), amal.email, REMOTE_ADDR="192.0.2.66")

    assert ask_for_code(client, amal.email, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_letters_to_one_address_end_after_thirty_an_hour_wherever_they_are_asked_from(
    amal: Person,
) -> None:
    answers = [
        ask_for_code(Client(), amal.email, REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number in range(31)
    ]

    assert answers == [302] * 30 + [429]


def test_throttle_forgets_after_ten_minutes(
    client: Client, amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    for _ in range(6):
        ask_for_code(Client(), amal.email)
    clock_stands_still.shift(timedelta(minutes=11))

    assert ask_for_code(client, amal.email).status_code == 302


def test_forged_forwarded_address_does_not_fool_the_throttle(amal: Person) -> None:
    answers = [
        ask_for_code(Client(), amal.email, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").status_code
        for number in range(6)
    ]

    assert answers == [302] * 5 + [429]


def test_only_what_the_trusted_proxy_wrote_counts(amal: Person, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    forged = [
        ask_for_code(
            Client(), amal.email, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.1"
        ).status_code
        for number in range(6)
    ]
    other = ask_for_code(Client(), amal.email, HTTP_X_FORWARDED_FOR="203.0.113.1, 192.0.2.2")

    assert forged == [302] * 5 + [429]
    assert other.status_code == 302


def test_request_that_came_past_the_proxies_is_counted_by_its_own_address(
    amal: Person, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2

    answers = [
        ask_for_code(Client(), amal.email, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code
        for _ in range(6)
    ]

    assert answers == [302] * 5 + [429]


def test_no_address_of_the_internet_is_kept(client: Client, amal: Person) -> None:
    ask_for_code(client, amal.email, REMOTE_ADDR="192.0.2.66")

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM core_cache")
        kept = str(cursor.fetchall())
    assert "rl:" in kept
    assert "192.0.2.66" not in kept
    assert amal.email not in kept
