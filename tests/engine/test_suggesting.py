from dataclasses import replace

import pytest
from hypothesis import given

from compagnon.engine import Problem, ProblemError, Side, scores_with, solve, suggest
from tests.engine.instances import pinned_problems


@given(pinned_problems())
def test_whom_it_suggests_is_whom_a_match_of_one_would_take(problem: Problem) -> None:
    for mentee in problem.mentees:
        found = suggest(problem, mentee.id, "mentee", most=3)
        alone = replace(problem, mentees=(replace(mentee, capacity=1),), pinned=frozenset())
        pairs = solve(alone).pairs if mentee.capacity else ()

        assert bool(found) == bool(pairs)
        if found:
            assert found[0].score == pairs[0].score == max(one.score for one in found)
            assert [one.score for one in found] == sorted(
                (one.score for one in found), reverse=True
            )
            assert sum(part.points for part in found[0].contributions) == found[0].score


@given(pinned_problems())
def test_both_sides_see_the_same_pairs(problem: Problem) -> None:
    def seen(side: Side) -> set[tuple[str, str, int]]:
        people = problem.mentees if side == "mentee" else problem.mentors
        return {
            (one.id, other.other_id, other.score)
            if side == "mentee"
            else (other.other_id, one.id, other.score)
            for one in people
            for other in suggest(problem, one.id, side, most=100)
        }

    assert seen("mentee") == seen("mentor")


def test_it_refuses_to_suggest_nobody() -> None:
    with pytest.raises(ProblemError):
        suggest(Problem(mentees=(), mentors=()), "ann", "mentee", most=0)
    assert suggest(Problem(mentees=(), mentors=()), "ann", "mentee") == ()


@given(pinned_problems())
def test_scores_with_somebody_are_those_of_whoever_is_suggested(problem: Problem) -> None:
    for side, people in (("mentee", problem.mentees), ("mentor", problem.mentors)):
        for one in people:
            suggested = suggest(problem, one.id, side, most=100)
            assert scores_with(problem, one.id, side) == {
                other.other_id: other.score for other in suggested
            }
