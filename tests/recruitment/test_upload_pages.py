import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.core.work import Work
from compagnon.recruitment.changes import drop_file, start_import
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.rules.table import MAX_BYTES
from compagnon.schemes.changes.scheme import open_joining_point
from tests.cast import World, actor_of
from tests.recruitment.files import AMAL, BELA, HUW, bring_in, csv, run, upload
from tests.recruitment.pages import at, point, read
from tests.recruitment.workbooks import HEADING, xlsx

pytestmark = pytest.mark.django_db


def send(client: Client, world: World, data: bytes, name: str = "applications.csv") -> str:
    """Upload a file and return the page that answers."""
    response = client.post(
        point(world, "import/"), {"file": SimpleUploadedFile(name, data)}, follow=True
    )
    assert response.status_code in {200, 422}
    return response.content.decode()


def test_upload_page_says_what_a_file_should_hold(as_chris: Client, world: World) -> None:
    page = read(as_chris, point(world, "import/"))

    assert "September, 2026/27" in page
    assert "Managers and people managed" in page
    assert "Your files" not in page


def test_upload_leads_to_the_preview_and_writes_nothing(as_chris: Client, world: World) -> None:
    page = send(as_chris, world, csv(AMAL, BELA, HUW))

    assert "Preview of the import" in page
    assert Application.objects.count() == 0
    assert "applications.csv" in read(as_chris, point(world, "import/"))


def test_upload_is_for_the_coordination_group(client: Client, world: World) -> None:
    client.force_login(world.dana)

    read(client, point(world, "import/"), status=404)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (csv(), "a heading and no answers"),
        (bytes(range(256)) * 40, "not a table of text"),
        (csv(AMAL + '"cut'), "quotation mark that does not close"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0 old", "old or locked Excel file"),
        (b"PK\x03\x04 cut short", "damaged or incomplete"),
        (b"x" * (MAX_BYTES + 1), "larger than 32 MB"),
    ],
    ids=["empty", "no answers", "binary", "cut quote", "pdf", "xls", "broken zip", "too large"],
)
def test_a_hostile_file_is_answered_with_a_sentence(
    as_chris: Client, world: World, data: bytes, sentence: str
) -> None:
    response = as_chris.post(
        point(world, "import/"), {"file": SimpleUploadedFile("applications.csv", data)}
    )

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert ImportFile.objects.count() == 0


