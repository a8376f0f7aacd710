"""The queue as a file: what stands in it, for whom, that it is noted, and that no cell becomes a formula."""

import csv
import io

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.recruitment import changes
from compagnon.recruitment.queries.export import list_rows
from compagnon.recruitment.rules.queue import EVERYTHING
from compagnon.schemes.models import Appointment
from compagnon.ui.spreadsheet import safe, to_csv, to_xlsx
from tests.cast import World, actor_of, appoint
from tests.recruitment.files import AMAL, BELA, HUW, bring_in
from tests.recruitment.pages import application_of, point, read

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")


def sheet(data: bytes) -> list[list[object]]:
    """Return what a spreadsheet reads."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in workbook.worksheets[0].rows]


def table(data: bytes) -> list[list[str]]:
    """Return what a reader of CSV reads."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert safe(cell).startswith("'")
    assert table(to_csv([[cell]]))[0][0].startswith("'")


@pytest.mark.parametrize(
    "cell",
    [
        'Ann;=HYPERLINK("https://evil.example")',
        "Ann; +1",
        'Ann;"=1+1',
        'Ann;" ""@SUM(A1)',
        "Ann;;-1",
        "Ann\t=1",
        "Ann\r\n=1",
        "Ann;\n=1",
    ],
)
@pytest.mark.parametrize("separator", [";", "\t"])
def test_no_piece_of_a_cell_is_taken_for_a_formula_where_it_falls_apart(
    cell: str, separator: str
) -> None:
    text = to_csv([[cell, cell, cell]]).decode("utf-8-sig")

    for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for piece in line:
            for part in piece.splitlines():
                assert not part.strip().startswith(("=", "+", "-", "@"))
    assert [safe("a;b - c\nd=e"), safe("a;=b")] == ["a;b - c\nd=e", "a;'=b"]


@pytest.mark.parametrize("cell", ["=1+1", "+44 20 7946 0000", "-1", "@SUM(A1)", "Ann;=1"])
def test_a_text_of_a_workbook_is_a_text_and_stays_as_it_is(cell: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(to_xlsx([[cell]])))

    first = workbook.worksheets[0]["A1"]
    assert (first.data_type, first.value) == ("s", cell)


def test_every_other_cell_stays_as_it_is() -> None:
    rows = [["Ffion & <Huw>", " two  spaces", "Überall 日本"], ["", "a=b", "12"]]

    assert table(to_csv(rows)) == rows
    assert sheet(to_xlsx(rows)) == [rows[0], [None, "a=b", "12"]]
    assert sheet(to_xlsx([["bad\x00\x0bletters"]])) == [["badletters"]]


@pytest.fixture
def three(world: World) -> World:
    bring_in(world, AMAL, BELA, HUW)
    return world


@pytest.mark.django_db
def test_a_coordinator_takes_the_queue_away_and_it_is_noted(as_chris: Client, three: World) -> None:
    page = read(as_chris, point(three, "applications/?role=mentee"))
    assert 'applications/export/?role=mentee"' in page

    answer = as_chris.post(point(three, "applications/export/?role=mentee"), {"format": "csv"})

    name = "all-language-teacher-peer-mentoring-programme-september-202627-applications.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    heading, *rows = table(answer.content)
    assert heading[:4] == ["Name", "State", "E-mail address", "Takes part as"]
    assert [row[0] for row in rows] == ["Bela Kovács", "Huw Prys"]
    assert "Hill School" in rows[0]
    event = EventRow.objects.get(name="ApplicationsExported")
    assert (event.actor_id, event.data["application_count"]) == (three.chris.id, 2)


@pytest.mark.django_db
def test_the_same_is_given_as_a_workbook(as_chris: Client, three: World) -> None:
    answer = as_chris.post(point(three, "applications/export/"), {"format": "xlsx"})

    assert answer.headers["Content-Disposition"].endswith('-september-202627-applications.xlsx"')
    assert [row[0] for row in sheet(answer.content)] == [
        "Name",
        "Amal Haddad",
        "Bela Kovács",
        "Huw Prys",
    ]


@pytest.mark.django_db
@pytest.mark.requirement("ALL-54")
def test_a_file_says_nothing_of_whom_somebody_declared(three: World) -> None:
    rows = list_rows(
        viewer=actor_of(three.chris), joining_point=three.joining_point, wanted=EVERYTHING
    )

    assert len(set(map(len, rows))) == 1
    for hidden in ("Ffion Rees", "Line manager"):
        assert hidden not in str(rows)


@pytest.mark.django_db
def test_of_ones_own_and_of_those_one_stands_near_there_is_only_a_name(three: World) -> None:
    amal = application_of("Amal Haddad")
    appoint(amal.person, Appointment.Role.COORDINATOR, three.scheme)
    by = actor_of(amal.person)
    changes.declare_interest(by=by, application=application_of("Huw Prys"))
    changes.assign_application(
        by=by, application=application_of("Bela Kovács"), person_id=three.chris.id
    )

    heading, own, other, near = list_rows(
        viewer=by, joining_point=three.joining_point, wanted=EVERYTHING
    )

    assert (own[:2], near[:2]) == (("Amal Haddad", "To be decided"), ("Huw Prys", "To be decided"))
    assert {*own[2:], *near[2:]} == {""}
    assert len(own) == len(near) == len(other) == len(heading)
    assert other[2:8] == (
        "bela@school.example",
        "Mentee",
        "",
        "2026-09-02",
        "2026-09-02",
        "Chris",
    )


@pytest.mark.django_db
def test_only_the_group_takes_the_queue_away(client: Client, three: World) -> None:
    client.force_login(three.dana)

    assert client.post(point(three, "applications/export/")).status_code == 404
    with pytest.raises(NotAllowed):
        changes.export_applications(
            by=actor_of(three.dana), joining_point=three.joining_point, wanted=EVERYTHING
        )


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_file_takes_the_same_queries_however_long_it_is(
    world: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    bring_in(world, *(AMAL, BELA, HUW)[:count])
    viewer = actor_of(world.chris)

    with django_assert_num_queries(3):
        list_rows(viewer=viewer, joining_point=world.joining_point, wanted=EVERYTHING)
