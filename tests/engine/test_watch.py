import pytest

from compagnon.engine import SolveCancelledError
from compagnon.engine.watch import Watch


def test_a_part_reports_its_stretch_of_the_whole_and_never_goes_back() -> None:
    seen: list[float] = []
    whole = Watch(seen.append)

    whole.part(0.5, 1).part(0, 0.5).at(1)
    whole.part(0, 0.5).at(1)
    whole.at(1)

    assert seen == [0.75, 1.0]


def test_nothing_is_reported_once_cancelled() -> None:
    seen: list[float] = []

    with pytest.raises(SolveCancelledError):
        Watch(seen.append, lambda: True).at(1)

    assert seen == []
