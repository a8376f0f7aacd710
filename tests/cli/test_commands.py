"""The operator's commands, run in this process: what they print, and what they answer to the shell."""

import argparse
import json
import os
import socket
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.cli import demo, init, tick
from compagnon.cli.main import COMMANDS, build_parser, main
from compagnon.core.encryption import master
from compagnon.core.models import DataKey
from compagnon.core.routes import list_routes
from compagnon.privacy import ledger
from compagnon.scenarios.association import build_association
from compagnon.scenarios.seeding import seed_if_empty
from compagnon.schemes.models import Appointment
from tests.core.test_archive import empty_the_database
from tests.core.test_readiness import sound

Said = pytest.CaptureFixture[str]

__all__ = ["sound"]  # a fixture


def test_every_command_explains_itself(capsys: Said) -> None:
    names = [
        *("init", "migrate", "demo", "seed", "check", "serve", "worker", "tick", "urls", "dump"),
        *("backup", "restore", "erase", "keys", "match"),
    ]

    with pytest.raises(SystemExit):
        main(["--help"])
    overview = capsys.readouterr().out
    for name in names:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: compagnon {name}")
        assert f"\n    {name} " in overview
    assert len(names) == len(COMMANDS) + 1  # backup and restore are one module
    assert build_parser().prog == "compagnon"


def test_init_never_overwrites_a_secret_or_a_key(tmp_path: Path) -> None:
    init.make_secret(tmp_path)
    init.make_keys(tmp_path / "keys")
    before = [(tmp_path / name).read_text() for name in ("secret", "keys")]

    init.make_secret(tmp_path)
    init.make_keys(tmp_path / "keys")

    assert [(tmp_path / name).read_text() for name in ("secret", "keys")] == before


@pytest.mark.django_db
def test_migrate_leaves_a_database_of_this_version_as_it_is() -> None:
    before = MigrationRecorder(connection).applied_migrations().keys()

    assert main(["migrate"]) == 0

    assert MigrationRecorder(connection).applied_migrations().keys() == before


@pytest.mark.django_db(transaction=True)
def test_a_backup_a_dump_and_an_erasure_say_what_they_did(capsys: Said, tmp_path: Path) -> None:
    build_association()
    file = tmp_path / "night"

    assert main(["backup", str(file)]) == 0
    said = capsys.readouterr().out
    assert said.endswith(f" rows in {file}, {DataKey.objects.count()} data keys in {file}.keys.\n")
    assert main(["dump"]) == 0
    assert "ada.whitfield@example.org" in capsys.readouterr().out
    assert main(["restore", str(file)]) == 1
    assert capsys.readouterr().err == (
        "There is data in this database already. Restore into an empty one.\n"
    )
    assert main(["erase", "ada.whitfield@example.org"]) == 0
    assert capsys.readouterr().out == (
        "Erased. Backups that still hold this person erase them again when they are restored.\n"
    )
    assert main(["erase", "ada.whitfield@example.org"]) == 1
    assert capsys.readouterr().err == "Nobody has this e-mail address.\n"


@pytest.mark.django_db(transaction=True)
def test_restoring_erases_again_and_says_when_there_are_no_keys(
    capsys: Said, tmp_path: Path
) -> None:
    build_association()
    main(["backup", str(tmp_path / "night")])
    main(["erase", "ada.whitfield@example.org"])
    empty_the_database()
    capsys.readouterr()

    assert main(["restore", str(tmp_path / "night")]) == 0

    rows, closed, erased = capsys.readouterr().out.splitlines()
    assert rows.endswith(" data keys restored.")
    assert closed.endswith("closed: roles, accounts, letters and links that ended since then.")
    assert erased == "1 erased again, as the ledger says."
    ledger.path().unlink()
    (tmp_path / "night.keys").unlink()
    empty_the_database()
    assert main(["restore", str(tmp_path / "night")]) == 0
    assert capsys.readouterr().out.splitlines()[1] == (
        "No data keys came with it: what people wrote stays closed."
    )


@pytest.mark.django_db(transaction=True)
def test_restoring_says_how_many_rows_were_not_sound_in_the_backup(
    capsys: Said, tmp_path: Path
) -> None:
    build_association()
    Appointment.objects.update(seal=b"")
    number = Appointment.objects.count()
    main(["backup", str(tmp_path / "night")])
    empty_the_database()
    capsys.readouterr()

    assert main(["restore", str(tmp_path / "night")]) == 0

    assert capsys.readouterr().out.splitlines()[1:] == [
        f"{number} rows stay closed: when the backup was made they were not as Compagnon had sealed them."
    ]


@pytest.mark.django_db
def test_keys_rotate_wraps_and_seals_everything_anew(capsys: Said) -> None:
    build_association()

    assert main(["keys", "rotate"]) == 0

    said = capsys.readouterr().out
    assert said.startswith(f"Master key {master.current().id} is in use: ")
    assert set(DataKey.objects.values_list("master_key_id", flat=True)) == {master.current().id}


