from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import Criterion, Gap, Likeness, Person, Shared, Wanted, sentence
from compagnon.engine.criteria import FULL
from compagnon.engine.judging.grid import Grid
from tests.engine.instances import BOTH_IDS, CRITERIA, MENTEE_IDS, people

ALL_CRITERIA: tuple[Criterion, ...] = (*CRITERIA, Gap("odd", 1, "experience", -1, 1, 4))
STAGES = ("early", "middle", "senior")
ALIKE = Likeness("sector", 1, "sector", "alike")
DIFFERENT = Likeness("sector", 1, "sector", "different")
PREFERRED = Likeness("sector", 1, "sector")


@given(people(MENTEE_IDS, (1,)), people(BOTH_IDS, (1,)), st.sampled_from(ALL_CRITERIA))
def test_a_criterion_says_the_same_of_a_grid_as_of_each_pair(
    mentees: tuple[Person, ...], mentors: tuple[Person, ...], criterion: Criterion
) -> None:
    values = criterion.values(Grid(mentees, mentors))

    def expected(mentee: Person, mentor: Person) -> int:
        value = criterion.value(mentee, mentor)
        return -1 if value is None else value

    assert values.shape == (len(mentees), len(mentors))
    assert values.tolist() == [[expected(x, y) for y in mentors] for x in mentees]
    assert ((values >= -1) & (values <= FULL)).all()


@given(people(MENTEE_IDS, (1,)), people(BOTH_IDS, (1,)), st.sampled_from(ALL_CRITERIA))
def test_a_criterion_says_why_it_does_not_count_exactly_when_it_does_not(
    mentees: tuple[Person, ...], mentors: tuple[Person, ...], criterion: Criterion
) -> None:
    for mentee in mentees:
        for mentor in mentors:
            reason = criterion.reason(mentee, mentor)
            silent = reason.key.startswith("missing.") or reason.key in (
                "likeness.no_wish",
                "distance.unknown",
            )
            assert silent == (criterion.value(mentee, mentor) is None)


def answers(**values: Any) -> dict[str, Any]:
    return values


WANTED = Wanted("interests", 1, "wanted", "offered")
ENOUGH = Wanted("interests", 1, "wanted", "offered", enough=2)


@pytest.mark.parametrize(
    ("criterion", "mentee", "mentor", "value", "says"),
    [
        (
            WANTED,
            answers(wanted={"a", "b", "c"}),
            answers(offered={"c", "b", "z"}),
            6666,
            "2 of 3 wishes are offered: b, c",
        ),
        (
            ENOUGH,
            answers(wanted={"a", "b", "c"}),
            answers(offered={"c", "b", "z"}),
            10_000,
            "2 of 3 wishes are offered: b, c",
        ),
        (
            WANTED,
            answers(wanted={"a"}),
            answers(offered={"z"}),
            0,
            "none of 1 wishes is offered",
        ),
        (
            WANTED,
            answers(),
            answers(offered={"z"}),
            None,
            "the mentee did not answer wanted, so it does not count",
        ),
        (
            WANTED,
            answers(wanted={"a"}),
            answers(offered=set()),
            None,
            "the mentor did not answer offered, so it does not count",
        ),
        (
            WANTED,
            answers(),
            answers(),
            None,
            "neither answered wanted, so it does not count",
        ),
        (
            Shared("languages", 1, "languages"),
            answers(languages={"fr", "cy"}),
            answers(languages={"cy", "de", "es"}),
            5_000,
            "1 in common: cy",
        ),
        (
            Shared("languages", 1, "languages", enough=1),
            answers(languages={"fr", "cy"}),
            answers(languages="cy"),
            10_000,
            "1 in common: cy",
        ),
        (
            Shared("languages", 1, "languages"),
            answers(languages={"fr"}),
            answers(languages={"cy"}),
            0,
            "nothing in common",
        ),
        (
            Gap("years", 1, "years", 3, 10, 4),
            answers(years=2),
            answers(years=7),
            10_000,
            "a difference of 5, within 3 to 10",
        ),
        (
            Gap("years", 1, "years", 3, 10, 4),
            answers(years=5),
            answers(years=5),
            2_500,
            "a difference of 0, below 3 to 10",
        ),
        (
            Gap("years", 1, "years", 3, 10, 4),
            answers(years=0),
            answers(years=30),
            0,
            "a difference of 30, above 3 to 10",
        ),
        (
            Gap("years", 1, "years", 3, 10),
            answers(years=0),
            answers(years=None),
            None,
            "the mentor did not answer years, so it does not count",
        ),
        (
            Gap("stage", 1, "stage", 1, 1, 1, STAGES),
            answers(stage="early"),
            answers(stage="middle"),
            10_000,
            "a difference of 1, within 1 to 1",
        ),
    ],
)
def test_a_criterion_values_a_pair_and_says_why(
    criterion: Criterion,
    mentee: dict[str, Any],
    mentor: dict[str, Any],
    value: int | None,
    says: str,
) -> None:
    bela, amal = Person("bela", mentee), Person("amal", mentor)

    assert criterion.value(bela, amal) == value
    assert sentence(criterion.reason(bela, amal)) == says


def wishing(preference: str | None, sector: Any) -> Person:
    return Person("somebody", {"preference": preference, "sector": sector})


@pytest.mark.requirement("ALL-13")
@pytest.mark.requirement("ALL-47")
@pytest.mark.requirement("ALL-52")
@pytest.mark.parametrize(
    ("criterion", "mentee", "mentor", "value", "says"),
    [
        (
            PREFERRED,
            wishing("identical", "school"),
            wishing("either", "school"),
            10_000,
            "alike, as wished: school",
        ),
        (
            PREFERRED,
            wishing("identical", "school"),
            wishing(None, "college"),
            0,
            "different, though likeness was wished: school and college",
        ),
        (
            PREFERRED,
            wishing("either", "school"),
            wishing("diverse", "college"),
            10_000,
            "different, as wished: school and college",
        ),
        (
            PREFERRED,
            wishing("diverse", "school"),
            wishing("diverse", "school"),
            0,
            "alike, though difference was wished: school",
        ),
        (
            PREFERRED,
            wishing("diverse", "school"),
            wishing("identical", "school"),
            5_000,
            "alike, as one of the two wished: school",
        ),
        (
            PREFERRED,
            wishing("diverse", "school"),
            wishing("identical", "college"),
            5_000,
            "different, as one of the two wished: school and college",
        ),
        (
            PREFERRED,
            wishing("either", "school"),
            wishing(None, "college"),
            None,
            "neither minds, so it does not count",
        ),
        (
            PREFERRED,
            wishing("identical", None),
            wishing("identical", "college"),
            None,
            "the mentee did not answer sector, so it does not count",
        ),
        (
            ALIKE,
            wishing("diverse", {"school", "college"}),
            wishing(None, {"school"}),
            5_000,
            "partly alike: college, school and school",
        ),
        (DIFFERENT, wishing(None, 3), wishing(None, 4), 10_000, "different, as wished: 3 and 4"),
    ],
)
def test_likeness_and_difference_count_as_each_person_wishes(
    criterion: Criterion, mentee: Person, mentor: Person, value: int | None, says: str
) -> None:
    assert criterion.value(mentee, mentor) == value
    assert sentence(criterion.reason(mentee, mentor)) == says
