"""Instances that break naive solvers, and matrices as reviewer assignment has them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array, csr_array

from compagnon.engine import MAX_CELLS, AimCost, Aims, ProblemError, Proved, solve_matrix
from compagnon.engine.matrix import MOST

PROVED = Proved(placed=True, equity=True, worst=True, total=True)
TOTAL = Aims(worst=False)


def test_the_best_pairs_of_a_matrix_are_found() -> None:
    found = solve_matrix([[9, 8], [8, 1]])

    assert found.pairs == ((0, 1), (1, 0))
    assert (found.rows_placed, found.worst, found.total, found.proved) == (2, 8, 16, PROVED)


@st.composite
def matrices(draw: st.DrawFn) -> tuple[Any, Any]:
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = draw(st.integers(1, 30)), draw(st.integers(1, 30))
    most = draw(st.sampled_from((1, 100, MOST)))
    return rng.integers(0, most + 1, shape), rng.integers(0, 4, shape[1])


@settings(max_examples=100)
@given(matrices())
def test_the_total_of_a_full_matrix_is_scipy_s(given_: tuple[Any, Any]) -> None:
    scores, places = given_
    # More rows than places or the other way round: the most pairs first, so every pair is worth more than all.
    worth = np.repeat(scores, places, axis=1) + 10**9
    rows, columns = linear_sum_assignment(worth, maximize=True)

    found = solve_matrix(scores, 1, places, aims=TOTAL)

    assert found.rows_placed == len(rows)
    assert found.total == int(worth[rows, columns].sum()) - 10**9 * len(rows)


def test_every_paper_gets_three_reviewers_and_no_reviewer_more_than_six() -> None:
    rng = np.random.default_rng(11)
    conflicts = rng.random((120, 80)) < 0.05
    scores = rng.integers(0, MOST + 1, (120, 80))

    found = solve_matrix(scores, 3, 6, ~conflicts)

    rows, columns = np.array(found.pairs).T
    assert found.rows_placed == 120
    assert np.bincount(rows).tolist() == [3] * 120
    assert np.bincount(columns).max() <= 6
    assert not conflicts[rows, columns].any()
    assert found.worst == scores[rows, columns].min()


def test_a_sparse_matrix_allows_what_it_stores_a_stored_nought_too() -> None:
    stored = csr_array((np.array([0, 7, 5]), (np.array([0, 1, 1]), np.array([2, 2, 0]))), (2, 3))

    assert solve_matrix(stored).pairs == ((0, 2), (1, 0))
    assert solve_matrix(stored, allowed=[[1, 1, 0], [1, 1, 1]]).pairs == ((1, 2),)


def test_conflicts_may_be_a_sparse_matrix_or_a_mask() -> None:
    free = csr_array(np.array([[True, False], [True, True]]))

    assert solve_matrix([[1, 9], [9, 9]], allowed=free).pairs == ((0, 0), (1, 1))
    masked = np.ma.masked_array([[1, 9], [9, 9]], mask=[[0, 1], [0, 0]])
    assert solve_matrix(masked).pairs == ((0, 0), (1, 1))


def test_what_the_aims_cost_is_said_if_asked_for() -> None:
    scores = [[9, 5], [5, 0]]

    found = solve_matrix(scores, aims=Aims(costs=True))

    assert found.total == 10
    assert {cost.aim: cost.points for cost in found.costs}["worst"] == 0
    assert solve_matrix([[20, 5], [5, 1]], aims=Aims(costs=True)).costs[2] == AimCost("worst", 11)
    assert solve_matrix(scores).costs == ()


def test_an_odd_ring_of_likings_is_no_trap() -> None:
    # Each row likes its own column and the next: halves would add up to more.
    ring = np.eye(7, dtype=int) * 10 + np.roll(np.eye(7, dtype=int), 1, axis=1) * 10

    found = solve_matrix(ring)

    assert (found.rows_placed, found.worst, found.total) == (7, 10, 70)


def test_one_column_wanted_by_all_goes_to_whoever_needs_it_most() -> None:
    scores = np.full((50, 50), 5)
    scores[:, 0] = 9
    scores[17, 1:] = 0

    found = solve_matrix(scores)

    assert (17, 0) in found.pairs
    assert (found.rows_placed, found.worst) == (50, 5)


def test_a_long_chain_of_single_choices_is_followed_to_its_end() -> None:
    # Row k may have columns k and k + 1; the last row only its own: all others are forced.
    size = 400
    allowed = np.eye(size, dtype=bool) | np.eye(size, k=1, dtype=bool)
    scores = np.where(np.eye(size, dtype=bool), 1, 100)

    found = solve_matrix(scores, allowed=allowed)

    assert found.pairs == tuple((k, k) for k in range(size))


def test_where_everybody_ties_the_seed_decides_and_order_does_not() -> None:
    keys = ([f"r{k}" for k in range(40)], [f"c{k}" for k in range(30)])
    nothing = np.zeros((40, 30), dtype=int)
    order, other = np.random.default_rng(0).permutation(40), np.arange(30)[::-1]

    found = solve_matrix(nothing, keys=keys, groups=[[k % 3 for k in range(40)]])
    turned = solve_matrix(
        nothing,
        keys=([keys[0][k] for k in order], [keys[1][k] for k in other]),
        groups=[[int(k) % 3 for k in order]],
    )

    assert {(keys[0][r], keys[1][c]) for r, c in found.pairs} == {
        (keys[0][order[r]], keys[1][other[c]]) for r, c in turned.pairs
    }
    assert solve_matrix(nothing, keys=keys, seed=1).pairs != solve_matrix(nothing, keys=keys).pairs


@pytest.mark.requirement("ALL-53")
def test_rows_that_stay_out_are_spread_over_their_groups() -> None:
    regions = ["north"] * 8 + ["south"] * 4
    scores = np.array([[9] * 6] * 8 + [[1] * 6] * 4)

    found = solve_matrix(scores, groups=[regions])

    assert sum(regions[row] == "south" for row, _ in found.pairs) == 2


@pytest.mark.parametrize(
    ("fits", "placed"),
    [
        pytest.param(((0,), (0,), (0,), (0,), (1,)), {0}, id="fewer than there are places for"),
        pytest.param(((0, 1), (0, 1), (0, 1), (0, 1), (1,)), {0, 1}, id="the largest group alone"),
        pytest.param(
            ((2,), (2,), (2,), (2,), (1, 2)), {1, 2}, id="not as evenly as might be hoped"
        ),
    ],
)
def test_people_are_placed_as_evenly_as_those_who_fit_allow(
    fits: tuple[tuple[int, ...], ...], placed: set[int]
) -> None:
    allowed = np.array([[column in row for column in range(3)] for row in fits])
    room = [int(column in placed) for column in range(3)]

    # Of four and one, the second of the four comes before the one: 5/4 against 1/1.
    found = solve_matrix(np.ones((5, 3)), 1, room, allowed, groups=[[*"aaaa", "b"]])

    assert {column for _row, column in found.pairs} == placed
    assert sorted("aaaab"[row] for row, _column in found.pairs) == sorted(
        "aa" if placed == {0, 1} else "ab" if placed == {1, 2} else "a"
    )


def test_a_second_grouping_is_spread_within_the_first() -> None:
    regions, sectors = list("nnnnssss"), list("aabbaabb")
    liked = {("n", "a"), ("s", "b")}
    scores = [[9 if cell in liked else 1] * 4 for cell in zip(regions, sectors, strict=True)]

    found = solve_matrix(scores, groups=[regions, sectors])

    cells = sorted((regions[row], sectors[row]) for row, _ in found.pairs)
    assert cells == [("n", "a"), ("n", "b"), ("s", "a"), ("s", "b")]


@pytest.mark.parametrize(
    ("shape", "row_capacity", "column_capacity"),
    [
        *[((0, 0), 1, 1), ((0, 5), 1, 1), ((5, 0), 1, 1), ((3, 3), 0, 1), ((3, 3), 1, [0, 0, 0])],
        *[((101, 101), 0, 1), ((101, 101), 1, 0)],  # more than are looked at one by one
    ],
)
def test_where_nobody_can_be_paired_nobody_is(
    shape: tuple[int, int], row_capacity: Any, column_capacity: Any
) -> None:
    found = solve_matrix(np.zeros(shape, dtype=int), row_capacity, column_capacity)

    assert (found.pairs, found.worst, found.total) == ((), None, 0)


def test_a_single_possible_pair_is_made() -> None:
    allowed = np.zeros((300, 200), dtype=bool)
    allowed[123, 45] = True

    assert solve_matrix(np.ones((300, 200)), allowed=allowed).pairs == ((123, 45),)


def test_places_beyond_counting_do_not_overflow() -> None:
    found = solve_matrix(np.full((20, 3), MOST), 10**9, 10**9)

    assert (len(found.pairs), found.total) == (60, 60 * MOST)


@pytest.mark.parametrize("most", [2**15 - 1, 2**15, MOST])
def test_scores_are_whole_up_to_the_highest_and_however_they_are_stored(most: int) -> None:
    scores = np.array([[most, most - 1], [most - 1, 0]])

    for kind in (np.int32, np.uint64, np.float64):
        found = solve_matrix(scores.astype(kind))

        assert (found.worst, found.total) == (most - 1, 2 * most - 2)
    assert solve_matrix(scores[:, :1]).total == most


NUMBERS = "must hold whole numbers from 0 to 1000000, and no NaN."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"scores": [[np.nan]]}, f"scores {NUMBERS}"),
        ({"scores": [[np.inf]]}, f"scores {NUMBERS}"),
        ({"scores": [[-1]]}, f"scores {NUMBERS}"),
        ({"scores": [[0.5]]}, f"scores {NUMBERS}"),
        ({"scores": [[MOST + 1]]}, f"scores {NUMBERS}"),
        ({"scores": [["a"]]}, f"scores {NUMBERS}"),
        ({"scores": [1, 2]}, "scores must have the shape rows x columns."),
        ({"scores": [[1, 2]], "allowed": [[True]]}, "allowed must have the shape 1 x 2."),
        (
            {"scores": [[1, 2]], "row_capacity": -1},
            "row_capacity must hold whole numbers from 0 to 1000000000, and no NaN.",
        ),
        ({"scores": [[1, 2]], "column_capacity": [1]}, "column_capacity must have the shape 2."),
        ({"scores": [[1, 2]], "groups": [["a", "b"]]}, "groups must have the shape 1."),
        ({"scores": [[1, 2]], "keys": (["a"], ["b"])}, "column keys must have the shape 2."),
        (
            {"scores": [[1, 2]], "keys": (["a"], ["b", "b"])},
            "The id b is used by more than one column.",
        ),
        ({"scores": [[1, 2], [3]]}, "scores must have the shape rows x columns."),
        (
            {"scores": [[1, 2]], "allowed": ~np.array([[1, 0]])},  # ~1 is -2
            "allowed must hold whole numbers from 0 to 1, and no NaN.",
        ),
        (
            {"scores": [[1, 2]], "allowed": coo_array((10**6, 10**6))},
            "allowed must have the shape 1 x 2.",
        ),
    ],
)
def test_a_matrix_that_makes_no_sense_is_refused_with_a_sentence(
    arguments: dict[str, Any], says: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        solve_matrix(**arguments)

    assert str(refused.value) == says


def test_what_a_forbidden_pair_scores_does_not_matter() -> None:
    assert solve_matrix([[np.nan, 3]], allowed=[[False, True]]).pairs == ((0, 1),)


def test_more_pairs_than_the_engine_holds_are_refused() -> None:
    rows = MAX_CELLS // 1000 + 1

    with pytest.raises(ProblemError):
        solve_matrix(np.broadcast_to(np.int8(1), (rows, 1000)))
    with pytest.raises(ProblemError):
        solve_matrix(coo_array(([1], ([0], [0])), shape=(10**6, 10**6)))  # 8 TB, were it spelt out