def test_urls_lists_every_route_with_its_permission(capsys: Said) -> None:
    assert main(["urls", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows == [route.as_dict() for route in list_routes()]

    assert main(["urls"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(rows)
    by_pattern = {line.split()[0]: line for line in lines}
    assert by_pattern["/healthz"].split(maxsplit=1)[1].startswith("public: A monitor")
    recording = by_pattern["/partnerships/<public_id:partnership_id>/meetings/record/"]
    assert recording.split()[1] == "partnerships.record_meeting"


@pytest.mark.django_db
def test_check_says_what_keeps_the_site_from_starting(capsys: Said) -> None:
    assert main(["check"]) == 1

    assert (
        "- COMPAGNON_ORIGIN must begin with https://, for example https://mentoring.example.org."
        in capsys.readouterr().out.splitlines()
    )


@pytest.mark.django_db
def test_check_says_when_all_is_well(capsys: Said, sound: Settings) -> None:
    sound.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert main(["check"]) == 0

    assert capsys.readouterr().out == "All is well.\n"


@pytest.mark.parametrize("text", ["tomorrow", "2027-01-15T08:00"])
def test_tick_refuses_an_instant_that_is_none(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        tick.instant(text)


@pytest.mark.parametrize("text", ["0", "soon", "-1"])
def test_tick_refuses_a_distance_that_is_none(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        tick.seconds(text)


def test_a_tick_comes_at_the_same_distance_however_long_each_takes() -> None:
    assert [tick.until_next(elapsed, 60) for elapsed in (0.0, 25.0, 61.0)] == [60, 35, 59]


@pytest.mark.django_db
def test_seed_prints_who_one_can_be_and_refuses_where_there_are_people(capsys: Said) -> None:
    assert main(["seed", "--canaries"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert [line[:14].strip() for line in said[:2]] == ["Administrator", "Coordinator"]
    assert sum("/sign-in/link/" in line for line in said) == 7
    assert said[7].split()[:2] == ["join", "applicant"]
    assert any(line.startswith("request.words ") for line in said)

    assert main(["seed"]) == 1
    assert capsys.readouterr().err == (
        "There are people in this database already. Seed an empty one.\n"
    )


@pytest.mark.django_db
def test_seed_prints_json(capsys: Said) -> None:
    assert main(["seed", "--json"]) == 0

    world = json.loads(capsys.readouterr().out)
    assert list(world) == ["personas", "objects", "canaries"]
    assert set(world["objects"]["run"]) == {"url", "persona"}


def test_the_demo_forgets_its_own_files_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    for name in ("compagnon.sqlite3", "keys", "secret", "mine.txt", "mails/letter"):
        (tmp_path / name).write_text("x")

    demo.forget(tmp_path)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["mails", "mine.txt"]
    assert list((tmp_path / "mails").iterdir()) == []


def test_one_demo_runs_once(tmp_path: Path) -> None:
    lock = demo.claim(tmp_path, "http://localhost:1")

    with pytest.raises(SystemExit, match="running already, at http://localhost:1"):
        demo.claim(tmp_path, "http://localhost:2")
    lock.close()
    demo.claim(tmp_path, "http://localhost:2").close()


def test_the_demo_says_when_its_port_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"^Port {port} is taken"):
            demo.refuse_taken(port)
    demo.refuse_taken(port)


@pytest.mark.parametrize("is_fresh", [True, False])
def test_the_demo_prepares_its_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_fresh: bool
) -> None:
    for name in ("COMPAGNON_DEMO", "COMPAGNON_HOSTS", "COMPAGNON_ORIGIN", "COMPAGNON_WORKERS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    folder = tmp_path / "demo"
    monkeypatch.setenv("COMPAGNON_DATA", str(folder))
    folder.mkdir()
    (folder / "keys").touch()
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        args = argparse.Namespace(port=nobody.getsockname()[1], fresh=is_fresh)

    demo.prepare(args)

    assert os.environ["COMPAGNON_ORIGIN"] == f"http://localhost:{args.port}"
    assert os.environ["COMPAGNON_HOSTS"] == "localhost,127.0.0.1"
    assert (os.environ["COMPAGNON_DEMO"], os.environ["COMPAGNON_WORKERS"]) == ("on", "1")
    assert (folder / "secret").is_file()
    assert (folder / "keys").is_file() is not is_fresh
    args.lock.close()


@pytest.mark.django_db
def test_the_demo_greets_with_a_link_for_each_persona() -> None:
    seed_if_empty()

    greeting = demo.greet("http://localhost:8123")

    assert greeting.count("/sign-in/link/") == 7
    assert greeting.endswith("\nhttp://localhost:8123 is open (stop with Ctrl-C)")
    assert Person.objects.filter(name="Amal Haddad").count() == 1
