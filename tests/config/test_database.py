import pytest
from django.core.exceptions import ImproperlyConfigured

from compagnon.config.database import database_settings


def test_sqlite_is_durable_and_patient() -> None:
    found = database_settings("sqlite:////srv/compagnon/data/compagnon.sqlite3")

    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == "/srv/compagnon/data/compagnon.sqlite3"
    assert found["CONN_MAX_AGE"] is None
    assert found["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }


def test_what_an_address_asks_of_postgresql_stands_beside_our_own() -> None:
    found = database_settings(
        "postgres://compagnon:pw@db.example.org:5432/mentoring?sslmode=require"
    )

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", 5432, "mentoring")
    assert found["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c statement_timeout=30000 -c lock_timeout=5000",
    }


def test_postgresql_may_listen_on_a_socket_of_this_machine() -> None:
    found = database_settings("postgres://compagnon@//var/run/postgresql/mentoring")

    assert (found["HOST"], found["USER"], found["NAME"]) == (
        "/var/run/postgresql",
        "compagnon",
        "mentoring",
    )


@pytest.mark.parametrize("url", ["oracle://host/name", "mysql://host/name", "elsewhere://host"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(
        ImproperlyConfigured, match=r"^DATABASE_URL must begin with sqlite:// or postgres://\.$"
    ):
        database_settings(url)
