"""One pool, against every way there is to pair it."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compagnon.engine import (
    ForbiddenPairs,
    ForbidSame,
    Likeness,
    Person,
    Pool,
    ProblemError,
    Proved,
    Reason,
    RequireOverlap,
    Shared,
    SolveCancelledError,
    solve_pool,
)
from compagnon.engine.judging.verdicts import Known
from compagnon.engine.placing import candidates
from compagnon.engine.placing.offer import Offer
from compagnon.engine.pooling.pairing import pair_up
from compagnon.engine.watch import Watch

PROVED = Proved(placed=True, equity=True, worst=True, total=True)
Merit = tuple[int, int, int]


def matchings(offer: Offer, people: tuple[int, ...]) -> Iterator[list[tuple[int, int]]]:
    if not people:
        yield []
        return
    first, *others = people
    yield from matchings(offer, tuple(others))
    for other in others:
        if offer.allowed[first, other]:
            rest = tuple(person for person in others if person != other)
            for pairs in matchings(offer, rest):
                yield [(first, other), *pairs]


def merit(offer: Offer, cells: Any) -> Merit:
    scores = [int(offer.scores[cell]) for cell in cells]
    return len(scores), min(scores, default=10_000), sum(scores)


@st.composite
def pools(draw: st.DrawFn) -> Offer:
    count = draw(st.integers(1, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    levels = draw(st.sampled_from((1, 3, 100)))
    scores = 10_000 // levels * np.triu(rng.integers(0, levels + 1, (count, count)), 1)
    allowed = np.triu(rng.random((count, count)) < draw(st.sampled_from((0.2, 0.4, 0.9))), 1)
    hashes = rng.integers(0, 2**63, count).astype(np.uint64)
    return Offer(
        verdicts=Known(allowed | allowed.T, (scores + scores.T).astype(np.int32)),
        wishes=np.ones(count, np.int64),
        waiting=np.ones(count, np.bool_),
        capacity=np.ones(count, np.int64),
        groups=(),
        row_hashes=hashes,
        column_hashes=hashes,
    )


def check(offer: Offer) -> None:
    found = pair_up(offer, Watch())

    best = max(merit(offer, cells) for cells in matchings(offer, tuple(range(len(offer.wishes)))))
    assert merit(offer, found) == best


@settings(max_examples=200)
@given(pools())
def test_a_pool_is_paired_as_well_as_brute_force(offer: Offer) -> None:
    check(offer)


def test_a_pool_is_paired_as_well_from_few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
    monkeypatch.setattr(candidates, "EACH", 1)

    settings(max_examples=200)(given(pools())(check))()


def two_fives_and_a_bridge() -> Offer:
    """Ten people who like each other in fives, and two of different fives a little.

    Halves of pairs go round each five; whole pairs for all need the bridge.
    """
    scores = np.zeros((10, 10), np.int32)
    scores[:5, :5] = scores[5:, 5:] = 9
    scores[4, 5] = scores[5, 4] = 1
    ones = np.ones(10, np.int64)
    hashes = np.arange(10).astype(np.uint64)
    allowed = (scores > 0) & ~np.eye(10, dtype=bool)
    return Offer(Known(allowed, scores), ones, ones > 0, ones, (), hashes, hashes)


@pytest.mark.parametrize("few", [False, True])
def test_odd_rings_are_no_trap(few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if few:
        monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
        monkeypatch.setattr(candidates, "EACH", 1)
    offer = two_fives_and_a_bridge()

    found = pair_up(offer, Watch())

    assert merit(offer, found) == (5, 1, 37)


@pytest.mark.parametrize("few", [False, True])
def test_the_worst_pair_is_as_good_as_whole_pairs_allow(
    few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two triangles with bridges between: halves need no bridge, whole pairs need one, the best there is."""
    if few:
        monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
        monkeypatch.setattr(candidates, "EACH", 1)
    scores = np.zeros((6, 6), np.int32)
    scores[:3, :3] = scores[3:, 3:] = 90
    for bridge, score in {(0, 3): 20, (1, 4): 30, (2, 5): 10}.items():
        scores[bridge] = scores[bridge[::-1]] = score
    ones = np.ones(6, np.int64)
    hashes = np.arange(6).astype(np.uint64)
    allowed = (scores > 0) & ~np.eye(6, dtype=bool)

    found = pair_up(
        Offer(Known(allowed, scores), ones, ones > 0, ones, (), hashes, hashes), Watch()
    )

    assert found == ((0, 2), (1, 4), (3, 5))


