from dataclasses import replace

import pytest
from hypothesis import given

from compagnon.engine import Emphasis, Likeness, Person, Problem, Shared, Wanted, sentence, solve
from compagnon.engine.criteria import FULL
from tests.engine.instances import BOTH_IDS, problems


@given(problems(mentor_ids=BOTH_IDS))
def test_contributions_add_up_to_the_score_and_to_all_that_could_be_had(problem: Problem) -> None:
    for pair in solve(problem).pairs:
        assert sum(part.points for part in pair.contributions) == pair.score
        assert sum(part.of_points for part in pair.contributions) == FULL
        assert all(0 <= part.points <= part.of_points for part in pair.contributions)


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
