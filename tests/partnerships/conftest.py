from datetime import date

import pytest

from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.partnerships.rules import Terms
from tests.cast import World, actor_of, make_partnership, make_world

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
