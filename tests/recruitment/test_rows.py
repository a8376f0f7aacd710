import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import (
    Column,
    ColumnMapping,
    Confidence,
    understand_columns,
)
from compagnon.recruitment.rules.fields import FIELDS
from compagnon.recruitment.rules.problems import SENTENCES, Kind, RowProblem, Severity
from compagnon.recruitment.rules.rows import Reading, read_applicants
from compagnon.recruitment.rules.table import FileProblem, Line, Table
from tests.recruitment.applicants import AMAL, BELA, read


def said(reading: Reading) -> list[tuple[int, str, Kind, str]]:
    return [(one.line, one.column, one.kind, one.value) for one in reading.problems]


WHOLE = {
    "Completion time": "15/09/2026 10:11:12",
    "Name": " Siân Ŵyn ",
    "Email": "Sian@Ysgol.example.org",
    "Join as": "Mentor;Mentee;",
    "I am a": "Language teacher",
    "Membership number": "12345",
    "Membership type": "School",
    "Region": "North Wales",
    "Postcode": "LL57 2DG",
    "Sector": "Maintained school",
    "Phases": "KS3;KS4;KS5;",
    "School": "Ysgol yr Enghraifft",
    "Career stage": "Head of department",
    "Years of experience": "11-20 years",
    "Languages taught": "Welsh;French",
    "Languages spoken": "Urdu",
    "Interests wanted": "Leadership",
    "Interests offered": "Speaking;Behaviour",
    "Purpose": "Progression: taking on a new role",
    "Mode": "Online",
    "Matching preference": "Diverse",
    "How often would you like to meet": "Monthly",
    "When can you usually meet": "Mon am; Tue-Wed evening;Fridays after school",
    "How many mentees could you support": "2",
    "How did you hear about us": "Conference;Newsletter",
    "I agree to the Charter": "Yes",
    "Line manager": "Huw Prys; Dana Stranger",
    "Conflicts of interest": "Chris Okafor",
}
UNDERSTOOD = ApplicantRow(
    line=2,
    name="Siân Ŵyn",
    email="Sian@Ysgol.example.org",
    roles=("mentor", "mentee"),
    submitted_at=datetime(2026, 9, 15, 9, 11, 12, tzinfo=UTC),
    audiences=("language_teacher",),
    membership_number="12345",
    membership_category="school_group",
    region="wales",
    postcode_area="LL",
    sector="maintained",
    phases=("secondary", "post_16"),
    institution="Ysgol yr Enghraifft",
    career_stage="middle_leader",
    experience_years=15,
    languages_taught=("fr", "cy"),
    languages_spoken=("ur",),
    interests_wanted=("leadership",),
    interests_offered=("speaking", "behaviour"),
    purposes=("progression",),
    modes=("online",),
    match_preference="diverse",
    meeting_frequency="monthly",
    availability=("mon_morning", "tue_evening", "wed_evening", "fri_after_school"),
    capacity=2,
    how_heard=("newsletter", "conference"),
    charter_signed=True,
    declared_managers=("Huw Prys", "Dana Stranger"),
    declared_conflicts=("Chris Okafor",),
)


@pytest.mark.requirement("ALL-45")
@pytest.mark.requirement("ALL-46")
@pytest.mark.requirement("ALL-47")
@pytest.mark.requirement("ALL-48")
def test_a_whole_application_is_read() -> None:
    reading = read("|".join(WHOLE), "|".join(WHOLE.values()))

    assert said(reading) == []
    assert reading.rows == (UNDERSTOOD,)
    assert reading.rows[0].nation == "wales"


@pytest.mark.requirement("ALL-28")
def test_somebody_can_join_as_mentor_mentee_or_both() -> None:
    rows = read(
        "Name|Email|Role",
        "A|a@example.org|Mentor",
        "B|b@example.org|Mentee",
        "C|c@example.org|Both",
    ).rows

    assert [(row.is_mentor, row.is_mentee) for row in rows] == [
        (True, False),
        (False, True),
        (True, True),
    ]


@pytest.mark.parametrize(
    "name", ["Siân Ŵyn Dŵr", "محمد اقبال", "Zoë O\u2019Neill-Łuczak", "\u674e \u5c0f\u9f99"]
)
def test_a_name_is_kept_as_it_was_written(name: str) -> None:
    assert read("Name|Email|Role", f"{name}|a@example.org|Mentor").rows[0].name == name


