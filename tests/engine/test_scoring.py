from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given

from compagnon.engine import (
    Emphasis,
    Likeness,
    OwnWeights,
    Person,
    Problem,
    ProblemError,
    Shared,
    Wanted,
    sentence,
    solve,
)
from compagnon.engine.criteria import FULL
from tests.engine.instances import BOTH_IDS, problems


@given(problems(mentor_ids=BOTH_IDS))
def test_contributions_add_up_to_the_score_and_to_all_that_could_be_had(problem: Problem) -> None:
    for pair in solve(problem).pairs:
        assert sum(part.points for part in pair.contributions) == pair.score
        assert sum(part.of_points for part in pair.contributions) == FULL
        assert all(0 <= part.points <= part.of_points for part in pair.contributions)


@given(problems(mentor_ids=BOTH_IDS))
def test_what_is_worked_out_once_for_pairs_alike_is_what_the_reference_says_of_each(
    problem: Problem,
) -> None:
    # Everybody five times, so that kinds of people repeat and tables are made.
    everybody = replace(
        problem,
        mentees=tuple(_again(problem.mentees)),
        mentors=tuple(_again(problem.mentors)),
        rules=(),
        waivers=frozenset(),
    )
    mentees, mentors = (
        {person.id: person for person in side} for side in (everybody.mentees, everybody.mentors)
    )
    for pair in solve(everybody).pairs:
        reference = problem.scoring.contributions(mentees[pair.mentee_id], mentors[pair.mentor_id])
        assert pair.contributions == reference


def _again(people: tuple[Person, ...]) -> Iterator[Person]:
    for number in range(5):
        for person in people:
            yield replace(person, id=f"{person.id} {number}", capacity=min(person.capacity, 2))


BELA = Person("bela", {"wanted": {"a", "b"}, "languages": {"cy"}, "sector": None})
AMAL = Person("amal", {"offered": {"a"}, "languages": {"cy"}, "sector": "school"})
PROBLEM = Problem(
    mentees=(BELA,),
    mentors=(AMAL,),
    criteria=(
        Wanted("interests", 3, "wanted", "offered"),
        Likeness("sector", 4, "sector", "alike"),
        Shared("languages", 1, "languages"),
        Shared("off", 0, "languages"),
    ),
)


@pytest.mark.requirement("ALL-51")
def test_a_missing_answer_moves_its_weight_to_what_was_answered() -> None:
    (pair,) = solve(PROBLEM).pairs

    assert [(part.criterion, part.points, part.of_points) for part in pair.contributions] == [
        ("interests", 3750, 7500),
        ("sector", 0, 0),
        ("languages", 2500, 2500),
    ]
    assert [sentence(part.reason) for part in pair.contributions] == [
        "1 of 2 wishes are offered: a",
        "the mentee did not answer sector, so it does not count",
        "1 in common: cy",
    ]


def test_a_pair_of_which_nothing_is_known_scores_the_middle() -> None:
    problem = replace(PROBLEM, mentees=(Person("bela"),))

    (pair,) = solve(problem).pairs

    assert pair.score == 5000
    assert [(part.criterion, part.points, part.of_points) for part in pair.contributions] == [
        ("", 5000, 10_000)
    ]
    assert sentence(pair.contributions[0].reason) == (
        "no answers to compare, so neither good nor bad"
    )


@pytest.mark.parametrize(
    ("mentee_top", "mentor_top", "of_points"),
    [
        (None, None, [7500, 2500]),
        ("languages", None, [5000, 5000]),
        ("languages", "languages", [3750, 6250]),
        ("interests", "languages", [7500, 2500]),
        ("stale", None, [7500, 2500]),
    ],
)
def test_a_person_s_own_top_criterion_weighs_more(
    mentee_top: str | None, mentor_top: str | None, of_points: list[int]
) -> None:
    problem = replace(
        PROBLEM,
        mentees=(Person("bela", {**BELA.attributes, "top_criterion": mentee_top}),),
        mentors=(Person("amal", {**AMAL.attributes, "top_criterion": mentor_top}),),
        emphasis=Emphasis(extra=2),
    )

    (pair,) = solve(problem).pairs

    assert [part.of_points for part in pair.contributions if part.of_points] == of_points


@pytest.mark.parametrize(
    ("mentee", "mentor", "of_points"),
    [
        pytest.param(None, None, [7500, 2500], id="nobody says anything"),
        pytest.param({"languages:300"}, None, [6000, 4000], id="3 x 200, 1 x 400"),
        pytest.param({"languages:300"}, {"languages:300"}, [5000, 5000], id="both"),
        pytest.param({"languages:300"}, {"interests:300"}, [7500, 2500], id="each another"),
        pytest.param({"interests:50", "languages:150"}, None, [6428, 3572], id="several"),
        pytest.param({"interests:0", "languages:999"}, None, [5294, 4706], id="within bounds"),
        pytest.param({"sector:300", "stale:300"}, None, [7500, 2500], id="what does not count"),
    ],
)
def test_a_person_s_own_weights_count_for_half_of_a_pair(
    mentee: set[str] | None, mentor: set[str] | None, of_points: list[int]
) -> None:
    problem = replace(
        PROBLEM,
        mentees=(Person("bela", {**BELA.attributes, "own_weights": mentee}),),
        mentors=(Person("amal", {**AMAL.attributes, "own_weights": mentor}),),
        emphasis=OwnWeights(least=50, most=300),
    )

    (pair,) = solve(problem).pairs

    assert [part.of_points for part in pair.contributions if part.of_points] == of_points
    assert pair.score == sum(part.points for part in pair.contributions)


def test_whom_a_person_gets_depends_on_what_counts_for_them() -> None:
    def wishes(name: str, **answers: object) -> Person:
        return Person(name, {"wanted": {"a"}, "languages": {"cy"}, **answers})

    problem = Problem(
        mentees=(
            wishes("interest first", own_weights={"interests:200"}),
            wishes("language first", own_weights={"languages:200"}),
        ),
        mentors=(
            Person("speaks", {"offered": {"z"}, "languages": {"cy"}}),
            Person("knows", {"offered": {"a"}, "languages": {"fr"}}),
        ),
        criteria=(Wanted("interests", 1, "wanted", "offered"), Shared("languages", 1, "languages")),
        emphasis=OwnWeights(),
    )

    assert [(pair.mentee_id, pair.mentor_id, pair.score) for pair in solve(problem).pairs] == [
        ("interest first", "knows", 6000),
        ("language first", "speaks", 6000),
    ]


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (
            OwnWeights(least=0),
            "The least of emphasis must be a whole number (an int) from 1 to 100.",
        ),
        (
            OwnWeights(most=99),
            "The most of emphasis must be a whole number (an int) from 100 to 1000.",
        ),
    ],
)
def test_bounds_that_switch_criteria_off_or_let_one_rule_are_refused(
    weights: OwnWeights, says: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        replace(PROBLEM, emphasis=weights)

    assert str(refused.value) == says


@pytest.mark.parametrize(
    "stated", ["interests", "interests:much", "interests:-5", {"a:1", "a:2"}, "a:1.5", "a:²"]
)
def test_a_weight_that_is_no_number_is_refused(stated: object) -> None:
    with pytest.raises(ProblemError) as refused:
        replace(
            PROBLEM,
            mentees=(Person("bela", {"own_weights": stated}),),  # type: ignore[dict-item]  # the refusal
            emphasis=OwnWeights(),
        )

    assert str(refused.value) == "emphasis cannot read the answer of bela to own_weights."
