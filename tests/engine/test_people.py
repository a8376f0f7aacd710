from typing import Any

import pytest

from compagnon.engine import Person, Problem, ProblemError, Shared


@pytest.mark.parametrize(
    "attribute",
    [
        "ethnicity",
        "ethnic_origin",
        "religion",
        "religious-belief",
        "sex",
        "Sex",
        "gender",
        "genderIdentity",
        "gender_reassignment",
        "sexual_orientation",
        "sexualOrientation",
        "SEXUAL ORIENTATION",
        "disability",
        "is_disabled",
        "age",
        "ageBand",
        "AgeBand",
        "age_group",
        "date_of_birth",
        "dateofbirth",
        "DOB",
        "pregnancy",
        "pregnant",
        "maternity_leave",
        "marital_status",
        "maritalstatus",
        "civil_partnership",
        "race",
        "health",
        "health_condition",
        "nationality",
    ],
)
def test_a_protected_characteristic_is_refused(attribute: str) -> None:
    with pytest.raises(ProblemError) as refused:
        Person("bela", {attribute: "x"})

    assert str(refused.value) == (
        f"{attribute} is a protected characteristic and must never decide who is paired."
    )


@pytest.mark.parametrize(
    "attribute",
    [
        "languages_taught",
        "career_stage",
        "stage",
        "management",
        "postcode_area",
        "sector",
        "villages",
    ],
)
def test_an_innocent_attribute_is_taken(attribute: str) -> None:
    assert Person("bela", {attribute: "x"}).code(attribute) == "x"


@pytest.mark.parametrize("answer", [None, "", set(), frozenset(), [], (), {""}])
def test_no_answer_is_no_answer_however_it_is_said(answer: Any) -> None:
    person = Person("bela", {"sector": answer})

    assert person.attributes == {"sector": None}
    assert person.code("sector") is None
    assert person.codes("sector") == frozenset()
    assert person.codes("absent") == frozenset()


@pytest.mark.parametrize(
    ("answer", "codes"),
    [("a", {"a"}), (3, {"3"}), (["a", "b", "a", ""], {"a", "b"}), (("b",), {"b"}), ({"a"}, {"a"})],
)
def test_an_answer_can_be_read_as_a_set(answer: Any, codes: set[str]) -> None:
    assert Person("bela", {"sector": answer}).codes("sector") == codes


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (float("nan"), "The answer of bela to years is not a number (NaN)."),
        (
            1.5,
            "The answer of bela to years must be text, a whole number, a set of texts or nothing.",
        ),
        (
            True,
            "The answer of bela to years must be text, a whole number, a set of texts or nothing.",
        ),
        (
            {1, 2},
            "The answer of bela to years must be text, a whole number, a set of texts or nothing.",
        ),
        (10**12, "The answer of bela to years must lie within 1000000000 of 0."),
    ],
)
def test_an_answer_of_another_kind_is_refused(answer: Any, says: str) -> None:
    with pytest.raises(ProblemError) as refused:
        Person("bela", {"years": answer})

    assert str(refused.value) == says


@pytest.mark.parametrize("capacity", [-1, 1.5, float("nan"), True, "2", 10**12])
def test_a_capacity_that_is_no_count_is_refused(capacity: Any) -> None:
    with pytest.raises(ProblemError) as refused:
        Person("amal", capacity=capacity)

    assert str(refused.value) == (
        "The capacity of amal must be a whole number (an int) from 0 to 1000000000."
    )


def test_a_person_cannot_be_changed_through_the_answers_given() -> None:
    answers = {"sector": "school"}
    person = Person("bela", answers)
    answers["sector"] = "college"

    assert person.code("sector") == "school"


def test_a_vector_is_kept_and_one_of_zeros_says_nothing() -> None:
    person = Person("bela", {"text": [3, -127], "nothing": (0, 0), "codes": {"cy:B2", "fr:A1"}})

    assert person.vector("text") == (3, -127)
    assert person.vector("nothing") is None
    assert person.vector("codes") is None
    assert person.grades("codes") == {"cy": "B2", "fr": "A1"}


@pytest.mark.parametrize("answer", [[1, 128], (1, -128), (1, True), [0.5], [1] * 1025, ["a", 1]])
def test_a_vector_of_other_numbers_is_refused(answer: Any) -> None:
    with pytest.raises(ProblemError) as refused:
        Person("bela", {"text": answer})

    assert refused.value.reason.key == "problem.answer_kind"


def test_a_vector_is_no_set_of_codes() -> None:
    with pytest.raises(ProblemError) as refused:
        Problem(
            mentees=(Person("bela", {"languages": (1, 2)}),),
            mentors=(),
            criteria=(Shared("languages", 1, "languages"),),
        )

    assert str(refused.value) == "languages cannot read the answer of bela to languages."
