"""Setting an installation up, once or again."""

from pathlib import Path

import pytest
from pytest_django import Settings

from compagnon.accounts.models import Person, SignInLink
from compagnon.cli.main import main
from compagnon.core import sealing
from compagnon.core.encryption import master
from compagnon.schemes.models import Appointment, Cycle, JoiningPoint, Organisation, Scheme

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _nothing_yet(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMPAGNON_DATA", str(tmp_path / "data"))
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys" / "master")


def init(*more: str, name: str = "Ada", organisation: str = "ALL") -> int:
    email = f"{name.lower()}@example.org"
    return main(["init", "--organisation", organisation, "--name", name, "--email", email, *more])


def roles() -> set[tuple[str, str]]:
    return set(Appointment.objects.values_list("person__name", "role"))


@pytest.mark.django_db(transaction=True)
def test_init_sets_up_keys_organisation_and_administrator(capsys: Said, tmp_path: Path) -> None:
    assert init() == 0

    said = capsys.readouterr().out.splitlines()
    keys = tmp_path / "keys" / "master"
    assert said[0] == f"ALL is set up. Keep {keys} apart from the database:"
    assert "/sign-in/link/" in said[-1]
    assert SignInLink.objects.get().person.name == "Ada"
    assert roles() == {("Ada", "administrator")}
    assert sealing.is_sound(Appointment.objects.get())
    secret = tmp_path / "data" / "secret"
    assert len(secret.read_text(encoding="ascii")) > 50
    assert [path.stat().st_mode & 0o777 for path in (secret, keys, keys.parent)] == [
        0o600,
        0o600,
        0o700,
    ]
    assert Scheme.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_init_again_leaves_what_there_is_and_gives_a_fresh_link(
    capsys: Said, tmp_path: Path
) -> None:
    init("--scheme", "Peer Mentoring")
    first, key = capsys.readouterr().out.splitlines(), master.current()
    secret = (tmp_path / "data" / "secret").read_text(encoding="ascii")

    assert init("--scheme", "Peer Mentoring") == 0

    assert capsys.readouterr().out.splitlines()[-1] != first[-1]
    assert (tmp_path / "data" / "secret").read_text(encoding="ascii") == secret
    assert master.current() == key
    assert (Organisation.objects.count(), Scheme.objects.count(), Cycle.objects.count()) == (
        1,
        1,
        1,
    )
    assert (Person.objects.count(), Appointment.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_init_opens_a_scheme_that_several_coordinate(capsys: Said) -> None:
    init("--scheme", "Peer Mentoring")
    init("--scheme", "Peer Mentoring", name="Chris")
    capsys.readouterr()

    assert roles() == {
        (name, role) for name in ("Ada", "Chris") for role in ("administrator", "coordinator")
    }
    points = JoiningPoint.objects.order_by("starts_on").values_list("month", "cycle__name")
    assert list(points) == [(9, "2026/27"), (1, "2026/27"), (4, "2026/27")]


@pytest.mark.django_db(transaction=True)
def test_what_makes_no_sense_is_refused(capsys: Said) -> None:
    assert init("--approved-by", " ") == 1

    assert capsys.readouterr().err.count("\n") == 1
    assert roles() == set()
