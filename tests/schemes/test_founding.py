import pytest

from compagnon.core.actors import SYSTEM
from compagnon.schemes.queries.founding import find_organisation, find_scheme
from tests.cast import actor_of, make_world

pytestmark = pytest.mark.django_db


def test_the_command_line_finds_what_there_is_by_its_name() -> None:
    world = make_world()
    name = " Association for Language Learning "

    assert find_organisation(viewer=SYSTEM, name=name) == world.organisation
    assert find_organisation(viewer=SYSTEM, name="Another") is None
    found = find_scheme(
        viewer=SYSTEM, organisation=world.organisation, name=f"{world.scheme.name} "
    )
    assert found == world.scheme
    assert find_scheme(viewer=SYSTEM, organisation=world.organisation, name="Another") is None


def test_nobody_else_finds_anything_by_a_name() -> None:
    world = make_world()
    chris = actor_of(world.chris)

    assert find_organisation(viewer=chris, name=world.organisation.name) is None
    found = find_scheme(viewer=chris, organisation=world.organisation, name=world.scheme.name)
    assert found is None
