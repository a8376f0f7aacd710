import pytest

from benchmarks.workspace import NOTHING, Size, grow
from compagnon.partnerships.models import Attendance, Meeting, Partnership, Progress
from tests.cast import make_world


@pytest.mark.django_db
def test_what_is_measured_is_a_scheme_whose_pairs_begin_and_meet() -> None:
    point = make_world().joining_point
    grow(point, NOTHING, Size(2, 5))
    grow(point, Size(2, 5), Size(4, 5))

    found = [model.objects.count() for model in (Partnership, Progress, Meeting, Attendance)]
    assert found == [4, 4, 5, 10]
