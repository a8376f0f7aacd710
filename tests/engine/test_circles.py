"""Circles, against every way to seat a few people, and what holds for many."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compagnon.engine import (
    Circles,
    CirclesResult,
    ForbiddenPairs,
    ForbidSame,
    Person,
    Pool,
    ProblemError,
    Reason,
    RequireOverlap,
    Shared,
    SolveCancelledError,
    solve_circles,
)
from compagnon.engine.pooling import circles
from compagnon.engine.pooling.gathering import gather
from compagnon.engine.pooling.partition import best_partition
from compagnon.engine.pooling.seating import Circle, Table, bounds
from compagnon.engine.watch import Watch

Merit = tuple[int, int, int]


def seatings(table: Table, people: tuple[int, ...]) -> Iterator[list[Circle]]:
    """Every way to seat people or leave them out, checked pair by pair."""
    if not people:
        yield []
        return
    first, *others = people
    yield from seatings(table, tuple(others))
    for size in range(table.least, table.most + 1):
        for rest in combinations(others, size - 1):
            circle = (first, *rest)
            leads = sum(bool(table.leads[one]) for one in circle)
            allowed = all(table.allowed[pair] for pair in combinations(circle, 2))
            if allowed and leads <= 1 and (leads or not table.led):
                left = tuple(one for one in others if one not in rest)
                for more in seatings(table, left):
                    yield [circle, *more]


def merit(table: Table, seated: list[Circle]) -> Merit:
    """People placed, the worst pair, everybody's mean with the others."""
    pairs = [pair for circle in seated for pair in combinations(circle, 2)]
    total = 0
    for circle in seated:
        both = sum(int(table.scores[a, b]) for a in circle for b in circle if a != b)
        total += both // (len(circle) - 1)
    worst = min((int(table.scores[pair]) for pair in pairs), default=0)
    return sum(map(len, seated)), worst, total


@st.composite
def tables(draw: st.DrawFn, people: int = 9) -> Table:
    count = draw(st.integers(1, people))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    least = draw(st.integers(2, 4))
    allowed = np.triu(rng.random((count, count)) < draw(st.sampled_from((0.3, 0.6, 0.9, 1))), 1)
    scores = np.triu(rng.integers(0, draw(st.sampled_from((1, 4, 10_001))), (count, count)), 1)
    return Table(
        allowed=allowed | allowed.T,
        scores=scores + scores.T,
        leads=rng.random(count) < draw(st.sampled_from((0, 0.2, 0.5))),
        least=least,
        most=least + draw(st.integers(0, 2)),
        led=draw(st.booleans()),
    )


def check_is_allowed(table: Table, seated: list[Circle]) -> None:
    everybody = [one for circle in seated for one in circle]
    assert len(everybody) == len(set(everybody))
    for circle in seated:
        leads = int(table.leads[list(circle)].sum())
        assert table.least <= len(circle) <= table.most
        assert all(table.allowed[pair] for pair in combinations(circle, 2))
        assert leads == 1 if table.led else leads <= 1


@settings(max_examples=100)
@given(tables(8))
def test_a_few_people_are_seated_as_well_as_brute_force(table: Table) -> None:
    best = max(merit(table, way) for way in seatings(table, tuple(range(table.people))))

    seated = best_partition(table)

    check_is_allowed(table, seated)
    assert merit(table, seated) == best


@settings(max_examples=150)
@given(tables(10))
def test_nothing_exceeds_the_bounds_and_no_rule_is_broken(table: Table) -> None:
    best = merit(table, best_partition(table))

    seated = gather(table, Watch())

    check_is_allowed(table, seated)
    reached = merit(table, seated)
    assert reached <= best
    at_most = bounds(table, reached[0])
    assert (at_most.placed, at_most.total) >= (best[0], 0)
    assert at_most.total >= best[2]
    assert not best[0] or at_most.worst >= best[1]


def test_most_of_a_few_people_are_seated_as_well_as_can_be_without_looking_at_every_way() -> None:
    rng = np.random.default_rng(3)
    same = []
    for _ in range(60):
        allowed = np.triu(rng.random((10, 10)) < 0.7, 1)
        scores = np.triu(rng.integers(0, 10_001, (10, 10)), 1)
        nobody = np.zeros(10, dtype=np.bool_)
        table = Table(allowed | allowed.T, scores + scores.T, nobody, 3, 4, led=False)
        reached, best = (
            merit(table, seated) for seated in (gather(table, Watch()), best_partition(table))
        )
        same.append((reached[0] == best[0], reached == best))
    placed, whole = (sum(column) for column in zip(*same, strict=True))

    assert placed >= 50
    assert whole >= 15


def likes(name: str, *interests: str, **answers: Any) -> Person:
    return Person(name, {"interests": set(interests), **answers})


ALIKE = (Shared("interests", 1, "interests"),)


def ids(result: CirclesResult) -> list[tuple[str, ...]]:
    return [group.ids for group in result.groups]


def test_people_are_seated_with_who_suits_them_and_told_why() -> None:
    people = [likes(f"a{k}", "art") for k in range(4)] + [likes(f"m{k}", "maths") for k in range(4)]

    result = solve_circles(Circles(pool=Pool(people=tuple(people), criteria=ALIKE)))

    assert ids(result) == [("a0", "a1", "a2", "a3"), ("m0", "m1", "m2", "m3")]
    assert (result.placed, result.worst, result.total) == (8, 10_000, 80_000)
    assert result.proved.total
    assert len(result.groups[0].views) == 12
    assert result.alone == ()


