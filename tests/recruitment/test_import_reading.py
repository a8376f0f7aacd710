"""Long files are read in the background: interrupted anywhere, nothing is lost, doubled or half there."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.core.models import DataKey, EventRow
from compagnon.core.work import Work
from compagnon.recruitment import changes, tasks
from compagnon.recruitment.changes import import_reading
from compagnon.recruitment.models import Application, ImportFile, UploadPart
from compagnon.recruitment.queries import import_plan
from compagnon.recruitment.rules import line_reader, reading
from compagnon.recruitment.rules.excerpt import Excerpt
from compagnon.recruitment.rules.table import Line
from tests.cast import World, actor_of
from tests.recruitment.files import AMAL, BELA, DOUBTFUL, HUW, counts, csv, planned, run, upload
from tests.recruitment.hostile import HOSTILE
from tests.recruitment.pages import at, point, read
from tests.recruitment.workbooks import packed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_file_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every file in the background, two lines a part."""
    monkeypatch.setattr(reading, "_AT_ONCE", -1)
    monkeypatch.setattr(reading, "_WORKBOOK_AT_ONCE", -1)
    monkeypatch.setattr(import_plan, "PART", 2)
    monkeypatch.setattr(import_reading, "PART", 2)


def parts(holds: str) -> int:
    return UploadPart.objects.filter(holds=holds).count()


def test_a_long_file_is_kept_as_it_came_until_it_is_read(world: World) -> None:
    file = upload(world, csv(AMAL, BELA, HUW))

    assert (file.state, file.work_state, parts("bytes"), parts("lines")) == (
        "reading",
        "waiting",
        1,
        0,
    )
    assert b"Amal" not in bytes(UploadPart.objects.get().content)
    assert (run(file).state, file.work_state, file.total_count) == ("preview", "done", 3)
    assert (parts("bytes"), parts("lines"), parts("remarks")) == (0, 2, 2)
    assert [line.row.name for line in planned(file) if line.row] == [
        "Amal Haddad",
        "Bela Kovács",
        "Huw Prys",
    ]


def test_a_long_file_is_imported_and_nothing_of_it_is_left(world: World) -> None:
    file = upload(world, csv(AMAL, BELA, HUW))
    run(file)
    changes.start_import(by=actor_of(world.chris), import_file=file)

    assert (run(file).state, counts(file)) == ("imported", (3, 0, 0, 0))
    assert (UploadPart.objects.count(), bytes(file.content)) == (0, b"")
    assert not DataKey.objects.filter(scope_kind="import").exists()


@pytest.mark.parametrize(
    "dies_at", ["keep_lines", "finish_reading", "keep_remarks", "show_preview"]
)
def test_reading_that_was_interrupted_begins_anew_and_doubles_nothing(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    clock_stands_still: time_machine.Traveller,
    dies_at: str,
) -> None:
    file = upload(world, csv(AMAL, BELA, HUW))
    made = getattr(tasks, dies_at)

    def dies(**asked: Any) -> Any:
        if asked.get("number") != 0:
            raise SystemExit
        return made(**asked)

    with monkeypatch.context() as patch:
        patch.setattr(tasks, dies_at, dies)
        with pytest.raises(SystemExit):
            run(file)
    assert run(file).state == "reading"
    clock_stands_still.shift(work.LEASE)

    assert (run(file).state, len(planned(file)), parts("lines")) == ("preview", 3, 2)
    assert Application.objects.count() == 0


