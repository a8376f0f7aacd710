import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.recruitment.rules import values
from compagnon.recruitment.rules.values import Chosen
from compagnon.schemes.vocabularies import INTERESTS, LANGUAGES, MODES, PHASES, ROLES, Vocabulary


@pytest.mark.parametrize(
    ("vocabulary", "written", "chosen"),
    [
        (ROLES, "Mentor;Mentee;", Chosen(("mentor", "mentee"), ())),
        (LANGUAGES, "German; french ;", Chosen(("fr", "de"), ())),
        (LANGUAGES, "German, French", Chosen(("fr", "de"), ())),
        (LANGUAGES, "German\nFrench", Chosen(("fr", "de"), ())),
        (LANGUAGES, "German and French", Chosen(("fr", "de"), ())),
        (LANGUAGES, "German / French & Welsh", Chosen(("fr", "de", "cy"), ())),
        (LANGUAGES, "French, French", Chosen(("fr",), ())),
        (LANGUAGES, "French; Elvish; Klingon", Chosen(("fr",), ("Elvish", "Klingon"))),
        (LANGUAGES, "French, Elvish", Chosen(("fr",), ("Elvish",))),
        (LANGUAGES, "Elvish, and a little Klingon", Chosen((), ("Elvish, and a little Klingon",))),
        (LANGUAGES, "Elvish; Elvish", Chosen((), ("Elvish",))),
        (LANGUAGES, "Chinese (Mandarin, Cantonese)", Chosen(("zh",), ())),
        (LANGUAGES, "n/a", Chosen((), ())),
        (LANGUAGES, "French, none", Chosen(("fr",), ())),
        (LANGUAGES, " ; ", Chosen((), ())),
        (LANGUAGES, "e" * 600, Chosen((), ("e" * 600,))),
        (
            INTERESTS,
            "Speaking, Assessment, GCSE and A level, Uptake, options and motivation, Culture, literature and film",
            Chosen(("speaking", "assessment", "uptake", "culture"), ()),
        ),
        (PHASES, "KS3, KS4 and KS5", Chosen(("secondary", "post_16"), ())),
        (MODES, "Either", Chosen(("face_to_face", "online"), ())),
    ],
)
def test_choices_are_found_however_they_are_divided(
    vocabulary: Vocabulary, written: str, chosen: Chosen
) -> None:
    assert values.choose(written, vocabulary) == chosen


def test_a_hostile_cell_is_read_quickly() -> None:
    started = time.process_time()

    values.choose("(" * 10_000 + "," * 10_000, INTERESTS)
    values.choose(",".join("(" * 499), INTERESTS)
    values.split_people(";".join(["a and b"] * 3_000))

    assert time.process_time() - started < 1


@given(st.text(max_size=200))
def test_any_cell_gives_choices_of_the_list_or_what_was_written(text: str) -> None:
    chosen = values.choose(text, LANGUAGES)

    assert set(chosen.keys) <= set(LANGUAGES.keys)
    assert all(written in text for written in chosen.unlisted)


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("7", 7),
        ("7.5", 7),
        ("7 years", 7),
        ("3-5", 4),
        ("3 to 5 years", 4),
        ("More than 20 years", 20),
        ("10+", 10),
        ("Less than 1 year", 0),
        ("<5", 2),
        ("under 3", 1),
        ("Two years", 2),
        ("many", None),
        ("", None),
    ],
)
def test_years_of_experience_are_read_as_people_write_them(written: str, years: int | None) -> None:
    assert values.read_years(written) == years


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("1", 1),
        ("2 mentees", 2),
        ("1 or 2", 2),
        ("one", 1),
        ("Two", 2),
        ("0", 0),
        ("none", 0),
        ("a few", None),
        ("", None),
    ],
)
def test_a_number_of_mentees_is_read_as_people_write_it(written: str, count: int | None) -> None:
    assert values.read_count(written) == count


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("LS6 2AB", "LS"),
        ("ls", "LS"),
        ("m1", "M"),
        ("SW1A", "SW"),
        ("Leeds", None),
        ("12345", None),
        ("LS6 ABC", None),
    ],
)
def test_only_the_letters_of_a_postcode_are_kept(written: str, area: str | None) -> None:
    assert values.read_postcode_area(written) == area


@pytest.mark.parametrize(
    ("written", "agreed"),
    [
        ("Yes", True),
        ("I agree to the Charter", True),
        ("I have read the Charter and agree", True),
        ("TRUE", True),
        ("\u2713", True),
        ("1", True),
        ("No", False),
        ("I do not agree", False),
        ("Not yet", False),
        ("I have not read it", False),
        ("false", False),
        ("Perhaps", None),
        ("", None),
    ],
)
def test_an_agreement_is_a_yes_or_a_no_or_neither(written: str, *, agreed: bool | None) -> None:
    assert values.read_agreement(written) is agreed


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Huw Prys; Amal Haddad", ("Huw Prys", "Amal Haddad")),
        ("Huw Prys, Amal Haddad and Bela Novak", ("Huw Prys", "Amal Haddad", "Bela Novak")),
        ("huw@example.org, amal@example.org", ("huw@example.org", "amal@example.org")),
        ("Prys, Huw", ("Prys, Huw",)),
        ("Huw Prys\nHuw Prys", ("Huw Prys",)),
        ("None", ()),
        ("n/a", ()),
        ("", ()),
    ],
)
def test_a_list_of_people_is_divided(written: str, people: tuple[str, ...]) -> None:
    assert values.split_people(written) == people


@pytest.mark.parametrize(
    ("written", "formula"),
    [
        ("=HYPERLINK(1)", True),
        ("@SUM(A1)", True),
        ("+cmd|' /C calc'!A0", True),
        ("-2+3+cmd", True),
        ("-5", False),
        ("+44 (0)113 496 0000", False),
        ("- reading and writing", False),
        ("-", False),
        ("=", False),
        ("French", False),
        ("", False),
    ],
)
def test_a_text_that_a_spreadsheet_would_compute_is_recognised(
    written: str, *, formula: bool
) -> None:
    assert values.looks_like_formula(written) is formula
