import pytest
from django.test import Client

from compagnon.introductions.models import Introduction
from tests.cast import World, make_world
from tests.introductions.meetings import plan


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def meeting(world: World) -> Introduction:
    return plan(world)


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client
