"""Who else would do nearly as well in a group: against a plain look at everybody, and in words of the two doors."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compagnon.engine import Circles, Instead, Person, Pool, Shared, solve_circles, solve_pool
from compagnon.engine.judging.verdicts import Known
from compagnon.engine.placing.offer import Offer
from compagnon.engine.pooling.instead import MOST_INSTEAD, instead

NEAR = 250
ALIKE = (Shared("interests", 1, "interests"),)


def likes(name: str, *interests: str, capacity: int = 1) -> Person:
    return Person(name, {"interests": set(interests)}, capacity=capacity)


@st.composite
def seated(draw: st.DrawFn) -> tuple[Offer, list[tuple[int, ...]], Any]:
    """People some of whom sit in groups in which everybody is allowed."""
    count = draw(st.integers(4, 12))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    scores = np.triu(rng.integers(0, 600, (count, count)), 1)
    allowed = np.triu(rng.random((count, count)) < draw(st.sampled_from((0.5, 0.9))), 1)
    ones, hashes = np.ones(count, np.int64), rng.permutation(count).astype(np.uint64)
    offer = Offer(
        Known(allowed | allowed.T, (scores + scores.T).astype(np.int32)),
        ones,
        ones > 0,
        ones,
        (),
        hashes,
        hashes,
    )
    left, groups = list(range(count)), []
    for size in (3, 2, 2):
        for group in combinations(left, size):
            if all(offer.allowed[two] for two in combinations(group, 2)):
                groups.append(group)
                left = [one for one in left if one not in group]
                break
    return offer, groups, rng.random(count) < 0.3


def gain(offer: Offer, group: tuple[int, ...], leaves: int, comes: int, leads: Any) -> int | None:
    stay = [one for one in group if one != leaves]
    may = comes not in group and leads[comes] == leads[leaves]
    if not may or not all(offer.allowed[comes, one] for one in stay):
        return None
    worst = [min(int(offer.scores[who, one]) for one in stay) for who in (comes, leaves)]
    return worst[0] - worst[1]


@settings(max_examples=60)
@given(seated())
def test_who_would_do_nearly_as_well_is_found_as_by_a_plain_look(found: Any) -> None:
    offer, groups, leads = found
    names = [str(one) for one in range(len(offer.wishes))]
    group_of = {one: group for group in groups for one in group}

    shown = instead(offer, groups, names, NEAR, leads=leads)

    for group, few in zip(groups, shown, strict=True):
        best = {}
        for one in set(range(len(names))) - set(group):
            gains = [gain(offer, group, other, one, leads) for other in group]
            known = [by for by in gains if by is not None]
            if known and max(known) >= -NEAR:
                best[one] = max(known)
        order = sorted(best, key=lambda one: (-best[one], one in group_of, offer.row_hashes[one]))
        assert [int(one.person_id) for one in few] == order[:MOST_INSTEAD]
        for one in few:
            comes, leaves = int(one.person_id), int(one.instead_of)
            assert one.difference == gain(offer, group, leaves, comes, leads) == best[comes]
            assert one.free == (comes not in group_of)
            theirs = None if one.free else gain(offer, group_of[comes], comes, leaves, leads)
            assert one.theirs == theirs


def test_whoever_is_over_would_do_as_well_as_one_of_a_pair() -> None:
    people = (likes("amal", "art"), likes("bela", "art"), likes("dana", "art"))

    result = solve_pool(Pool(people=people, criteria=ALIKE, trios=False))

    (pair,), (alone,) = result.groups, result.alone
    assert [(one.person_id, one.difference, one.free, one.theirs) for one in pair.near_ties] == [
        (alone.person_id, 0, True, None)
    ]
    assert pair.near_ties[0].instead_of in pair.ids


def test_a_facilitator_is_replaced_by_one_who_facilitates_only() -> None:
    people = (likes("lead", "art"), likes("other", "art"), *(likes(f"p{n}", "art") for n in "123"))
    pool = Pool(people=people, criteria=ALIKE)

    result = solve_circles(
        Circles(pool=pool, least=4, most=4, facilitators=frozenset({"lead", "other"}), led=True)
    )

    (circle,) = result.groups
    leader, spare = sorted({"lead", "other"}, key=lambda one: one not in circle.ids)
    assert circle.near_ties == (Instead(spare, leader, 0, free=True, theirs=None),)


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_people_in_any_order_have_the_same_near_ties(order: int) -> None:
    people = tuple(likes(f"p{n}", *("art", "maths")[: 1 + n % 2]) for n in range(9))

    result = solve_pool(Pool(people=people[::order], criteria=ALIKE, trios=False))

    expected = solve_pool(Pool(people=people, criteria=ALIKE, trios=False))
    assert {one.ids: one.near_ties for one in result.groups} == {
        one.ids: one.near_ties for one in expected.groups
    }
