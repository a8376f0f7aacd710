"""What must hold of any matrix, on thousands of small ones: every set of pairs tried, and twice the same question."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from compagnon.engine import Aims, MatrixResult, Proved, solve_matrix

pytestmark = pytest.mark.uncounted

PROVED = Proved(placed=True, equity=True, worst=True, total=True)
MOST_CELLS = 12
SUBSETS = (np.arange(2**MOST_CELLS)[:, None] >> np.arange(MOST_CELLS) & 1).astype(np.int64)
LEXIMIN = Aims(lift_step=1, lift_to=7)
"""Scores are at most 6 where pairs next to the worst are lifted too."""
WORST, TOTAL = Aims(), Aims(worst=False)


@dataclass(frozen=True)
class Asked:
    """What `solve_matrix` is asked."""

    scores: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    wanted: NDArray[np.int64]
    places: NDArray[np.int64]
    groups: list[list[int]]

    def solve(self, aims: Aims = WORST, **others: Any) -> MatrixResult:
        given_ = (self.scores, self.wanted, self.places, self.allowed)
        return solve_matrix(*given_, **{"aims": aims, "groups": self.groups, **others})


@st.composite
def asked(draw: st.DrawFn, *, cells: int = 80, grouped: bool = True) -> Asked:
    """Few people, many ties, places that are scarce or plenty, sides that may be empty."""
    rows = draw(st.integers(0, 6))
    columns = draw(st.integers(0, min(6, cells // max(rows, 1))))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    density, levels = draw(st.sampled_from((0.3, 0.6, 1))), draw(st.sampled_from((1, 3, 7)))
    return Asked(
        scores=rng.integers(0, levels, (rows, columns)),
        allowed=rng.random((rows, columns)) < density,
        wanted=rng.choice(draw(st.sampled_from(([1], [0, 1, 2]))), rows),
        places=rng.choice(draw(st.sampled_from(([1], [0, 1, 1, 2]))), columns),
        groups=[rng.integers(0, 3, rows).tolist()] if grouped and draw(st.booleans()) else [],
    )


def cells(allowed: NDArray[np.bool_]) -> set[tuple[int, ...]]:
    return set(map(tuple, np.argwhere(allowed).tolist()))


def possible(of: Asked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every set of allowed pairs within the capacities, a line each, and the rows that it places."""
    rows, columns = np.nonzero(of.allowed)
    chosen = SUBSETS[: 2 ** len(rows), : len(rows)]
    of_rows = chosen @ (rows[:, None] == np.arange(len(of.wanted)))
    of_columns = chosen @ (columns[:, None] == np.arange(len(of.places)))
    fits = (of_rows <= of.wanted).all(axis=1) & (of_columns <= of.places).all(axis=1)
    return chosen[fits], (of_rows[fits] > 0).sum(axis=1)


@settings(max_examples=300)
@given(asked(cells=MOST_CELLS, grouped=False))
def test_a_small_matrix_is_solved_as_brute_force_says(of: Asked) -> None:
    chosen, placed = possible(of)
    scores = of.scores[of.allowed]
    merits = [
        (int(rows), int(pairs.sum()), sorted(scores[pairs > 0].tolist()))
        for rows, pairs in zip(placed, chosen, strict=True)
    ]
    most = max(merit[:2] for merit in merits)
    best = [merit[2] for merit in merits if merit[:2] == most]
    worst = max((found[0] for found in best if found), default=None)

    leximin, kind, careless = (of.solve(aims) for aims in (LEXIMIN, WORST, TOTAL))

    for found in (leximin, kind, careless):
        assert set(found.pairs) <= cells(of.allowed)
        assert (
            np.bincount([r for r, _ in found.pairs], minlength=len(of.wanted)) <= of.wanted
        ).all()
        assert (
            np.bincount([c for _, c in found.pairs], minlength=len(of.places)) <= of.places
        ).all()
        assert (found.rows_placed, len(found.pairs)) == most
        assert found.proved == PROVED
        assert found.total == sum(int(of.scores[pair]) for pair in found.pairs)
    assert sorted(int(of.scores[pair]) for pair in leximin.pairs) == max(best)
    assert leximin.worst == kind.worst == worst
    assert kind.total == max(sum(f) for f in best if worst is None or f[0] == worst)
    assert careless.total == max(map(sum, best))


