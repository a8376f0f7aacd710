from itertools import product
from random import Random

import numpy as np
import pytest

from compagnon.engine import ForbiddenPairs, Person, Problem, Shared, solve
from compagnon.engine.placing import mutual
from compagnon.engine.placing.mutual import mutual_pairs
from tests.engine.oracle import best_merit, merit, pairs_of


def test_mutual_pairs_are_found_once_each() -> None:
    own_column = np.array([0, 1, -1, 2])
    cells = [(0, 1), (1, 0), (2, 2), (3, 0), (0, 2)]

    assert mutual_pairs(cells, own_column) == [((0, 1), (1, 0)), ((0, 2), (3, 0))]


def everybody_both(random: Random) -> Problem:
    """Four people who are all mentor and mentee, like each other in couples, with little choice."""
    names = ("amal", "bela", "chris", "dana")
    people = tuple(
        Person(name, {"interests": set(random.sample("abcd", 2)), "region": random.choice("ew")})
        for name in names
    )
    forbidden = frozenset(random.sample(sorted(product(names, names)), 4))
    return Problem(
        mentees=people,
        mentors=people,
        rules=(ForbiddenPairs("past", forbidden, either_way=False),),
        criteria=(Shared("interests", 1, "interests"),),
        groups=("region",),
    )


@pytest.mark.requirement("ALL-28")
@pytest.mark.parametrize("seed", range(40))
def test_people_of_both_roles_are_placed_as_well_as_can_be_without_mentoring_each_other(
    seed: int,
) -> None:
    problem = everybody_both(Random(seed))  # noqa: S311 -- examples, not secrets

    result = solve(problem)

    found = pairs_of(result)
    assert result.summary.proved.total
    assert not {(mentee, mentor) for mentor, mentee in found} & found
    assert merit(problem, found) == best_merit(problem)


def test_a_search_given_up_claims_only_what_cannot_be_bettered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mutual, "SEARCH_CELLS", 0)
    claims = set()

    for seed in range(40):
        problem = everybody_both(Random(seed))  # noqa: S311 -- examples, not secrets
        result = solve(problem)
        proved = result.summary.proved
        claims.add(proved)
        reached, best = merit(problem, pairs_of(result)), best_merit(problem)
        assert not proved.placed or reached[:2] == best[:2]
        assert not proved.equity or reached[:3] == best[:3]
        assert not proved.worst or reached[:4] == best[:4]
        assert not proved.total or reached == best
        if proved.gap is not None:
            assert proved.worst
            assert reached[-1] <= best[-1] <= reached[-1] + proved.gap
        else:
            assert not proved.worst

    assert len(claims) > 1
    assert {proved.gap is None for proved in claims} == {True, False}
    assert any(proved.gap for proved in claims)
