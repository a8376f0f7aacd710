from datetime import timedelta

import pytest
import time_machine

from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.core.work import Work
from compagnon.recruitment import tasks
from compagnon.recruitment.changes import (
    drop_file,
    resume_import,
    start_import,
    take_in_lines,
)
from compagnon.recruitment.models import Application, ImportFile
from tests.cast import World, actor_of
from tests.recruitment.files import AMAL, BELA, HUW, counts, csv, planned, run, upload

pytestmark = pytest.mark.django_db


def test_an_import_goes_on_where_it_was_interrupted(
    world: World, monkeypatch: pytest.MonkeyPatch, clock_stands_still: time_machine.Traveller
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 1)
    file = upload(world, csv(AMAL, BELA, HUW))
    start_import(by=actor_of(world.chris), import_file=file)
    work.claim(file)
    lines = planned(file)
    take_in_lines(by=SYSTEM, import_file=file, lines=lines[:1], alike=())

    # The process dies here; nobody else may take it up before its lease has ended.
    assert run(file).state == "importing"
    clock_stands_still.shift(work.LEASE)

    assert (run(file).state, counts(file)) == ("imported", (3, 0, 0, 0))


def test_two_processes_take_a_line_in_once(world: World) -> None:
    file = upload(world, csv(AMAL))
    start_import(by=actor_of(world.chris), import_file=file)
    lines = planned(file)
    twin = ImportFile.objects.get()

    assert take_in_lines(by=SYSTEM, import_file=file, lines=lines, alike=()) is True
    assert take_in_lines(by=SYSTEM, import_file=twin, lines=lines, alike=()) is False
    assert Application.objects.count() == 1


def test_a_file_dropped_during_its_import_stops_at_the_next_batch(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = upload(world, csv(AMAL, BELA))
    start_import(by=actor_of(world.chris), import_file=file)
    get_plan = tasks.get_import_plan

    def dropped_meanwhile(**asked: object) -> object:
        plan = get_plan(**asked)  # type: ignore[arg-type]  # passed on as it came
        drop_file(by=SYSTEM, import_file=ImportFile.objects.get())
        return plan

    monkeypatch.setattr(tasks, "get_import_plan", dropped_meanwhile)

    assert run(file).state == "dropped"
    assert Application.objects.count() == 0


def test_a_nudge_for_a_file_that_is_not_to_be_imported_does_nothing(world: World) -> None:
    file = upload(world, csv(AMAL))

    assert run(file).state == "preview"


def test_an_import_that_fails_is_tried_again_and_then_waits_for_a_person(
    world: World,
    caplog: pytest.LogCaptureFixture,
    clock_stands_still: time_machine.Traveller,
) -> None:
    file = upload(world, csv(AMAL))
    start_import(by=actor_of(world.chris), import_file=file)
    content = bytes(ImportFile.objects.get().content)
    ImportFile.objects.update(content=b"\x01 changed by hand")

    for _attempt in range(tasks.DEAD_AFTER):
        run(file)
        clock_stands_still.shift(timedelta(hours=7))

    assert (file.state, file.work_state) == ("importing", Work.State.DEAD)
    assert {record.message for record in caplog.records if record.name.endswith("recruitment")} == {
        "an import stopped"
    }
    ImportFile.objects.update(content=content)
    resume_import(by=actor_of(world.chris), import_file=file)
    assert (run(file).state, counts(file)) == ("imported", (1, 0, 0, 0))


def test_resume_import_is_refused_for_one_that_goes_on(world: World) -> None:
    file = upload(world, csv(AMAL))
    start_import(by=actor_of(world.chris), import_file=file)

    with pytest.raises(Refused, match="has not stopped"):
        resume_import(by=actor_of(world.chris), import_file=file)
