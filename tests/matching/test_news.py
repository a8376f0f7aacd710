"""What the coordinators' letter of the day says of pairs."""

import pytest

from compagnon.matching.queries.news import news
from tests.cast import World, actor_of
from tests.matching.released import make_room, released

pytestmark = pytest.mark.django_db


def test_the_coordinators_letter_says_how_many_pairs_wait_to_be_released(world: World) -> None:
    assert list(news(actor_of(world.chris), world.scheme)) == []
    room = make_room(world)
    type(room.run).objects.update(summary={"pairs": 2})
    assert list(news(actor_of(world.chris), world.scheme)) == [
        "2 pairs are found and not released yet"
    ]

    released(room)

    assert list(news(actor_of(world.chris), world.scheme)) == []
