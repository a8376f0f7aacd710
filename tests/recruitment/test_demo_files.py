import io
import zipfile
from dataclasses import replace

import pytest

from compagnon.recruitment.rules.columns import Confidence, understand_columns
from compagnon.recruitment.rules.facts import Doubt, EligibilityFacts, doubts
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs
from compagnon.recruitment.rules.problems import Kind
from compagnon.recruitment.rules.reading import read_table
from tests.recruitment.demo import FOLDER, demo
from tools.make_demo_applications import demo_files


def parts(packed: bytes) -> dict[str, bytes]:
    """Unpack an XLSX file: how well it is packed depends on the machine's zlib."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["applications.csv", "applications-google.csv"])
def test_the_demo_is_what_its_tool_writes(name: str) -> None:
    assert (FOLDER / name).read_bytes() == demo_files()[name]


def test_the_demos_xlsx_is_what_its_tool_writes() -> None:
    assert parts((FOLDER / "applications.xlsx").read_bytes()) == parts(
        demo_files()["applications.xlsx"]
    )


def test_the_demo_has_240_applicants_and_every_kind_of_trouble() -> None:
    reading = demo()

    assert len(reading.rows) == 240
    assert sorted(problem.kind for problem in reading.problems) == [
        Kind.ALIKE,
        Kind.ANSWERED_AGAIN,
        Kind.EMAIL_MISSING,
        Kind.FORMULA,
        Kind.NOT_ON_LIST,
    ]
    assert len(reading.alike) == 2


def test_the_demo_says_the_same_as_csv_and_as_xlsx() -> None:
    assert demo("applications.xlsx").rows == demo().rows


def test_the_demo_as_google_forms_writes_it_says_the_same_of_the_same_people() -> None:
    by_address = {row.email_key: row for row in demo().rows}
    reading = demo("applications-google.csv")

    assert reading.problems == ()
    assert len(reading.rows) == 12
    for row in reading.rows:
        same = by_address[row.email_key]
        asked = (
            "name",
            "roles",
            "submitted_at",
            "region",
            "sector",
            "phases",
            "languages_taught",
            "modes",
        )
        assert [getattr(row, field) for field in asked] == [getattr(same, field) for field in asked]


def test_every_value_that_matching_uses_has_a_column_in_the_demo() -> None:
    mapping = understand_columns(read_table((FOLDER / "applications.csv").read_bytes()))

    assert set(FIELD) - set(mapping.by_field) == {"first_name", "last_name"}
    assert [column.heading for column in mapping.unknown] == [
        "Is there anything else you would like to tell us?"
    ]
    assert Confidence.LIKELY not in {column.confidence for column in mapping.columns}


def test_the_demo_has_names_from_everywhere() -> None:
    names = " ".join(row.name for row in demo().rows)

    assert all(
        name in names for name in ("Leila Marwan", "Dvořák", "Llŷr", "عمران قریشی", "李小梅")
    )


@pytest.mark.requirement("ALL-28")
def test_some_in_the_demo_are_both_mentor_and_mentee_and_there_are_too_few_places() -> None:
    rows = demo().rows

    assert sum(row.is_mentor and row.is_mentee for row in rows) == 20
    assert sum(row.capacity for row in rows if row.is_mentor) < sum(row.is_mentee for row in rows)


def test_the_demo_has_doubtful_applications_of_each_kind() -> None:
    found = [
        doubt
        for row in demo().rows
        for doubt in doubts(
            EligibilityFacts(
                membership_number=row.membership_number,
                membership_category=row.membership_category,
                is_member_confirmed=False,
                is_charter_signed=row.charter_signed is True,
                has_possible_duplicate=row.line in demo().alike,
            )
        )
    ]

    assert {doubt: found.count(doubt) > 1 for doubt in Doubt} == dict.fromkeys(Doubt, True)
    assert len(found) < 60


@pytest.mark.requirement("ALL-54")
def test_people_in_the_demo_declare_managers_who_have_applied_too() -> None:
    people = [
        Declaring(
            id=row.email_key,
            name=row.name,
            email=row.email,
            institution=row.institution,
            named=row.declared_managers + row.declared_conflicts,
        )
        for row in demo().rows
    ]

    pairs = forbidden_pairs(people)

    assert ("dermot.mq@carrickmoyle.example.org", "orla.devenney@drumfodden.example.org") in pairs
    assert ("h.lebrocq@havre.example.org", "p.renouf@rouge-havre.example.org") in pairs
    assert len(pairs) > 30
    assert forbidden_pairs(replace(one, named=()) for one in people) == frozenset()
