"""The operator's commands, run in this process: what they print, and what they answer to the shell."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from compagnon.accounts.models import Person
from compagnon.cli import demo, init, tick
from compagnon.cli.main import build_parser, main
from compagnon.core.encryption import master
from compagnon.core.models import DataKey
from compagnon.notifications import ticking
from compagnon.privacy import ledger
from compagnon.scenarios.association import build_association
from compagnon.schemes.models import Appointment, Organisation

Said = pytest.CaptureFixture[str]


def test_every_command_explains_itself(capsys: Said) -> None:
    parser = build_parser()

    for command in parser._subparsers._group_actions[0].choices.values():  # type: ignore[union-attr]  # argparse keeps them there
        assert command.format_help()
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "compagnon init" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_init_sets_up_an_organisation_with_its_first_administrator(
    capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMPAGNON_DATA", str(tmp_path / "data"))

    code = main(["init", "--organisation", "ALL", "--name", "Ada", "--email", "ada@example.org"])

    said = capsys.readouterr().out
    appointment = Appointment.objects.get()
    assert code == 0
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o777 == 0o600
    assert Organisation.objects.get().name == "ALL"
    assert (appointment.role, appointment.person.email) == ("administrator", "ada@example.org")
    assert "/sign-in/link/" in said


def test_init_never_overwrites_a_secret_or_a_key(tmp_path: Path) -> None:
    init.make_secret(tmp_path)
    init.make_keys(tmp_path / "keys")
    before = [(tmp_path / name).read_text() for name in ("secret", "keys")]

    init.make_secret(tmp_path)
    init.make_keys(tmp_path / "keys")

    assert [(tmp_path / name).read_text() for name in ("secret", "keys")] == before
    assert len(before[0]) > 50


@pytest.mark.django_db
def test_migrate_brings_the_database_to_this_version(capsys: Said) -> None:
    assert main(["migrate"]) == 0
    assert "No migrations to apply" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_backup_restore_dump_and_erase(capsys: Said, tmp_path: Path) -> None:
    association = build_association()
    file = str(tmp_path / "night")

    assert main(["backup", file]) == 0
    assert "data keys in" in capsys.readouterr().out
    assert main(["dump"]) == 0
    assert "ada.whitfield@example.org" in capsys.readouterr().out
    assert main(["restore", file]) == 1
    assert "There is data in this database already" in capsys.readouterr().err
    assert main(["erase", "ada.whitfield@example.org"]) == 0
    assert main(["erase", "ada.whitfield@example.org"]) == 1
    assert "Nobody has this e-mail address" in capsys.readouterr().err
    assert association.persona("administrator").is_active
    ledger.path().unlink()


@pytest.mark.django_db(transaction=True)
def test_restore_says_what_it_did(capsys: Said, tmp_path: Path) -> None:
    from tests.core.test_archive import empty_the_database  # noqa: PLC0415 -- beside the archive's own tests

    build_association()
    main(["backup", str(tmp_path / "night")])
    ledger.path().unlink(missing_ok=True)
    main(["erase", "ada.whitfield@example.org"])
    empty_the_database()
    capsys.readouterr()

    assert main(["restore", str(tmp_path / "night")]) == 0

    said = capsys.readouterr().out
    assert "data keys restored." in said
    assert "1 erased again, as the ledger says." in said
    (tmp_path / "night.keys").unlink()
    empty_the_database()
    assert main(["restore", str(tmp_path / "night")]) == 0
    assert "No data keys came with it" in capsys.readouterr().out
    ledger.path().unlink()


@pytest.mark.django_db
def test_keys_rotate_wraps_and_seals_everything_anew(capsys: Said) -> None:
    build_association()

    assert main(["keys", "rotate"]) == 0

    assert f"Master key {master.current().id} is in use" in capsys.readouterr().out
    assert set(DataKey.objects.values_list("master_key_id", flat=True)) == {master.current().id}


@pytest.mark.django_db
def test_urls_lists_every_route_with_its_permission(capsys: Said) -> None:
    assert main(["urls"]) == 0
    assert "partnerships.record_meeting" in capsys.readouterr().out
    assert main(["urls", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"name", "pattern", "permission", "on", "public_reason"} == set(rows[0])


@pytest.mark.django_db
def test_check_says_what_keeps_the_site_from_starting(capsys: Said) -> None:
    assert main(["check"]) == 1
    assert "COMPAGNON_ORIGIN must begin with https://" in capsys.readouterr().out


@pytest.mark.django_db
def test_check_says_when_all_is_well(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compagnon.core.readiness.refusals", list)

    assert main(["check"]) == 0
    assert "All is well." in capsys.readouterr().out


@pytest.mark.django_db
def test_tick_prints_what_it_did(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[datetime] = []

    def report() -> ticking.TickReport:
        from compagnon.core import clock  # noqa: PLC0415 -- asked when the tick asks

        seen.append(clock.now())
        return ticking.TickReport({"letters": 2, "none": 0}, ("reminders",))

    monkeypatch.setattr(ticking, "tick", report)

    assert main(["tick", "--now", "2027-01-15T08:00+00:00"]) == 1

    said = capsys.readouterr()
    assert said.out == "letters: 2\n"
    assert "reminders failed" in said.err
    assert seen == [datetime(2027, 1, 15, 8, tzinfo=UTC)]


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
    assert tick.seconds("60") == 60


@pytest.mark.django_db
def test_seed_refuses_where_there_are_people(capsys: Said) -> None:
    build_association()

    assert main(["seed"]) == 1
    assert "There are people in this database already" in capsys.readouterr().err


@pytest.mark.django_db
def test_seed_prints_who_one_can_be(capsys: Said) -> None:
    assert main(["seed", "--canaries"]) == 0

    said = capsys.readouterr().out
    assert said.count("/sign-in/link/") == 6
    assert Person.objects.filter(name="Amal Haddad").exists()


@pytest.mark.django_db
def test_seed_prints_json(capsys: Said) -> None:
    assert main(["seed", "--json"]) == 0

    world = json.loads(capsys.readouterr().out)
    assert len(world["personas"]) == 6
    assert world["objects"]


def test_a_refusal_of_the_system_is_one_sentence(capsys: Said, tmp_path: Path) -> None:
    assert main(["match", str(tmp_path / "none.csv"), "--out", str(tmp_path / "out.csv")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def run_that(error: BaseException) -> argparse.Namespace:
    def run(_args: argparse.Namespace) -> int:
        raise error

    return argparse.Namespace(run=run)


@pytest.fixture
def _parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Parser:
        """Returns whatever was asked to run."""

        def parse_args(self, argv: list[argparse.Namespace]) -> argparse.Namespace:
            return argv[0]

    monkeypatch.setattr("compagnon.cli.main.build_parser", Parser)


@pytest.mark.usefixtures("_parsed")
def test_what_goes_wrong_is_a_sentence_and_a_code(capsys: Said) -> None:
    from django.db import OperationalError  # noqa: PLC0415 -- one of the things that go wrong

    codes = [
        main([run_that(error)])  # type: ignore[list-item]  # the stand-in above takes it
        for error in (
            KeyboardInterrupt(),
            PermissionError(13, "Permission denied", "/keys"),
            OperationalError("words"),
        )
    ]

    said = capsys.readouterr().err
    assert codes == [130, 1, 1]
    assert said.splitlines() == [
        "Interrupted.",
        "Permission denied: /keys",
        "The database does not do it (OperationalError). What is wrong says: compagnon check",
    ]


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
    import socket  # noqa: PLC0415 -- for this test alone

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            demo.refuse_taken(port)
    demo.refuse_taken(port)


def test_the_demo_prepares_its_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("COMPAGNON_DEMO", "COMPAGNON_HOSTS", "COMPAGNON_ORIGIN", "COMPAGNON_WORKERS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("COMPAGNON_DATA", str(tmp_path / "demo"))
    monkeypatch.setattr(demo, "refuse_taken", lambda _port: None)
    args = argparse.Namespace(port=8123, fresh=True)

    demo.prepare(args)

    import os  # noqa: PLC0415 -- for this test alone

    assert os.environ["COMPAGNON_ORIGIN"] == "http://localhost:8123"
    assert os.environ["COMPAGNON_DEMO"] == "on"
    assert (tmp_path / "demo" / "secret").is_file()
    args.lock.close()


@pytest.mark.django_db
def test_the_demo_seeds_once_and_greets(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def supervise(*, address: str, opened: object) -> int:
        asked.append(address)
        opened()  # type: ignore[operator]  # what is called once the site answers
        return 0

    monkeypatch.setattr("compagnon.cli.serve.supervise", supervise)

    codes = [demo.run(argparse.Namespace(port=8123)) for _ in range(2)]

    said = capsys.readouterr().out
    assert (codes, asked) == ([0, 0], ["127.0.0.1:8123"] * 2)
    assert said.count("/sign-in/link/") == 12
    assert Person.objects.filter(email="amal.haddad@example.org").count() == 1
    assert settings.COMPAGNON_ORIGIN in said


@pytest.mark.django_db
def test_serve_starts_where_nothing_speaks_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def supervise(*, address: str, web_only: bool, opened: object) -> int:
        asked.append(f"{address} {web_only} {callable(opened)}")
        return 0

    monkeypatch.setattr("compagnon.core.readiness.refusals", list)
    monkeypatch.setattr("compagnon.cli.serve.supervise", supervise)

    assert main(["serve", "--bind", "127.0.0.1:8124", "--web-only"]) == 0
    assert asked == ["127.0.0.1:8124 True True"]
