import numpy as np
import pytest

from benchmarks.flows import Given, given, main, stages
from compagnon.engine.judging.verdicts import Known
from compagnon.engine.placing.assignment import among, assign
from compagnon.engine.placing.candidates import Start
from compagnon.engine.placing.offer import Offer
from compagnon.engine.watch import Watch


def test_what_is_solved_on_given_arcs_is_what_a_matrix_of_them_gives() -> None:
    one = given(80, 0.85)
    rows, columns = one.pairs
    allowed = np.zeros(one.offer.shape, np.bool_)
    allowed[rows, columns] = True
    scores = np.zeros(allowed.shape, np.int16)
    scores[rows, columns] = one.offer.scores_of(rows, columns)
    names = ("wishes", "waiting", "capacity", "groups", "row_hashes", "column_hashes")
    dense = Offer(Known(allowed, scores), *(getattr(one.offer, name) for name in names))

    assert among(one.offer, Start(one.pairs, whole=True), Watch()) == assign(dense, Watch())
    assert all(part >= 0 for part in stages(Given(dense, one.pairs)))


def test_the_command_prints_both_ways_of_comparing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sizes", "40", "--places", "1.08"]) == 0

    printed = capsys.readouterr().out
    assert printed.count("40 x 22") == 2