def test_groups_of_three_are_circles_of_three() -> None:
    people = tuple(likes(f"p{k}", "art") for k in range(7))

    three = solve_circles(Circles(pool=Pool(people=people, criteria=ALIKE), least=3, most=3))
    four = solve_circles(Circles(pool=Pool(people=people, criteria=ALIKE), least=3, most=4))

    assert sorted(len(group.ids) for group in three.groups) == [3, 3]
    assert [(one.reason, one.eligible) for one in three.alone] == [
        (Reason("unplaced.circles_full", {"eligible": 6}), 6)
    ]
    assert sorted(len(group.ids) for group in four.groups) == [3, 4]


@pytest.mark.parametrize(("led", "placed"), [(False, 9), (True, 6)])
def test_facilitators_are_shared_out(led: bool, placed: int) -> None:
    people = tuple(likes(f"p{k}", "art") for k in range(9))
    facilitators = frozenset(["p3", "p7"])

    result = solve_circles(
        Circles(
            pool=Pool(people=people, criteria=ALIKE),
            least=3,
            most=3,
            facilitators=facilitators,
            led=led,
        )
    )

    assert result.placed == result.bounds.placed == placed
    assert all(len(facilitators & set(group.ids)) <= 1 for group in result.groups)
    if led:
        assert all(facilitators & set(group.ids) for group in result.groups)


def test_who_is_left_out_is_told_why_and_which_rules_removed_whom() -> None:
    people = (
        *(likes(f"p{k}", "art", school=str(k)) for k in range(4)),
        likes("same", "art", school="0"),
        likes("shy", "art", school="9"),
    )
    past = ForbiddenPairs("past", frozenset(("shy", other.id) for other in people[:5]))
    pool = Pool(people=people, rules=(past, ForbidSame("school")), criteria=ALIKE)

    result = solve_circles(Circles(pool=pool, least=4, most=4))

    told = {one.person_id: one for one in result.alone}
    assert told["shy"].reason == Reason("unplaced.nobody_fits", {"candidates": 5})
    assert [(one.rule, one.removed, one.only) for one in told["shy"].removed] == [("past", 5, 5)]
    (other,) = set(told) - {"shy"}
    assert other in {"p0", "same"}
    assert told[other].reason == Reason("unplaced.circles_full", {"eligible": 3})
    assert [(one.rule, one.removed) for one in told[other].removed] == [
        ("past", 1),
        ("same_school", 1),
    ]


def test_a_circle_that_must_be_led_needs_a_facilitator_who_fits() -> None:
    people = tuple(likes(f"p{k}", "art") for k in range(4))
    pool = Pool(people=people, criteria=ALIKE)

    result = solve_circles(Circles(pool=pool, least=3, most=4, led=True))

    assert result.groups == ()
    assert [one.reason for one in result.alone] == [Reason("unplaced.no_facilitator")] * 4
    assert (result.placed, result.worst, result.total) == (0, None, 0)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_people_make_no_circle(count: int) -> None:
    pool = Pool(people=tuple(likes(f"p{k}", "art") for k in range(count)), criteria=ALIKE)

    result = solve_circles(Circles(pool=pool))

    assert result.groups == ()
    assert len(result.alone) == count
    if count == 3:
        few = Reason("unplaced.too_few_fit", {"eligible": 2, "needed": 3})
        assert [one.reason for one in result.alone] == [few] * 3


def many(seed: int) -> list[Person]:
    dice = Random(seed)  # noqa: S311 -- examples, not secrets
    return [likes(f"p{k:02}", *dice.sample("abcdef", 3)) for k in range(41)]


def test_many_people_are_seated_whoever_comes_first() -> None:
    people = many(5)
    pool = Pool(people=tuple(people), rules=(RequireOverlap("interests"),), criteria=ALIKE)
    wanted = Circles(pool=pool, facilitators=frozenset(["p00", "p07", "p11"]))
    Random(1).shuffle(people)  # noqa: S311 -- an example

    result = solve_circles(wanted)

    assert result == solve_circles(replace(wanted, pool=replace(pool, people=tuple(people))))
    assert result.placed == result.bounds.placed == 41
    assert result.proved.placed
    assert result.proved.gap is None or result.total + result.proved.gap == result.bounds.total
    assert all(4 <= len(group.ids) <= 6 for group in result.groups)


def test_when_everybody_ties_all_are_seated_and_nothing_better_exists(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(circles, "FEW", 0)
    pool = Pool(people=tuple(likes(f"p{k}", "art") for k in range(10)), criteria=ALIKE)

    result = solve_circles(Circles(pool=pool, least=4, most=5))

    assert result.placed == 10
    assert result.proved.total
    assert result.proved.gap == 0


def test_circles_report_progress_and_can_be_stopped() -> None:
    wanted = Circles(pool=Pool(people=tuple(many(1)), criteria=ALIKE))
    seen: list[float] = []

    solve_circles(wanted, seen.append)

    assert seen == sorted(set(seen))
    assert seen[-1] == 1
    with pytest.raises(SolveCancelledError):
        solve_circles(wanted, cancelled=lambda: True)


@pytest.mark.parametrize(
    ("settings_", "message"),
    [
        (
            {"least": 1},
            "The least of circles must be a whole number (an int) from 2 to 30.",
        ),
        ({"least": 6, "most": 4}, "The lower end of circles is above its upper end."),
        ({"facilitators": frozenset(["zoe"])}, "The facilitator zoe is not in the pool."),
    ],
)
def test_circles_that_make_no_sense_are_refused(settings_: dict[str, Any], message: str) -> None:
    with pytest.raises(ProblemError) as refused:
        Circles(pool=Pool(people=(likes("a"),)), **settings_)
    assert str(refused.value) == message
