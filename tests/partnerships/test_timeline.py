from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from compagnon.core.encryption.opening import Closed
from compagnon.partnerships.changes.action_item import finish_action_item
from compagnon.partnerships.changes.goal import set_goal, write_goal_note
from compagnon.partnerships.changes.partnership import pause_partnership
from compagnon.partnerships.changes.reflection import share_reflection, write_reflection
from compagnon.partnerships.models import ActionItem, Agreement, Partnership
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.partnerships.rules import GoalWords
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_meeting import record
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db


def live(world: World, partnership: Partnership, clock: Any) -> None:
    """A meeting, what Amal took on, a goal of Bela's, a journal nobody knows of, a rest: a day apart."""
    bela, amal = actor_of(world.bela), actor_of(world.amal)
    clock.move_to(NOW + timedelta(days=1))
    record(world, partnership)
    clock.move_to(NOW + timedelta(days=2))
    goal = set_goal(by=bela, partnership=partnership, words=GoalWords("Speak"), target_on=None)
    clock.move_to(NOW + timedelta(days=3))
    write_goal_note(by=amal, goal=goal, text="Who?")
    clock.move_to(NOW + timedelta(days=4))
    item = ActionItem.objects.filter(meeting__partnership=partnership).first()
    assert item
    finish_action_item(by=amal, action_item=item)
    kept = write_reflection(by=bela, partnership=partnership, moment="after", text="Mine")
    share_reflection(by=bela, reflection=kept)
    clock.move_to(NOW + timedelta(days=5))
    pause_partnership(by=bela, partnership=partnership)


def test_the_timeline_tells_what_happened_with_its_words_and_of_no_journal(
    world: World, partnership: Partnership, agreement: Agreement, clock_stands_still: Any
) -> None:
    live(world, partnership, clock_stands_still)

    told = get_timeline(viewer=actor_of(world.bela), partnership=partnership)

    assert [(str(one.label), one.who, one.words) for one in told] == [
        ("Your partnership came to rest", "", ""),
        ("Done", "Amal", "Try the sunflower starter"),
        ("A note on a goal", "Amal", "Speak"),
        ("A goal was set", "Bela", "Speak"),
        ("You met", "", ""),
        ("The learning contract was signed", "Bela", ""),
        ("A learning contract was written", "Amal", ""),
    ]


@pytest.mark.requirement("ALL-15")
def test_the_timeline_is_closed_to_everybody_else(world: World, partnership: Partnership) -> None:
    for stranger in (world.chris, world.dana):
        with pytest.raises(Closed):
            get_timeline(viewer=actor_of(stranger), partnership=partnership)


def test_the_page_of_the_timeline_is_empty_at_first(
    client: Client, world: World, partnership: Partnership
) -> None:
    assert "Nothing has happened yet" in page(
        as_person(client, world.bela), url(partnership, "timeline/")
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_timeline_takes_as_many_queries_for_one_meeting_as_for_three(
    client: Client, world: World, partnership: Partnership, agreement: Agreement, count: int
) -> None:
    for _count in range(count):
        record(world, partnership)
        set_goal(
            by=actor_of(world.bela), partnership=partnership, words=GoalWords("A"), target_on=None
        )
    as_person(client, world.bela)

    shown = asked(client, url(partnership, "timeline/"))

    assert len(shown) == 17
    assert "A goal was set" in page(client, url(partnership, "timeline/"))