def test_a_workbook_cut_short_is_answered_with_a_sentence(as_chris: Client, world: World) -> None:
    whole = xlsx(HEADING)

    assert "damaged or incomplete" in send(as_chris, world, whole[: len(whole) // 2], "a.xlsx")


def test_a_zip_bomb_is_answered_with_a_sentence(as_chris: Client, world: World) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)

    assert "unpacks to more than" in send(as_chris, world, bomb.getvalue(), "bomb.xlsx")


def test_a_file_much_too_large_is_not_even_received(as_chris: Client, world: World) -> None:
    page = send(as_chris, world, b"x" * (MAX_BYTES * 2))

    assert "larger than 32 MB" in page


def test_upload_without_a_file_asks_for_one(as_chris: Client, world: World) -> None:
    response = as_chris.post(point(world, "import/"), {})

    assert response.status_code == 422
    assert "This field is required" in response.content.decode()


def test_preview_counts_what_will_happen(as_chris: Client, world: World) -> None:
    bring_in(world, AMAL, BELA)
    file = upload(world, csv(AMAL, BELA.replace("Wales", "Scotland"), HUW, "2026,,x,,,,,,,"))

    page = read(as_chris, at(file))

    figures = re.findall(r"<dt>([^<]+)</dt>\s*<dd>(\d+)</dd>", page)
    assert figures == [("New", "1"), ("Changed", "1"), ("Unchanged", "1"), ("Left out", "1")]


def test_preview_says_each_problem_with_its_line(as_chris: Client, world: World) -> None:
    file = upload(world, csv(AMAL, HUW.replace("huw@school.example", "huw")))

    page = read(as_chris, f"{at(file)}?show=problems")

    assert "Email address: “huw” is not an e-mail address." in page
    assert "<bdi>Amal Haddad</bdi>" not in page
    assert "<bdi>Huw Prys</bdi>" in page


def test_preview_shows_a_formula_as_text(as_chris: Client, world: World) -> None:
    file = upload(world, csv(AMAL.replace("Park School", "=1+1")))

    assert "This looks like a formula" in read(as_chris, f"{at(file)}?show=problems")


@pytest.mark.requirement("ALL-54")
def test_preview_masks_declared_managers_everywhere(as_chris: Client, world: World) -> None:
    file = upload(world, csv(BELA.replace("Huw Prys; Amal Haddad", "Zebedee Quill; Yan Toft")))

    page = read(as_chris, at(file))

    assert "3 people declared" in page
    for name in ("Zebedee", "Toft", "Ffion"):
        assert name not in page


@pytest.mark.requirement("ALL-54")
def test_preview_masks_a_column_of_managers_that_nobody_recognised(
    as_chris: Client, world: World
) -> None:
    data = b"Name,Email,Role,Boss,Line manager\nAmal,amal@x.example,Mentor,Zebedee Quill,Yan Toft\n"
    file = upload(world, data)
    fields = {"column_0": "name", "column_1": "email", "column_2": "roles", "column_3": "-"}
    as_chris.post(at(file, "columns/"), {**fields, "column_4": "institution"})

    page = read(as_chris, at(file))

    assert "amal@x.example" in page
    assert "Zebedee" not in page
    assert "Toft" not in page


def test_preview_shows_no_name_of_a_line_whose_cells_have_shifted(
    as_chris: Client, world: World
) -> None:
    file = upload(
        world, csv(AMAL, "2026-09-01 10:00,Zebedee Quill,a@x.example,Mentor" + "," * 9 + "x")
    )

    page = read(as_chris, f"{at(file)}?show=left_out")

    assert "more cells than the heading" in page
    assert "Zebedee" not in page


@pytest.mark.requirement("ALL-22")
def test_preview_says_who_joins_later(as_chris: Client, world: World) -> None:
    open_joining_point(by=SYSTEM, cycle=world.joining_point.cycle, month=1)
    file = upload(world, csv(AMAL, HUW.replace("2026-09-03", "2026-09-12")))

    assert "Sent late: joins in January" in read(as_chris, at(file))


def test_preview_has_25_lines_on_a_page(as_chris: Client, world: World) -> None:
    lines = [AMAL.replace("amal@", f"amal{number}@") for number in range(60)]
    file = upload(world, csv(*lines))

    first = read(as_chris, at(file))
    last = read(as_chris, f"{at(file)}?page=99")

    assert (first.count("<bdi>Amal Haddad"), last.count("<bdi>Amal Haddad")) == (25, 10)
    assert "Page 1 of 3" in first
    assert 'href="?show=all&amp;page=2#lines"' in first
    assert 'href="?show=all&amp;page=2#lines"' in last


@pytest.mark.parametrize("asked", ["?page=x", "?page=-1", "?show=nonsense", "?page=999999999999"])
def test_preview_makes_the_best_of_a_strange_address(
    as_chris: Client, world: World, asked: str
) -> None:
    file = upload(world, csv(AMAL))

    assert "Amal Haddad" in read(as_chris, at(file) + asked)


def test_preview_of_a_file_without_a_needed_column_asks_for_it(
    as_chris: Client, world: World
) -> None:
    file = upload(world, b"Who?,Email,Role\nAmal,amal@school.example,Mentor\n")

    page = read(as_chris, at(file))

    assert "Some columns are needed" in page
    assert "Say first which columns hold the name" in page

    fields = {"column_0": "name", "column_1": "email", "column_2": "roles"}
    response = as_chris.post(at(file, "columns/"), fields)

    assert (response.status_code, response["Location"]) == (303, at(file))
    page = read(as_chris, at(file))
    assert "You chose this. Amal" in page
    assert "<bdi>Amal</bdi>" in page


def test_columns_named_twice_are_refused_in_a_sentence(as_chris: Client, world: World) -> None:
    file = upload(world, b"Name,Email,Role\nAmal,amal@school.example,Mentor\n")
    fields = {"column_0": "name", "column_1": "name", "column_2": "roles"}

    response = as_chris.post(at(file, "columns/"), fields)

    assert response.status_code == 422
    assert "Two columns were both called “Name”" in response.content.decode()


def test_columns_without_an_answer_are_asked_for_again(as_chris: Client, world: World) -> None:
    file = upload(world, b"Name,,Role\nAmal,amal@school.example,Mentor\n")

    response = as_chris.post(at(file, "columns/"), {"column_0": "nonsense"})

    assert response.status_code == 422
    assert "Column 2" in response.content.decode()


def test_columns_of_a_file_that_is_gone_lead_to_what_became_of_it(
    as_chris: Client, world: World
) -> None:
    file = bring_in(world, AMAL)

    response = as_chris.post(at(file, "columns/"), {})

    assert (response.status_code, response["Location"]) == (303, at(file))


def test_import_goes_from_the_preview_to_the_result(as_chris: Client, world: World) -> None:
    file = upload(world, csv(AMAL, BELA, HUW))

    response = as_chris.post(at(file, "start/"), {"once": "a-token"})
    twin = as_chris.post(at(file, "start/"), {"once": "a-token"})

    assert (response.status_code, response["Location"]) == (303, at(file))
    assert (twin.status_code, twin["Location"]) == (303, at(file))
    running = read(as_chris, at(file))
    assert "Importing" in running
    assert 'hx-trigger="every 2s"' in running
    run(file)
    done = read(as_chris, at(file))
    assert "The file is imported" in done
    assert "hx-trigger" not in done
    assert Application.objects.count() == 3


def test_import_reports_its_progress_to_htmx(as_chris: Client, world: World) -> None:
    file = upload(world, csv(AMAL))
    start_import(by=actor_of(world.chris), import_file=file)

    part = as_chris.get(at(file), headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="import"')


def test_start_that_comes_too_late_finds_out(as_chris: Client, world: World) -> None:
    file = bring_in(world, AMAL)

    response = as_chris.post(at(file, "start/"), follow=True)

    assert "imported or dropped already" in response.content.decode()


def test_drop_destroys_the_file(as_chris: Client, world: World) -> None:
    file = upload(world, csv(AMAL))

    page = as_chris.post(at(file, "drop/"), follow=True).content.decode()

    assert "This file was dropped" in page
    assert bytes(ImportFile.objects.get().content) == b""


def test_an_import_that_stopped_can_go_on(as_chris: Client, world: World) -> None:
    file = upload(world, csv(AMAL))
    start_import(by=actor_of(world.chris), import_file=file)
    ImportFile.objects.update(work_state=Work.State.DEAD)
    assert "The import has stopped" in read(as_chris, at(file))

    as_chris.post(at(file, "resume/"))

    assert run(file).state == "imported"


def test_a_file_is_there_for_its_uploader_alone(client: Client, world: World) -> None:
    file = upload(world, csv(AMAL))
    client.force_login(world.dana)

    read(client, at(file), status=404)


def test_the_list_of_files_tells_what_became_of_them(as_chris: Client, world: World) -> None:
    bring_in(world, AMAL)
    dropped = upload(world, csv(AMAL))
    drop_file(by=actor_of(world.chris), import_file=dropped)

    page = read(as_chris, point(world, "import/"))

    states = re.findall(r'class="tag tone-plain">([^<]+)<', page)
    assert sorted(states) == ["Dropped", "Imported"]


@pytest.mark.parametrize("count", [1, 3])
def test_upload_page_takes_five_queries(as_chris: Client, world: World, count: int) -> None:
    for _number in range(count):
        upload(world, csv(AMAL))

    with CaptureQueriesContext(connection) as queries:
        read(as_chris, point(world, "import/"))

    assert len(queries) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_preview_takes_seven_queries(as_chris: Client, world: World, count: int) -> None:
    bring_in(world, *(AMAL, BELA, HUW)[:count])
    file = upload(world, csv(*(AMAL, BELA, HUW)[:count]))

    with CaptureQueriesContext(connection) as queries:
        read(as_chris, at(file))

    assert len(queries) == 7
