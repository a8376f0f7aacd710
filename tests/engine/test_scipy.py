"""Larger problems, solved another way by scipy: each mentor as many columns as places."""

from random import Random

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from compagnon.engine import Person, Problem, RequireOverlap, Shared, Wanted, solve
from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.judging.judge import Judge
from compagnon.engine.watch import Watch


def scheme(random: Random) -> Problem:
    """A hundred mentees and sixty mentors who are hard to bring together."""

    def person(name: str, capacity: int) -> Person:
        answers = {
            "slots": set(random.sample("abcdefghij", 3)),
            "interests": set(random.sample("klmnopqrst", 4)),
            "languages": set(random.sample("uvwxyz", 2)),
        }
        return Person(name, answers, capacity)

    return Problem(
        mentees=tuple(person(f"mentee{k:03}", 1) for k in range(100)),
        mentors=tuple(person(f"mentor{k:02}", random.choice((1, 1, 2))) for k in range(60)),
        rules=(RequireOverlap("slots", minimum=2),),
        criteria=(
            Wanted("interests", 3, "interests", "interests"),
            Shared("languages", 2, "languages"),
        ),
    )


def most_placed(allowed: Flags) -> int:
    mates = maximum_bipartite_matching(csr_array(allowed), perm_type="column")
    return int((mates >= 0).sum())


def best(allowed: Flags, scores: Ints) -> tuple[int, int, int]:
    """Most placed, then the best worst score, then the highest total."""
    placed = most_placed(allowed)
    levels = np.unique(scores[allowed])
    worst = max(int(s) for s in levels if most_placed(allowed & (scores >= s)) == placed)
    worth = np.where(allowed & (scores >= worst), scores + 10**7, 0)
    total = int(worth[linear_sum_assignment(worth, maximize=True)].sum())
    return placed, worst, total - placed * 10**7


@pytest.mark.parametrize("seed", range(6))
def test_a_larger_problem_is_solved_as_well_as_scipy_can(seed: int) -> None:
    problem = scheme(Random(seed))  # noqa: S311 -- an example, not a secret
    grid = Grid(problem.mentees, problem.mentors)
    places = np.repeat(np.arange(60), [mentor.capacity for mentor in problem.mentors])
    allowed = ~problem.rules[0].forbids_all(grid)[:, places]
    scores = Judge(problem, grid).everything(Watch())[1].astype(np.int64)[:, places]

    found = solve(problem).summary

    assert (found.mentees_placed, found.worst, found.total) == best(allowed, scores)
    assert found.mentees_placed < 100