def test_a_name_may_stand_in_two_columns_or_two_lines() -> None:
    assert (
        read("First name|Surname|Email|Role", "Amal|Haddad|a@example.org|Mentor").rows[0].name
        == "Amal Haddad"
    )
    assert (
        read("Name|Email|Role", "Amal\nHaddad|a@example.org|Mentor").rows[0].name == "Amal Haddad"
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("|a@example.org|Mentor", ("Name", Kind.NAME_MISSING, "")),
        (f"{'A' * 201}|a@example.org|Mentor", ("Name", Kind.NAME_TOO_LONG, "")),
        ("Amal||Mentor", ("Email", Kind.EMAIL_MISSING, "")),
        ("Amal|amal.example.org|Mentor", ("Email", Kind.EMAIL_WRONG, "amal.example.org")),
        ("Amal|amal@example.org", ("Role", Kind.ROLES_MISSING, "")),
        ("Amal|a@example.org|Mentor|x", ("", Kind.TOO_MANY_CELLS, "")),
    ],
)
def test_a_line_that_cannot_count_is_left_out_with_an_error(
    line: str, problem: tuple[str, Kind, str]
) -> None:
    reading = read("Name|Email|Role", line, "Bela|b@example.org|Mentee")

    assert said(reading) == [(2, *problem)]
    assert reading.errors == reading.problems
    assert [row.name for row in reading.rows] == ["Bela"]


def test_a_role_that_is_not_understood_is_an_error() -> None:
    reading = read("Name|Email|Role", "Amal|a@example.org|I am looking for a friend")

    assert [(one.kind, one.severity) for one in reading.problems] == [
        (Kind.NOT_ON_LIST, Severity.WARNING),
        (Kind.ROLES_UNKNOWN, Severity.ERROR),
    ]
    assert reading.rows == ()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("mailto:amal@example.org", "amal@example.org"),
        ("<amal@example.org>", "amal@example.org"),
        ("amal@exämple.example.org", "amal@exämple.example.org"),
    ],
)
def test_an_address_is_taken_out_of_its_wrapping(written: str, address: str) -> None:
    assert read("Name|Email|Role", f"Amal|{written}|Mentor").rows[0].email == address


@pytest.mark.parametrize(
    ("heading", "answer", "problem", "field", "value"),
    [
        (
            "Languages taught",
            "French;Elvish",
            (Kind.NOT_ON_LIST, "Elvish"),
            "languages_taught",
            ("fr",),
        ),
        ("Region", "Narnia", (Kind.NOT_ON_LIST, "Narnia"), "region", ""),
        (
            "Sector",
            "Academy;Special",
            (Kind.ONE_ANSWER_ONLY, "Special school or alternative provision"),
            "sector",
            "academy",
        ),
        ("Timestamp", "soon", (Kind.DATE_UNREADABLE, "soon"), "submitted_at", None),
        (
            "Timestamp",
            "05/09/2026 10:00 GMT",
            (Kind.DATE_AMBIGUOUS, "05/09/2026 10:00 GMT"),
            "submitted_at",
            datetime(2026, 9, 5, 10, tzinfo=UTC),
        ),
        ("Years of experience", "many", (Kind.NUMBER_UNREADABLE, "many"), "experience_years", None),
        ("Postcode", "Leeds", (Kind.POSTCODE_UNREADABLE, "Leeds"), "postcode_area", ""),
        ("Charter", "Perhaps", (Kind.AGREEMENT_UNREADABLE, "Perhaps"), "charter_signed", None),
        ("How many mentees", "a few", (Kind.NUMBER_UNREADABLE, "a few"), "capacity", 1),
        ("How many mentees", "0", (Kind.NUMBER_UNREADABLE, "0"), "capacity", 1),
        ("How many mentees", "5", (Kind.MENTEES_LIMITED, "5"), "capacity", 2),
        ("School", "S" * 201, (Kind.SHORTENED, "S" * 200), "institution", "S" * 200),
        ("School", "=1+1", (Kind.FORMULA, ""), "institution", "=1+1"),
        (
            "Line manager",
            ";".join(map(str, range(10, 31))),
            (Kind.SHORTENED, ""),
            "declared_managers",
            tuple(map(str, range(10, 30))),
        ),
        ("Line manager", "H" * 201, (Kind.SHORTENED, ""), "declared_managers", ("H" * 200,)),
        ("Line manager", "=Huw", (Kind.FORMULA, ""), "declared_managers", ("=Huw",)),
    ],
)
def test_what_is_not_understood_is_told_and_the_line_counts(
    heading: str, answer: str, problem: tuple[Kind, str], field: str, value: object
) -> None:
    reading = read(f"Name|Email|Role|{heading}", f"Amal|a@example.org|Mentor|{answer}")

    assert said(reading) == [(2, heading, *problem)]
    assert [getattr(row, field) for row in reading.rows] == [value]


