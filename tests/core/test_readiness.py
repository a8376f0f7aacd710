"""Each reason not to start, as the sentence that the host reads."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.mail.backends import locmem
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from compagnon.core import clock, readiness
from compagnon.core.encryption import master
from compagnon.core.ids import new_public_id
from compagnon.core.models import DataKey
from compagnon.core.readiness import has_database, mail_problem, refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound(settings: Settings, tmp_path: Path) -> Settings:
    """The settings of an installation that may start."""
    tmp_path.chmod(0o700)
    for name, content in (("secret", "s" * 60), ("keys", master.key_line(master.new_key()))):
        (tmp_path / name).write_text(content, encoding="ascii")
        (tmp_path / name).chmod(0o600)
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).chmod(0o600)
    settings.SECRET_KEY = "0123456789" * 6
    settings.COMPAGNON_DATA = tmp_path
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys")
    settings.COMPAGNON_ORIGIN = "https://mentoring.example.org"
    settings.COMPAGNON_PROXIES = 1
    settings.SECURE = True
    settings.ALLOWED_HOSTS = ["mentoring.example.org"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    return settings


def test_a_sound_installation_starts(sound: Settings) -> None:
    assert refusals() == []


@pytest.mark.parametrize("secret", ["short", "no secret yet: every command but init and migrate …"])
def test_without_a_secret_it_does_not_start(sound: Settings, secret: str) -> None:
    sound.SECRET_KEY = secret

    reasons = refusals()

    assert reasons[0] == (
        "There is no secret. Run `compagnon init`, or set COMPAGNON_SECRET (50 characters or more)."
    )


@pytest.mark.parametrize("content", [None, ""])
def test_without_its_keys_it_does_not_start(
    sound: Settings, tmp_path: Path, content: str | None
) -> None:
    (tmp_path / "keys").unlink()
    if content is not None:
        (tmp_path / "keys").touch(0o600)

    assert refusals() == [
        f"The key file {tmp_path}/keys is missing or empty. Put it back, or run `compagnon init` for a new installation."
    ]


@pytest.mark.parametrize("content", ["one two three\n", "id no-base64!\n"])
def test_with_damaged_keys_it_does_not_start(sound: Settings, tmp_path: Path, content: str) -> None:
    (tmp_path / "keys").write_text(content, encoding="ascii")

    assert refusals() == [
        f"The key file {tmp_path}/keys cannot be read as keys. Put back the copy that you keep elsewhere."
    ]


def test_with_the_keys_of_another_database_it_does_not_start(sound: Settings) -> None:
    for key_id in ("another", master.current().id):
        DataKey.objects.create(
            scope_kind="partnership",
            scope_id=new_public_id(),
            author_id=new_public_id(),
            master_key_id=key_id,
            wrapped=b"",
            created_at=clock.now(),
        )

    assert refusals() == [
        "The key file lacks the key another of this database. Put back the copy that you keep elsewhere."
    ]


def test_where_it_cannot_note_what_ended_it_does_not_start(sound: Settings, tmp_path: Path) -> None:
    (tmp_path / "keys.seals").mkdir()

    reason = "Compagnon notes there, beside the key file, which rights ended."
    assert refusals() == [f"{tmp_path}/keys.seals cannot be written. {reason}"]


@pytest.mark.parametrize(("name", "mode"), [("", 0o750), ("secret", 0o640), ("keys", 0o604)])
def test_what_others_can_read_keeps_it_from_starting(
    sound: Settings, tmp_path: Path, name: str, mode: int
) -> None:
    path = tmp_path / name
    path.chmod(mode)

    wanted = "600" if name else "700"
    assert refusals() == [f"Others on this computer can read {path}. Run: chmod {wanted} {path}"]


def test_a_database_file_that_others_can_read_keeps_it_from_starting(sound: Settings) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own files")
    path = Path(connection.settings_dict["NAME"])
    path.chmod(0o644)

    assert refusals() == [f"Others on this computer can read {path}. Run: chmod 600 {path}"]


@pytest.mark.parametrize(
    ("origin", "is_demo", "sentence"),
    [
        (
            "http://mentoring.example.org",
            False,
            "COMPAGNON_ORIGIN must begin with https://, for example https://mentoring.example.org.",
        ),
        (
            "http://192.0.2.7:8000",
            True,
            "The demo is for this computer only: COMPAGNON_ORIGIN must be on localhost.",
        ),
    ],
)
def test_without_https_only_the_demo_starts_and_on_localhost_alone(
    sound: Settings, origin: str, is_demo: bool, sentence: str
) -> None:
    sound.COMPAGNON_ORIGIN, sound.COMPAGNON_DEMO, sound.SECURE = origin, is_demo, False

    assert refusals() == [sentence]


def test_https_needs_a_proxy_in_front(sound: Settings) -> None:
    sound.COMPAGNON_PROXIES = 0

    assert refusals() == [
        "COMPAGNON_PROXIES is 0, and Compagnon itself speaks no https. Set it to 1 for the proxy in front."
    ]


def test_the_demo_starts_on_localhost(sound: Settings) -> None:
    sound.COMPAGNON_ORIGIN, sound.COMPAGNON_DEMO, sound.SECURE = (
        "http://localhost:8000",
        True,
        False,
    )
    sound.EMAIL_BACKEND = "compagnon.notifications.backends.ViewerBackend"

    assert refusals() == []


def test_hosts_are_named(sound: Settings) -> None:
    sound.ALLOWED_HOSTS = ["*"]

    assert refusals() == ["COMPAGNON_HOSTS must name the hosts, not *."]


def test_letters_are_shown_to_whoever_looks_in_the_demo_alone(sound: Settings) -> None:
    sound.EMAIL_BACKEND = "compagnon.notifications.backends.ViewerBackend"

    assert refusals() == [
        "EMAIL_URL=demo:// shows letters to whoever looks. It is for the demo only: name a mail server."
    ]


def test_a_database_of_an_earlier_version_is_not_served(sound: Settings) -> None:
    MigrationRecorder(connection).record_unapplied("privacy_none", "0001_initial")
    rows = MigrationRecorder(connection).migration_qs.filter(app="matching")
    rows.delete()

    (reason,) = refusals()

    assert reason.startswith("The database is of an earlier version (")
    assert reason.endswith(" migrations are waiting). Run `compagnon migrate`.")


def test_a_database_of_a_later_version_is_not_served(sound: Settings) -> None:
    MigrationRecorder(connection).record_applied("matching", "0999_of_the_future")

    assert refusals() == [
        "The database is of a later version (1 migrations are unknown). Install that version."
    ]


@pytest.fixture
def _no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A database that is not there."""
    here = connections["default"]
    name = str(tmp_path / "none" / "x") if here.vendor == "sqlite" else "none"
    elsewhere = {**here.settings_dict, "NAME": name, "PORT": "1"}
    broken = type(here)(elsewhere)
    monkeypatch.setattr(readiness, "connection", broken)
    yield
    broken.close()


@pytest.mark.usefixtures("_no_database")
def test_a_database_that_does_not_answer_is_said(sound: Settings) -> None:
    assert refusals() == ["The database does not answer (OperationalError). See DATABASE_URL."]
    assert not has_database()


def test_a_database_that_answers() -> None:
    assert has_database()


def test_without_style_sheets_it_does_not_start(sound: Settings, tmp_path: Path) -> None:
    sound.STATIC_ROOT = tmp_path / "static"

    assert refusals() == ["The style sheets are not in their place. Run `compagnon migrate`."]


def test_what_djangos_own_checks_say_is_passed_on(sound: Settings) -> None:
    sound.SECURE_HSTS_SECONDS = 0

    (reason,) = refusals()

    assert reason.endswith("(security.W004)")


def test_a_mail_server_that_answers_or_does_not(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{locmem.__name__}.EmailBackend"
    assert mail_problem() == []

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
        assert mail_problem() == [
            "The mail server does not answer (ConnectionRefusedError). See EMAIL_URL."
        ]