@settings(max_examples=100)
@given(asked(), st.randoms(use_true_random=False))
def test_the_same_names_in_any_order_are_paired_the_same_way(of: Asked, dice: Any) -> None:
    rows, columns = (dice.sample(range(size), size) for size in of.scores.shape)
    turned = Asked(
        of.scores[np.ix_(rows, columns)],
        of.allowed[np.ix_(rows, columns)],
        of.wanted[rows],
        of.places[columns],
        [[labels[row] for row in rows] for labels in of.groups],
    )

    found, other = of.solve(), turned.solve(keys=(list(map(str, rows)), list(map(str, columns))))

    assert {(rows[row], columns[column]) for row, column in other.pairs} == set(found.pairs)


@settings(max_examples=100)
@given(asked())
def test_forbidding_a_pair_that_was_not_made_changes_nothing(of: Asked) -> None:
    found = of.solve()

    for pair in sorted(cells(of.allowed) - set(found.pairs)):
        allowed = of.allowed.copy()
        allowed[pair] = False
        assert Asked(of.scores, allowed, of.wanted, of.places, of.groups).solve() == found


@settings(max_examples=100)
@given(asked(), st.data())
def test_more_to_choose_from_never_places_fewer(of: Asked, data: st.DataObject) -> None:
    rows = len(of.wanted)
    more = [Asked(of.scores, np.ones_like(of.allowed), of.wanted, of.places, of.groups)]
    more += [Asked(of.scores, of.allowed, of.wanted, of.places + 1, of.groups)]
    joins = data.draw(st.lists(st.booleans(), min_size=rows, max_size=rows))
    more += [
        Asked(
            np.column_stack([of.scores, np.zeros(rows, dtype=np.int64)]),
            np.column_stack([of.allowed, np.array(joins, dtype=np.bool_)]),
            of.wanted,
            np.append(of.places, 1),
            of.groups,
        )
    ]

    before = of.solve()

    for after in (other.solve() for other in more):
        assert after.rows_placed >= before.rows_placed
        assert len(after.pairs) >= len(before.pairs)


@settings(max_examples=100)
@given(asked(grouped=False), st.integers(0, 35), st.integers(1, 5))
def test_a_better_score_never_lowers_the_total_nor_the_worst_pair(
    of: Asked, place: int, points: int
) -> None:
    scores = of.scores.copy()
    scores.flat[place % max(scores.size, 1) : place % max(scores.size, 1) + 1] += points
    better = Asked(scores, of.allowed, of.wanted, of.places, of.groups)

    # With the worst pair minded, the total may fall: that is its price.
    assert better.solve(TOTAL).total >= of.solve(TOTAL).total
    assert (better.solve().worst or 0) >= (of.solve().worst or 0)


@settings(max_examples=60)
@given(asked(), asked())
def test_regions_that_do_not_touch_are_solved_as_each_by_itself(one: Asked, other: Asked) -> None:
    def beside(mine: Any, theirs: Any) -> Any:
        (rows, columns), (more, wider) = mine.shape, theirs.shape
        both = np.zeros((rows + more, columns + wider), dtype=mine.dtype)
        both[:rows, :columns], both[rows:, columns:] = mine, theirs
        return both

    both = Asked(
        beside(one.scores, other.scores),
        beside(one.allowed, other.allowed),
        np.append(one.wanted, other.wanted),
        np.append(one.places, other.places),
        [],
    )

    together = both.solve(LEXIMIN)
    apart = [region.solve(LEXIMIN, groups=()) for region in (one, other)]

    assert together.rows_placed == sum(found.rows_placed for found in apart)
    assert len(together.pairs) == sum(len(found.pairs) for found in apart)
    assert together.total == sum(found.total for found in apart)
    assert together.worst == min((f.worst for f in apart if f.worst is not None), default=None)


@pytest.mark.parametrize("size", [5, 101])
def test_whom_everybody_wants_and_whom_nobody_may_have_are_no_trap(size: int) -> None:
    # Everybody may have the first, and only the last row the last column: a greedy choice wastes it.
    allowed = np.tri(size, dtype=bool)[::-1]
    scores = np.zeros((size, size), dtype=int)
    scores[:, 0] = 1000

    found = solve_matrix(scores, allowed=allowed)

    assert found.pairs == tuple((row, size - 1 - row) for row in range(size))