def test_what_is_on_no_list_is_kept_as_written() -> None:
    row = read(
        "Name|Email|Role|Languages taught|Region", "Amal|a@example.org|Mentor|Elvish;Klingon|Narnia"
    ).rows[0]

    assert row.unlisted == (
        ("region", "Narnia"),
        ("languages_taught", "Elvish"),
        ("languages_taught", "Klingon"),
    )


def test_the_order_of_day_and_month_is_doubted_once_and_at_the_first_date() -> None:
    reading = read(
        "Timestamp|Name|Email|Role",
        "|A|a@example.org|Mentor",
        "01/02/2026|B|b@example.org|Mentor",
        "03/04/2026|C|c@example.org|Mentor",
    )

    assert said(reading) == [(3, "Timestamp", Kind.DATE_AMBIGUOUS, "01/02/2026")]


@pytest.mark.parametrize(
    "dates", [("25/02/2026", "01/02/2026"), ("2026-01-02", "2026-03-04"), ("", "")]
)
def test_dates_that_can_be_read_in_one_way_only_are_not_doubted(dates: tuple[str, str]) -> None:
    first, second = dates

    assert (
        said(
            read(
                "Name|Email|Role|Timestamp",
                f"A|a@example.org|Mentor|{first}",
                f"B|b@example.org|Mentor|{second}",
            )
        )
        == []
    )


def test_a_file_without_dates_has_none() -> None:
    assert read("Name|Email|Role", "A|a@example.org|Mentor").rows[0].submitted_at is None


def test_one_question_about_interests_counts_as_wanted_and_offered() -> None:
    row = read("Name|Email|Role|Areas of interest", "A|a@example.org|Mentor|Speaking").rows[0]

    assert (row.interests_wanted, row.interests_offered) == (("speaking",), ("speaking",))


def test_a_mentee_has_no_places_to_offer_whatever_they_answered() -> None:
    reading = read("Name|Email|Role|How many mentees", "A|a@example.org|Mentee|7")

    assert (reading.rows[0].capacity, reading.problems) == (1, ())


def test_the_later_answer_of_one_address_counts() -> None:
    reading = read(
        "Timestamp|Name|Email|Role",
        "2026-09-05|Amal|Amal@example.org|Mentor",
        "2026-09-03|Amal again|amal@EXAMPLE.org|Mentee",
        "2026-09-01|Bela|bela@example.org|Mentee",
    )

    assert [row.name for row in reading.rows] == ["Amal", "Bela"]
    assert reading.problems == (RowProblem(3, "Email", Kind.ANSWERED_AGAIN, other=2),)


def test_without_dates_the_lower_line_of_one_address_counts() -> None:
    reading = read(
        "Name|Email|Role",
        "Amal|a@example.org|Mentor",
        "Bela|b@example.org|Mentee",
        "Amal H|a@example.org|Mentee",
    )

    assert [(row.line, row.name) for row in reading.rows] == [(3, "Bela"), (4, "Amal H")]


@pytest.mark.parametrize(
    ("first", "second", "are_alike"),
    [
        ("Siân Price|Ysgol A", "Sian Price|ysgol a", True),
        ("Price, Siân|Ysgol A", "Siân Price|Ysgol A", True),
        ("Siân Price|Ysgol A", "Siân Pryce|Ysgol A", True),
        ("Siân Price|Ysgol A", "Siân Price|Ysgol B", False),
        ("Siân Price|", "Siân Price|", False),
        ("Siân Price|Ysgol A", "Huw Price|Ysgol A", False),
    ],
)
def test_alike_names_at_one_workplace_may_be_one_person(
    first: str, second: str, *, are_alike: bool
) -> None:
    reading = read(
        "Name|School|Email|Role", f"{first}|a@example.org|Mentor", f"{second}|b@example.org|Mentor"
    )

    assert len(reading.rows) == 2
    assert reading.alike == (frozenset({2, 3}) if are_alike else frozenset())
    assert said(reading) == ([(3, "Name", Kind.ALIKE, "")] if are_alike else [])


def test_alike_is_told_without_a_heading_where_the_name_has_two_columns() -> None:
    reading = read(
        "First name|Surname|School|Email|Role",
        "Siân|Price|Ysgol A|a@example.org|Mentor",
        "Sian|Price|Ysgol A|b@example.org|Mentor",
    )

    assert said(reading) == [(3, "", Kind.ALIKE, "")]


