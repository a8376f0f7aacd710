"""The checker of proofs: it lets through what the engine wrote, and nothing that was tampered with."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from benchmarks.family import scheme
from compagnon.engine import Aims, Criterion, Person, Problem, solve, solve_matrix
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.matrix import prove_matrix
from compagnon.engine.people import Reading
from compagnon.engine.placing import candidates
from compagnon.engine.proving.checker import ProofError, check, check_matrix
from tests.engine.test_judging import Product
from tests.engine.test_on_demand import demanding

Arrays = dict[str, NDArray[Any]]
SCHEME = scheme(60, places=0.8)


def changed(path: Path, change: Callable[[Arrays], None]) -> Path:
    """Write the proof again with something changed."""
    with np.load(path) as file:
        arrays = dict(file)
    change(arrays)
    other = path.with_name("changed.npz")
    with other.open("wb") as file:
        np.savez(file, **arrays)
    return other


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("proof") / "proof.npz"
    solve(SCHEME, proof=path)
    return path


def test_every_proof_that_the_engine_writes_is_let_through(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path_factory.mktemp("proof") / "proof.npz"
    monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
    monkeypatch.setattr(candidates, "EACH", 1)

    @settings(max_examples=25)
    @given(demanding(), st.booleans())
    def prove(problem: Problem, waited: bool) -> None:
        asked = replace(problem, waiting="experience" if waited else "")

        result = solve(asked, proof=path)

        assert result == solve(asked)
        check(asked, path)

    prove()


@pytest.mark.parametrize("places", [0.8, 1.08])
def test_a_scheme_is_proved(places: float, tmp_path: Path) -> None:
    problem = scheme(150, places=places)

    solve(problem, proof=tmp_path / "proof")

    check(problem, tmp_path / "proof")


def test_who_has_waited_longer_is_proved_where_everybody_has_a_place(tmp_path: Path) -> None:
    problem = replace(scheme(60, places=2.0), waiting="experience")

    solve(problem, proof=tmp_path / "proof")

    check(problem, tmp_path / "proof")


def test_groups_within_groups_and_a_lift_are_proved(tmp_path: Path) -> None:
    problem = replace(
        scheme(60, places=1.08), groups=("region", "phase"), aims=Aims(lift_to=9000, lift_step=1000)
    )

    solve(problem, proof=tmp_path / "proof")

    check(problem, tmp_path / "proof")


def test_a_matrix_is_proved(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    scores = rng.integers(0, 1_000, (60, 20))
    asked = {"column_capacity": 2, "groups": [rng.integers(0, 3, 60)], "row_capacity": 1}

    result = prove_matrix(tmp_path / "proof", scores, **asked)

    assert result == solve_matrix(scores, **asked)  # type: ignore[arg-type]  # several kinds
    check_matrix(tmp_path / "proof", scores, **asked)
    better = scores.copy()
    better[0] = 999
    with pytest.raises(ProofError):
        check_matrix(tmp_path / "proof", better, **asked)


def test_the_best_score_there_is_needs_no_proof_that_there_is_no_better(tmp_path: Path) -> None:
    scores = np.full((4, 3), 1_000_000)

    prove_matrix(tmp_path / "proof", scores)

    check_matrix(tmp_path / "proof", scores)


def swap_mentors(arrays: Arrays) -> None:
    arrays["pairs"][:2, 1] = arrays["pairs"][1::-1, 1]


def drop_a_pair(arrays: Arrays) -> None:
    arrays["pairs"] = arrays["pairs"][1:]


def drop_all_pairs(arrays: Arrays) -> None:
    arrays["pairs"] = arrays["pairs"][:0]


def name_a_pair_twice(arrays: Arrays) -> None:
    arrays["pairs"][1] = arrays["pairs"][0]


def crowd_a_mentor(arrays: Arrays) -> None:
    arrays["pairs"][:, 1] = arrays["pairs"][0, 1]


def name_a_stranger(arrays: Arrays) -> None:
    arrays["pairs"][0, 0] = 10_000


def name_nobody(arrays: Arrays) -> None:
    arrays["pairs"][0, 1] = -1


def lower_the_floor(arrays: Arrays) -> None:
    arrays["floor"] -= 1


def bar_nobody(arrays: Arrays) -> None:
    arrays["barred"][:] = False


def bar_everybody(arrays: Arrays) -> None:
    arrays["barred"][:] = True


def forget_an_aim(arrays: Arrays) -> None:
    arrays["names"], arrays["prices"] = arrays["names"][1:], arrays["prices"][1:]


def forget_prices(arrays: Arrays) -> None:
    arrays["prices"] = arrays["prices"][:-1]


def forget_a_node(arrays: Arrays) -> None:
    arrays["prices"] = arrays["prices"][:, 1:]


def fix_a_pair(arrays: Arrays) -> None:
    arrays["pinned"], arrays["pairs"] = arrays["pairs"][:1], arrays["pairs"][1:]


def set_a_pair_aside(arrays: Arrays) -> None:
    arrays["apart"] = np.array([[0, 0]])


@pytest.mark.parametrize(
    "tamper",
    [
        swap_mentors,
        drop_a_pair,
        drop_all_pairs,
        name_a_pair_twice,
        crowd_a_mentor,
        name_a_stranger,
        name_nobody,
        lower_the_floor,
        bar_nobody,
        bar_everybody,
        forget_an_aim,
        forget_prices,
        forget_a_node,
        fix_a_pair,
        set_a_pair_aside,
        lambda arrays: arrays.pop("prices"),
        lambda arrays: arrays.update(pairs=arrays["pairs"].astype(object)),
    ],
)
def test_a_proof_that_was_tampered_with_is_refused(
    tamper: Callable[[Arrays], Any], proof: Path
) -> None:
    with pytest.raises(ProofError):
        check(SCHEME, changed(proof, tamper))


@settings(max_examples=12)
@given(data=st.data())
def test_prices_that_were_moved_never_show_more_than_there_is(proof: Path, data: Any) -> None:
    """Other prices may be as good, but they can prove no placement better than the best one."""
    level = data.draw(st.integers(0, 2))
    moved = data.draw(st.lists(st.tuples(st.integers(0, 90), st.integers(-3000, 3000)), min_size=1))

    def move(arrays: Arrays) -> None:
        for node, by in moved:
            arrays["prices"][level, node] += by
        arrays["pairs"] = arrays["pairs"][1:]

    with pytest.raises(ProofError):
        check(SCHEME, changed(proof, move))


def test_the_last_prices_must_be_right(proof: Path) -> None:
    def raise_mentors(arrays: Arrays) -> None:
        arrays["prices"][-1, 61:80] += 5000

    with pytest.raises(ProofError, match=r"aim 3 \(total\)"):
        check(SCHEME, changed(proof, raise_mentors))


def test_anything_else_is_no_proof(tmp_path: Path) -> None:
    for content in (b"", b"no proof", b"PK\x03\x04 and so on"):
        (tmp_path / "file").write_bytes(content)
        with pytest.raises(ProofError, match="this is no proof"):
            check(SCHEME, tmp_path / "file")
    with pytest.raises(OSError, match="nothing"):
        check(SCHEME, tmp_path / "nothing")


def test_the_proof_of_another_problem_is_refused(proof: Path) -> None:
    for other in (
        scheme(60, places=0.8, seed=1),
        replace(SCHEME, groups=()),
        replace(SCHEME, aims=Aims(worst=False)),
        replace(SCHEME, criteria=SCHEME.criteria[1:]),
        replace(SCHEME, mentors=SCHEME.mentors[:-1]),
    ):
        with pytest.raises(ProofError):
            check(other, proof)


class Wrong(Product):
    """A criterion whose form for all pairs departs from its form for one."""

    def values(self, grid: Grid) -> Ints:
        return np.ones(grid.shape, dtype=np.int64)

    def reads(self) -> tuple[Reading, ...]:
        return super().reads()


def test_a_judge_that_departs_from_the_reference_is_noticed(tmp_path: Path) -> None:
    wrong: Criterion = Wrong()
    people = [Person(f"p{number}", {"number": number}) for number in range(6)]
    problem = Problem(
        mentees=tuple(people[:3]), mentors=tuple(people[3:]), criteria=(wrong,), groups=()
    )
    solve(problem, proof=tmp_path / "proof")

    with pytest.raises(ProofError, match="reference"):
        check(problem, tmp_path / "proof")
