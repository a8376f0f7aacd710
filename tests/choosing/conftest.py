"""A coaching scheme in which Bela may choose Amal; Efa coaches too."""

import pytest

from compagnon.recruitment.models import Application
from tests.cast import World, make_person, make_world
from tests.matching.released import make_application


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    world.scheme.template = "coaching"
    world.scheme.save()
    return world


@pytest.fixture
def coach(world: World) -> Application:
    return make_application(
        world, world.amal, mentor=True, region="wales", coach_expertise=["leadership"]
    )


@pytest.fixture
def other_coach(world: World) -> Application:
    return make_application(
        world, make_person("Efa"), mentor=True, region="london", coach_expertise=["process"]
    )


@pytest.fixture
def learner(world: World) -> Application:
    return make_application(world, world.bela, region="london")
