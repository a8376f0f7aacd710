"""Matrices of reviewers and papers, real and in real shapes, against scipy's flow and HiGHS."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from benchmarks.reviewers import (
    Conference,
    best_worst,
    bids,
    conferences,
    dense,
    highest_total,
    main,
    most_pairs,
)
from compagnon.engine import Aims, MatrixResult, solve_matrix

EXPERTISE = Path(__file__).with_name("expertise.csv")


def said_themselves() -> Conference:
    """Real and sparse: who could review what. Each paper has one to three who could, each of them takes four."""
    reviewer, paper, expertise = np.loadtxt(EXPERTISE, int, delimiter=",", skiprows=6).T
    scores = np.zeros((463, 58), dtype=np.int64)
    scores[paper, reviewer] = expertise
    return Conference("expertise", scores, scores > 0, np.ones(463, int), np.full(58, 4))


def scarce() -> Conference:
    """Fewer reviews than papers want."""
    return bids(papers=60, reviewers=25)


def all_like_the_same() -> Conference:
    """A few are the best of everybody: what the others need is nobody's candidate, and is priced in one by one."""
    scores = np.random.default_rng(2).integers(0, 400, (120, 120))
    scores[:, :20] = 1000
    scores[:14] = 900
    ones = np.ones(120, dtype=int)
    return Conference("all like the same", scores, np.ones(scores.shape, bool), ones, ones)


def few_like_anybody_else() -> Conference:
    """The same where one pair in eleven is allowed: everybody has one of their own, worth one more than others."""
    rng = np.random.default_rng(0)
    scores, allowed = np.zeros((400, 400), dtype=int), rng.random((400, 400)) < 0.02
    own = np.arange(400), rng.permutation(400)
    for those, score in ((own, 1), (np.s_[:, :14], 2), (np.s_[:14], 2)):
        scores[those], allowed[those] = score, True
    ones = np.ones(400, dtype=int)
    return Conference("few like anybody else", scores, allowed, ones, ones)


def check(of: Conference, found: MatrixResult, *, kind: bool) -> None:
    """Hold a result against everything that others find."""
    rows, columns = np.array(found.pairs).T
    assert len(set(found.pairs)) == len(found.pairs) == most_pairs(of)
    assert of.allowed[rows, columns].all()
    assert (np.bincount(rows, minlength=len(of.wanted)) <= of.wanted).all()
    assert (np.bincount(columns, minlength=len(of.most)) <= of.most).all()
    assert found.worst == of.scores[rows, columns].min()
    assert found.total == of.scores[rows, columns].sum()
    worst = best_worst(of) if kind else 0
    assert not kind or found.worst == worst
    assert found.total == highest_total(of.above(worst))


@pytest.mark.parametrize(
    "of", [said_themselves, dense, bids, scarce, all_like_the_same, few_like_anybody_else]
)
def test_reviewers_are_assigned_as_well_as_scipy_and_highs_can(
    of: Callable[[], Conference],
) -> None:
    conference = of()

    kind, careless = conference.solve(), conference.solve(Aims(worst=False))

    check(conference, kind, kind=True)
    check(conference, careless, kind=False)
    assert kind.rows_placed == careless.rows_placed


def test_a_sparse_matrix_of_reviewers_is_solved_as_a_dense_one_with_its_pairs_allowed() -> None:
    of = said_themselves()
    stored = csr_array(of.scores)

    assert stored.nnz == 477
    assert solve_matrix(stored, of.wanted, of.most) == of.solve()


def test_matrices_as_conferences_publish_them_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "midl"
    folder.mkdir()
    np.save(folder / "scores.npy", np.array([[0.5, -1], [1, 0.25], [0, 0.125]]))
    np.save(folder / "covs.npy", np.array([2, 1]))
    np.save(folder / "loads.npy", np.array([1.0, 2.0, 1.0]))
    similarity = {"similarity_matrix": np.array([[0.5, 1]]), "mask_matrix": np.array([[0, 1]])}
    np.savez(tmp_path / "bids.npz", **similarity)

    midl, bidden = conferences(tmp_path)

    assert midl.scores.tolist() == [[500_000, 1_000_000, 0], [0, 250_000, 125_000]]
    assert midl.allowed.tolist() == [[True, True, True], [False, True, True]]
    assert (midl.wanted.tolist(), midl.most.tolist()) == ([2, 1], [1, 2, 1])
    assert (bidden.name, bidden.allowed.tolist()) == ("bids", [[True], [False]])
    assert (bidden.wanted.tolist(), bidden.most.tolist()) == ([3, 3], [6])


def test_the_benchmark_says_that_all_find_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0

    printed = capsys.readouterr().out
    assert printed.count("yes") == 2
    assert "118 x 177" in printed
