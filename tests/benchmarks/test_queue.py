import pytest

from benchmarks.queue import grow
from compagnon.recruitment.models import Application
from tests.cast import make_world


@pytest.mark.django_db
def test_what_is_measured_is_a_queue_that_grows() -> None:
    world = make_world()
    grow(world.joining_point, 0, 3)
    grow(world.joining_point, 3, 30)

    assert Application.objects.filter(joining_point=world.joining_point).count() == 30
