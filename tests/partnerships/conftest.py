from datetime import date

import pytest

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.partnership import (
    Joining,
    open_circle_partnership,
    open_peer_partnership,
)
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.partnerships.rules import Terms
from tests.cast import World, actor_of, make_partnership, make_person, make_world

TERMS = Terms(
    frequency="half_termly",
    mode="online",
    length_minutes=45,
    review_on=date(2027, 1, 15),
    ends_on=date(2027, 5, 28),
    focus_areas=("assessment", "leadership"),
    focus_note="Courage in the corridor",
    mentor_responsibilities="Keeps the kettle on",
    mentee_responsibilities="Brings a riddle",
)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def partnership(world: World) -> Partnership:
    return make_partnership(world)


@pytest.fixture
def agreement(world: World, partnership: Partnership) -> Agreement:
    """A learning contract that Amal wrote and both signed."""
    written = write_agreement(
        by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0
    )
    return sign_agreement(by=actor_of(world.bela), agreement=written)


@pytest.fixture
def cai(world: World) -> Person:
    return make_person("Cai")


@pytest.fixture
def circle(world: World, cai: Person) -> Partnership:
    """Amal facilitates, Bela, Cai and Dana learn."""
    return open_circle_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        facilitator=Joining(world.amal.pk, {}),
        learners=[Joining(one.pk, {}) for one in (world.bela, cai, world.dana)],
        starts_on=date(2026, 9, 28),
    )


@pytest.fixture
def peers_of_three(world: World, cai: Person) -> Partnership:
    return open_peer_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        peers=[Joining(one.pk, {}) for one in (world.amal, world.bela, cai)],
        starts_on=date(2026, 9, 28),
    )