@pytest.mark.parametrize("step", ["keep_lines", "keep_remarks"])
def test_a_file_dropped_while_it_is_read_is_gone(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = upload(world, csv(AMAL, BELA, HUW))
    made = getattr(tasks, step)

    def dropped_meanwhile(**asked: Any) -> Any:
        if asked["number"] == 1:
            changes.drop_file(by=actor_of(world.chris), import_file=ImportFile.objects.get())
        return made(**asked)

    monkeypatch.setattr(tasks, step, dropped_meanwhile)

    assert run(file).state == "dropped"
    assert UploadPart.objects.count() == 0


def test_a_file_dropped_between_two_batches_is_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = run(upload(world, csv(AMAL, BELA)))
    changes.start_import(by=actor_of(world.chris), import_file=file)
    made = tasks.take_in_lines

    def dropped_meanwhile(**asked: Any) -> bool:
        changes.drop_file(by=actor_of(world.chris), import_file=ImportFile.objects.get())
        return made(**asked)

    monkeypatch.setattr(tasks, "take_in_lines", dropped_meanwhile)

    assert (run(file).state, Application.objects.count()) == ("dropped", 0)


def test_the_same_answers_are_understood_alike_however_many_others_come_between(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_reader, "_MOST_REMEMBERED", 1)
    file = run(upload(world, csv(AMAL, BELA, HUW)))

    assert [line.row.region for line in planned(file) if line.row] == ["london", "wales", "wales"]


def test_whoever_comes_second_does_not_put_the_work_off(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = upload(world, csv(AMAL))
    made = tasks.show_preview

    def shown_twice(**asked: Any) -> None:
        made(by=SYSTEM, import_file=ImportFile.objects.get(), understood=asked["understood"])
        made(**asked)

    monkeypatch.setattr(tasks, "show_preview", shown_twice)

    assert (run(file).state, file.work_state) == ("preview", Work.State.DONE)


def test_a_long_file_that_cannot_be_read_says_why_in_its_uploaders_language(
    as_chris: Client, world: World
) -> None:
    world.chris.language = "fr"
    world.chris.save(update_fields=["language"])
    file = upload(world, csv(AMAL, '"cut short'))

    page = read(as_chris, at(file))
    run(file)

    assert "hx-trigger" in page
    assert file.state == "refused"
    assert "guillemet" in file.trouble
    assert "guillemet" in read(as_chris, at(file))
    assert (UploadPart.objects.count(), bytes(file.content)) == (0, b"")
    assert EventRow.objects.filter(name="FileRefused").count() == 1


@pytest.mark.parametrize("name", ["xlsx of spaces", "a million columns", "one line of 30 MB"])
def test_a_hostile_file_gets_its_sentence_and_nothing_is_half_written(
    world: World, name: str
) -> None:
    data, sentence = HOSTILE[name]

    file = run(upload(world, data))

    assert file.state == "refused"
    assert sentence in file.trouble
    assert (UploadPart.objects.count(), Application.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "This is a PDF"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, compression=0),
            "OpenDocument",
        ),
    ],
)
def test_what_can_be_told_at_once_is_told_beside_the_field(
    as_chris: Client, world: World, data: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("a.csv", data)

    response = as_chris.post(point(world, "import/"), {"file": file})

    assert (response.status_code, ImportFile.objects.count()) == (422, 0)
    assert sentence in response.content.decode()


def test_the_page_follows_the_reading_and_leads_on(as_chris: Client, world: World) -> None:
    page = as_chris.post(
        point(world, "import/"),
        {"file": SimpleUploadedFile("a.csv", csv(AMAL, BELA, HUW))},
        follow=True,
    ).content.decode()
    file = ImportFile.objects.get()
    assert "Reading the file" in page
    assert "Stop, and drop this file" in page
    assert "See how far it has come" in page
    ImportFile.objects.update(total_count=3, position=2)
    assert "Comparing the lines" in read(as_chris, at(file))
    ImportFile.objects.update(total_count=0, position=0)

    run(file)
    part = as_chris.get(at(file), headers={"HX-Request": "true"}).content.decode()

    assert "The file is read" in part
    assert f'href="{at(file)}"' in part
    assert "Line by line" in read(as_chris, at(file))


def test_columns_of_a_long_file_are_understood_in_the_background(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes.import_file, "_AT_ONCE", 0)
    file = run(upload(world, b"Who are you?,Email,Role\nAmal,amal@school.example,Mentor\n"))
    assert file.total_count == 0
    ImportFile.objects.update(total_count=1)
    file.refresh_from_db()

    changes.choose_columns(
        by=actor_of(world.chris), import_file=file, fields={0: "name", 1: "email", 2: "roles"}
    )

    assert (file.state, file.work_state) == ("reading", "waiting")
    assert [line.step for line in planned(run(file))] == ["create"]


def test_reading_that_fails_again_and_again_can_go_on(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    file = upload(world, csv(AMAL))
    kept = bytes(UploadPart.objects.get().content)
    UploadPart.objects.update(content=b"\x01 changed by hand")
    for _attempt in range(tasks.DEAD_AFTER):
        run(file)
        clock_stands_still.shift(timedelta(hours=7))
    assert (file.state, file.work_state) == ("reading", Work.State.DEAD)
    UploadPart.objects.update(content=kept)

    changes.resume_import(by=actor_of(world.chris), import_file=file)

    assert run(file).state == "preview"


def test_reading_that_stopped_is_given_up_after_a_week(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    upload(world, csv(AMAL))
    clock_stands_still.shift(timedelta(days=8))
    assert changes.drop_abandoned_files(by=SYSTEM) == 0

    ImportFile.objects.update(work_state=Work.State.DEAD)

    assert changes.drop_abandoned_files(by=SYSTEM) == 1


def test_every_remark_can_be_taken_away_as_a_file(as_chris: Client, world: World) -> None:
    nameless = HUW.replace("Huw Prys", "").replace("huw@", "nobody@")
    late = DOUBTFUL.replace("2026-09-04", "2027-09-04")
    file = run(upload(world, csv(AMAL, AMAL, nameless, BELA.replace("Wales", "=Wales"), late)))

    response = as_chris.get(at(file, "remarks.csv"))

    assert response["Content-Disposition"] == 'attachment; filename="remarks.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == '"Line","Column","Remark","Left out"'
    assert [line.split(",")[0] for line in lines[1:]] == ['"2"', '"4"', '"5"', '"6"']
    assert "answered again on line 3" in lines[1]
    assert lines[2] == '"4","Full name","There is no name.","Left out"'
    assert lines[4].endswith('"Left out"')
    assert f'href="{at(file, "remarks.csv")}"' in read(as_chris, at(file))


def test_there_are_no_remarks_on_a_file_that_is_gone(as_chris: Client, world: World) -> None:
    file = upload(world, csv(AMAL))

    assert as_chris.get(at(file, "remarks.csv"))["Location"] == at(file)


def test_two_at_once_give_way_to_each_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", 10_000)
    monkeypatch.setattr(import_reading, "understand", lambda *_asked: None)

    with pytest.raises(Refused, match="imported or dropped already"):
        upload(world, csv(AMAL))


def test_an_excerpt_holds_each_columns_first_different_answers() -> None:
    excerpt = Excerpt(("Name", "Region", "Said"))
    answers = [
        ("A", "x", ""),
        ("A", "x", ""),
        ("B", "", "y" * 99),
        ("C", "x", "anonymous"),
        ("D", "x", "z"),
    ]
    for number, cells in enumerate((*answers, ("E", "q", "w", "shifted")), start=2):
        excerpt.add(Line(number, cells))

    table = excerpt.table()

    assert [line.number for line in table.lines] == [2, 4, 5, 6]
    assert table.lines[1].cells == ("B", "", "y" * 60)


def test_an_excerpt_holds_a_shifted_line_if_only_that_shows_an_answer() -> None:
    excerpt = Excerpt(("Name",))
    excerpt.add(Line(2, ("A", "shifted")))

    assert excerpt.table().lines == (Line(2, ("A", "")),)


def test_bytes_are_kept_piece_by_piece(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes.upload, "_PIECE", 50)
    data = csv(AMAL, BELA)

    file = upload(world, data)

    assert parts("bytes") == -(-len(data) // 50)
    assert run(file).total_count == 2
