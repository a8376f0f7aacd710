import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.recruitment.rules.columns import CONFIDENCE_LABELS, Confidence, understand_columns
from compagnon.recruitment.rules.fields import FIELD, FIELDS
from compagnon.recruitment.rules.table import FileProblem, Line, Table
from compagnon.schemes.vocabularies import VOCABULARIES


def table(*header: str, answers: tuple[str, ...] = ()) -> Table:
    return Table(header, (Line(2, answers or ("an answer",) * len(header)),))


def understood(*header: str, answers: tuple[str, ...] = ()) -> list[str | None]:
    return [column.field for column in understand_columns(table(*header, answers=answers)).columns]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Timestamp", "submitted_at"),
        ("Email Address", "email"),
        ("E-mail address ", "email"),
        ("Name", "name"),
        ("1. What is your name?", "name"),
        ("Q2) Your e\u2011mail address:", "email"),
        ("3 \u2013 Would you like to join as a mentor, a mentee or both?", "roles"),
        ("Are you a member of ALL?", "membership_category"),
        ("Your ALL membership number (it is on your card)", "membership_number"),
        ("Which\u00a0region\u00a0do\u00a0you\u00a0work\u00a0in?", "region"),
        ("First part of your postcode [e.g. LS6]", "postcode_area"),
        ("Which sector is your school in?", "sector"),
        ("Which phase or phases do you work in? (select all that apply)", "phases"),
        ("What is the name of your school, college or other place of work?", "institution"),
        ("How would you describe your career stage?", "career_stage"),
        ("How many years have you taught languages?", "experience_years"),
        ("Which languages do you teach?", "languages_taught"),
        ("Which other languages do you speak or sign?", "languages_spoken"),
        ("Which areas would you like support with?", "interests_wanted"),
        ("Which areas of interest could you offer?", "interests_offered"),
        ("What is the main purpose of mentoring for you at the moment?", "purposes"),
        ("Would you prefer to meet face-to-face or online?", "modes"),
        ("Would you rather be matched with someone similar or different?", "match_preference"),
        ("How often would you like to meet?", "meeting_frequency"),
        ("When could you usually meet?", "availability"),
        ("If you are a mentor: how many mentees could you support?", "capacity"),
        ("How did you hear about the programme?", "how_heard"),
        ("I have read the Charter and sign up to it", "charter_signed"),
        ("Names of anyone who line manages you, or whom you manage", "declared_managers"),
        ("Is there anybody with whom you should not be paired?", "declared_conflicts"),
        ("I am a\u2026", "audiences"),
        ("ID", None),
        ("Do you have any access needs?", None),
        ("", None),
    ],
)
def test_a_heading_is_understood_as_forms_write_it(heading: str, field: str | None) -> None:
    assert understood(heading) == [field]


@pytest.mark.parametrize("field", FIELDS, ids=lambda one: one.name)
def test_every_known_wording_is_certain(field: object) -> None:
    assert isinstance(field, type(FIELDS[0]))
    for heading in (field.name, *field.headings):
        column = understand_columns(table(f" {heading}? ")).columns[0]
        assert (column.field, column.confidence) == (field.name, Confidence.CERTAIN)


def test_every_list_a_field_names_exists() -> None:
    assert {field.vocabulary for field in FIELDS} - {""} <= set(VOCABULARIES)


def test_headings_that_forms_add_by_themselves_are_not_unknown() -> None:
    mapping = understand_columns(table("ID", "Start time", "Completion time", "Favourite colour"))

    assert [column.confidence for column in mapping.columns] == [
        Confidence.UNUSED,
        Confidence.UNUSED,
        Confidence.CERTAIN,
        Confidence.UNKNOWN,
    ]
    assert [column.heading for column in mapping.unknown] == ["Favourite colour"]


def test_the_persons_own_address_wins_over_the_one_the_form_adds() -> None:
    assert understood("Email", "Name", "Your email address", "Your full name") == [
        None,
        None,
        "email",
        "name",
    ]


def test_a_column_without_answers_does_not_win() -> None:
    answers = ("anonymous", "a@example.org", "")

    assert understood("Your email address", "Email", "E-mail", answers=answers) == [
        None,
        "email",
        None,
    ]


def test_a_line_shorter_than_the_heading_has_empty_answers() -> None:
    assert understood("Name", "Your email", "Email", answers=("Amal",)) == ["name", "email", None]


def test_the_better_wording_wins_whatever_the_order() -> None:
    assert understood("Which languages do you use to teach?", "Languages taught") == [
        None,
        "languages_taught",
    ]


def test_what_a_person_chooses_stands() -> None:
    mapping = understand_columns(table("Name", "Nickname", "Email"), chosen={0: None, 1: "name"})

    assert [(column.field, column.confidence) for column in mapping.columns] == [
        (None, Confidence.CHOSEN),
        ("name", Confidence.CHOSEN),
        ("email", Confidence.CERTAIN),
    ]
    assert mapping.by_field == {"name": 1, "email": 2}


def test_a_value_for_two_columns_is_refused() -> None:
    with pytest.raises(FileProblem, match="Two columns were both called “E-mail address”"):
        understand_columns(table("a", "b"), chosen={0: "email", 1: "email"})


def test_a_value_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FileProblem, match="a meaning that does not exist"):
        understand_columns(table("a"), chosen={0: "password"})


def test_what_cannot_be_missing_is_named() -> None:
    def missing(*header: str) -> list[str]:
        return [field.name for field in understand_columns(table(*header)).missing]

    assert missing("Favourite colour") == ["name", "email", "roles"]
    assert missing("First name", "Email", "Role") == ["name"]
    assert missing("First name", "Surname", "Email", "Role") == []
    assert missing("Name", "Email", "Role") == []


def test_fields_and_confidences_have_names_for_people() -> None:
    assert str(FIELD["declared_managers"].label) == "Managers and people managed"
    assert set(CONFIDENCE_LABELS) == set(Confidence)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=12))
def test_any_heading_is_understood_or_not_and_no_value_twice(header: list[str]) -> None:
    mapping = understand_columns(table(*header))

    fields = [column.field for column in mapping.columns if column.field]
    assert len(fields) == len(set(fields))
    assert len(mapping.columns) == len(header)


def test_a_column_without_answers_is_not_needed() -> None:
    mapping = understand_columns(table("Name", "Favourite colour", answers=("Amal", "")))

    assert [column.confidence for column in mapping.columns] == [
        Confidence.CERTAIN,
        Confidence.UNUSED,
    ]
