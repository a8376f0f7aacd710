import pytest
from django.test import Client

from tests.cast import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    """The browser of the coordinator."""
    client.force_login(world.chris)
    return client
