import pytest
from django.test import Client

from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import World, appoint, make_person, make_world
from tests.matching.applying import make_application


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


@pytest.fixture
def efa(world: World) -> Client:
    """Another coordinator, who has not applied."""
    person = make_person("Efa")
    appoint(person, Appointment.Role.COORDINATOR, world.scheme)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def two(world: World) -> tuple[Application, Application]:
    return (
        make_application(world.joining_point, world.amal, "mentor"),
        make_application(world.joining_point, world.bela, "mentee"),
    )