def test_nothing_is_read_without_a_column_that_cannot_be_missing() -> None:
    with pytest.raises(FileProblem, match="There is no column for “E-mail address”"):
        read("Name|Role", "Amal|Mentor")


@pytest.mark.requirement("ALL-54")
def test_declared_managers_are_in_no_answer_no_problem_and_no_report() -> None:
    row = replace(AMAL, declared_managers=("Huw Prys",), declared_conflicts=("Dana Stranger",))
    reading = read(
        "Name|Email|Role|Line manager", f"Amal|a@example.org|Mentor|=Huw Prys;{'Huw Prys ' * 30}"
    )

    assert "Huw" not in repr(row) + str(row.answers())
    assert "Dana" not in repr(row) + str(row.answers())
    assert {one.kind for one in reading.problems} == {Kind.FORMULA, Kind.SHORTENED}
    assert "Huw" not in repr(reading) + "".join(str(one.sentence) for one in reading.problems)


def test_answers_are_kept_under_the_names_of_their_fields() -> None:
    row = replace(
        BELA,
        region="wales",
        phases=("primary",),
        unlisted=(("region", "Cymru Fach"),),
        charter_signed=False,
    )

    answers = row.answers()

    assert answers["phases"] == ["primary"]
    assert answers["unlisted"] == [["region", "Cymru Fach"]]
    assert (answers["region"], answers["experience_years"], answers["charter_signed"]) == (
        "wales",
        None,
        False,
    )
    assert set(answers).isdisjoint(
        {"name", "email", "roles", "capacity", "submitted_at", "declared_managers"}
    )


def test_an_unknown_region_lies_in_no_nation() -> None:
    assert AMAL.nation == ""


def test_every_field_of_a_file_has_a_place_in_an_application() -> None:
    names = {field.name for field in FIELDS} - {"first_name", "last_name"}

    assert names == set(ApplicantRow.__dataclass_fields__) - {"line", "unlisted"}


@pytest.mark.parametrize("kind", Kind)
def test_every_problem_is_told_in_a_sentence(kind: Kind) -> None:
    sentence = str(RowProblem(2, "Name", kind, "{value} of 100%", other=7).sentence)

    assert sentence.endswith(".")
    assert len(SENTENCES) == len(Kind)


@given(
    st.lists(
        st.lists(
            st.text(max_size=30)
            | st.sampled_from(["a@example.org", "Mentor", "01/02/2026", "=1", ";"]),
            max_size=8,
        ),
        min_size=1,
        max_size=6,
    ),
    st.permutations([field.name for field in FIELDS]),
)
def test_any_lines_under_any_columns_are_read(lines: list[list[str]], fields: list[str]) -> None:
    required = ["name", "email", "roles"]
    columns = [*required, *(name for name in fields if name not in required)][:8]
    mapping = ColumnMapping(
        tuple(Column(number, name, name, Confidence.CHOSEN) for number, name in enumerate(columns))
    )
    table = Table(
        tuple(columns),
        tuple(Line(number, tuple(cells)) for number, cells in enumerate(lines, start=2)),
    )

    reading = read_applicants(table, mapping)

    assert len(reading.rows) <= len(lines)
    assert all(row.name and row.email and row.roles for row in reading.rows)
    assert all(str(problem.sentence) for problem in reading.problems)


def test_reading_twice_says_the_same() -> None:
    table = Table(("Name", "Email", "Role"), (Line(2, ("Amal", "a@example.org", "Mentor")),))
    mapping = understand_columns(table)

    assert read_applicants(table, mapping) == read_applicants(table, mapping)


def test_many_alike_people_of_one_workplace_are_told_apart_quickly() -> None:
    lines = [f"Siân Price|Ysgol A|s{number}@example.org|Mentor" for number in range(2000)]
    started = time.process_time()

    reading = read("Name|School|Email|Role", *lines)

    assert len(reading.problems) == 1999
    assert time.process_time() - started < 3


def test_reading_says_how_far_it_is_and_can_be_stopped() -> None:
    table = Table(
        ("Name", "Email", "Role"),
        tuple(Line(at, ("Amal", f"a{at}@example.org", "Mentor")) for at in range(2, 2002)),
    )
    mapping = understand_columns(table)
    reached: list[float] = []

    read_applicants(table, mapping, watch=reached.append)

    assert reached == [0, 0.25, 0.5, 0.75]

    def stop(_fraction: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_applicants(table, mapping, watch=stop)