@pytest.mark.parametrize("bits", [0, 24])
def test_ties_do_not_depend_on_where_people_stand(
    bits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Offer, "hash_bits", bits)
    rng = np.random.default_rng(7)
    size = 61
    levels = rng.integers(0, 3, (size, size)).astype(np.int32)
    scores = np.triu(levels, 1) + np.triu(levels, 1).T
    hashes = rng.integers(0, 2**63, size).astype(np.uint64)
    ones = np.ones(size, np.int64)
    order = rng.permutation(size)

    def pairs(places: Any) -> set[frozenset[int]]:
        allowed = ~np.eye(size, dtype=bool)
        mine = scores[np.ix_(places, places)]
        known = Known(allowed, mine)
        offer = Offer(known, ones, ones > 0, ones, (), hashes[places], hashes[places])
        return {frozenset(places[list(cell)].tolist()) for cell in pair_up(offer, Watch())}

    assert pairs(np.arange(size)) == pairs(order)


def likes(name: str, *interests: str, **answers: Any) -> Person:
    return Person(name, {"interests": set(interests), **answers})


ALIKE = (Shared("interests", 1, "interests"),)


def test_partners_are_found_and_both_are_told_why() -> None:
    pool = Pool(
        people=(likes("bela", "art"), likes("amal", "art", "maths"), likes("dana", "maths")),
        criteria=ALIKE,
        trios=False,
    )

    result = solve_pool(pool)

    (pair,) = result.groups
    assert (result.pairs, result.total, result.worst) == (1, 10_000, 10_000)
    assert result.proved == PROVED
    assert [(view.person_id, view.other_id, view.score) for view in pair.views] == [
        (pair.ids[0], pair.ids[1], 10_000),
        (pair.ids[1], pair.ids[0], 10_000),
    ]
    assert "amal" in pair.ids
    assert [(one.reason, one.eligible) for one in result.alone] == [
        (Reason("unplaced.pool_full", {"eligible": 2}), 2)
    ]


def test_whoever_is_over_joins_the_pair_that_suits_best() -> None:
    people = (
        likes("a1", "art"),
        likes("a2", "art"),
        likes("m1", "maths"),
        likes("m2", "maths"),
        likes("m3", "maths"),
    )

    result = solve_pool(Pool(people=people, criteria=ALIKE))

    assert [group.ids for group in result.groups] == [("a1", "a2"), ("m1", "m2", "m3")]
    assert [group.score for group in result.groups] == [10_000, 10_000]
    assert len(result.groups[1].views) == 6
    assert result.alone == ()


def test_somebody_whom_nobody_fits_is_told_so() -> None:
    people = (
        likes("a1", "art", school="hill"),
        likes("a2", "art", school="dale"),
        likes("a3", "art", school="vale"),
    )
    apart = ForbiddenPairs("past", frozenset([("a3", "a1"), ("a2", "a3")]))

    result = solve_pool(Pool(people=people, rules=(apart, ForbidSame("school"))))

    assert [group.ids for group in result.groups] == [("a1", "a2")]
    assert [(one.person_id, one.reason) for one in result.alone] == [
        ("a3", Reason("unplaced.nobody_fits", {"candidates": 2}))
    ]


def test_a_pair_scores_the_mean_of_how_each_suits_the_other() -> None:
    people = (likes("a", "art"), likes("b", "art", "maths", "music"))
    pool = Pool(people=people, criteria=(Likeness("alike", 1, "interests", "alike"),))

    assert solve_pool(pool).groups[0].score == 3333


def test_the_same_people_in_any_order_are_paired_the_same_way() -> None:
    dice = Random(2)  # noqa: S311 -- an example, not a secret
    people = [likes(f"p{k}", *dice.sample("abcdefgh", 3)) for k in range(61)]
    pool = Pool(people=tuple(people), rules=(RequireOverlap("interests"),), criteria=ALIKE)
    dice.shuffle(people)

    found = solve_pool(pool)

    assert found == solve_pool(replace(pool, people=tuple(people)))
    assert found.pairs == 30
    assert [len(group.ids) for group in found.groups].count(3) == 1


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_and_one_alone_make_no_pair(count: int) -> None:
    result = solve_pool(Pool(people=(likes("a"),) * count))

    assert (result.groups, result.pairs, result.total, result.worst) == ((), 0, 0, None)
    assert len(result.alone) == count


def test_a_pool_reports_progress_and_can_be_stopped() -> None:
    pool = Pool(people=tuple(likes(f"p{k}", "art") for k in range(6)), criteria=ALIKE)
    seen: list[float] = []

    solve_pool(pool, seen.append)

    assert seen == sorted(set(seen))
    assert seen[-1] == 1
    with pytest.raises(SolveCancelledError):
        solve_pool(pool, cancelled=lambda: True)


def test_a_pool_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ProblemError):
        Pool(people=(likes("a"), likes("a")))
