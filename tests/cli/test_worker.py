"""Background work on the command line: taken up, and left at once when told to stop."""

import json
import logging
import time

import pytest
from django_tasks_db.models import DBTaskResult

from compagnon.accounts.changes import admit_person, change_address
from compagnon.cli.main import main
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.notifications import ticking
from compagnon.notifications.models import Message
from tests.cast import make_person
from tests.cli.conftest import Stop

pytestmark = pytest.mark.django_db(transaction=True)


def plan_a_letter() -> None:
    """Let a letter be planned that leaves through a worker."""
    amal = admit_person(by=SYSTEM, email="amal@example.org", name="Amal", language="en")
    change_address(by=person(amal.id), person=amal, email="amal.haddad@example.org")


def test_worker_once_does_what_waits_and_stops(mailoutbox: list[object]) -> None:
    plan_a_letter()

    assert main(["worker", "--once"]) == 0

    assert len(mailoutbox) == 1
    assert set(Message.objects.values_list("work_state", flat=True)) == {"done"}
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert logging.getLogger("compagnon.events").isEnabledFor(logging.INFO)


def test_a_worker_without_work_stops_at_once_when_told_to(stop_soon: Stop) -> None:
    stop_soon()
    begun = time.monotonic()

    with pytest.raises(SystemExit) as stopped:
        main(["worker"])

    assert stopped.value.code == 0
    assert time.monotonic() - begun < 5


def lines(said: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Return what the log said of ticks."""
    read = [json.loads(line) for line in said.readouterr().err.splitlines()]
    return [line for line in read if line["log"] == "compagnon.tick"]


def test_ticking_stops_at_once_when_told_to(
    stop_soon: Stop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(ticking._jobs, "something", lambda: 3)
    stop_soon(after=1.5)
    begun = time.monotonic()

    assert main(["tick", "--every", "1"]) == 0

    assert time.monotonic() - begun < 10
    told = [line["done"] for line in lines(capsys)]
    assert told == [{"something": 3}] * len(told)
    assert 1 <= len(told) <= 2


def test_a_tick_that_does_nothing_says_nothing(
    stop_soon: Stop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tick"]) == 0
    assert capsys.readouterr().out == ""

    stop_soon()
    assert main(["tick", "--every", "60"]) == 0

    assert lines(capsys) == []


def test_a_tick_prints_what_it_did_and_which_job_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_person("Amal")

    def fail() -> int:
        raise LookupError("words")

    seen: list[str] = []
    monkeypatch.setitem(ticking._jobs, "years", lambda: seen.append(str(clock.now().year)) or 2)
    monkeypatch.setitem(ticking._jobs, "broken", fail)

    assert main(["tick", "--now", "2031-01-15T08:00+00:00"]) == 1

    said = capsys.readouterr()
    assert (said.out, seen) == ("years: 2\n", ["2031"])
    assert said.err.splitlines()[-1] == "broken failed; it is tried again at the next tick."
