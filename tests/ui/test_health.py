from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from compagnon.core import readiness


def test_healthz_answers_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_asks_the_database_once(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_readyz_says_no_more_than_that_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = connections["default"]
    name = str(tmp_path / "none" / "x") if here.vendor == "sqlite" else "none"
    elsewhere = {**here.settings_dict, "NAME": name, "PORT": "1"}
    monkeypatch.setattr(readiness, "connection", type(here)(elsewhere))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_monitor_only_asks(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_monitor_on_the_machine_itself_is_not_sent_to_https(
    client: Client, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code == 200
    assert client.get("/").status_code == 301
