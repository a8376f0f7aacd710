from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from compagnon.core.encryption.opening import Closed
from compagnon.core.models import EventRow
from compagnon.partnerships.changes.action_item import drop_action_item, finish_action_item
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.copy import export_copy
from compagnon.partnerships.changes.goal import set_goal, write_goal_note
from compagnon.partnerships.changes.meeting import record_meeting
from compagnon.partnerships.changes.message import write_message
from compagnon.partnerships.changes.observation import answer_strategy
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.changes.reflection import share_reflection, write_reflection
from compagnon.partnerships.changes.review import decide_review, open_review, write_review
from compagnon.partnerships.models import ActionItem, Agreement, Partnership
from compagnon.partnerships.queries.copy import get_copy
from compagnon.partnerships.rules import ActionPoint, GoalWords, Level, ReviewWords
from tests.cast import NOW, World, actor_of
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_observation import talked_over
from tests.partnerships.test_review import DECISION, answered
from tests.partnerships.test_self_assessment import look
from tests.partnerships.test_views import as_person, page, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreement")]


def everything(world: World, partnership: Partnership) -> None:
    """One of each that two write, and what Amal keeps to herself."""
    amal, bela = actor_of(world.amal), actor_of(world.bela)
    mine = partnership.members.get(person=world.bela)
    record_meeting(
        by=amal,
        partnership=partnership,
        held_on=date(2026, 9, 1),
        length_minutes=40,
        attended=[mine],
        action_points=[
            ActionPoint(text, mine.id) for text in ("Ask the head", "Count chairs", "Buy chalk")
        ],
        next_items="The seating plan",
    )
    goal = set_goal(by=bela, partnership=partnership, words=GoalWords("Dare"), target_on=None)
    write_goal_note(by=amal, goal=goal, text="Begin small")
    _open, done, dropped = ActionItem.objects.order_by("position")
    finish_action_item(by=bela, action_item=done)
    drop_action_item(by=bela, action_item=dropped)
    observation = talked_over(world.amal, world.bela, partnership)
    tried = observation.strategies.order_by("position")[0]
    answer_strategy(by=bela, strategy=tried, is_tried=True, how_it_went="It helped", based_on=0)
    earlier = open_review(by=bela, partnership=partnership)
    answered(earlier, world.amal, world.bela)
    decide_review(by=bela, review=earlier, decision=DECISION, next_on=None)
    write_reflection(by=bela, partnership=partnership, moment="after", text="I was nervous")
    write_reflection(by=amal, partnership=partnership, moment="after", text="I spoke too much")
    shared = write_reflection(by=amal, partnership=partnership, moment="after", text="A good day")
    share_reflection(by=amal, reflection=shared)
    write_message(by=amal, partnership=partnership, text="Room 12 is free on Monday")
    look(world.bela, partnership, Level.USUALLY, "Five minutes of silence", skill="honesty")
    look(world.amal, partnership, Level.USUALLY, "Not for Bela either")
    review = open_review(by=bela, partnership=partnership)
    write_review(by=bela, review=review, words=ReviewWords("Louder"), based_on=0)
    write_review(by=amal, review=review, words=ReviewWords("Not yet for Bela"), based_on=0)


def test_a_copy_holds_all_that_its_reader_may_read_and_no_more(
    client: Client, world: World, partnership: Partnership
) -> None:
    everything(world, partnership)
    leave_partnership(by=actor_of(world.amal), partnership=partnership)
    as_person(client, world.bela)
    assert "Take my copy" in page(client, url(partnership))

    answer = client.post(url(partnership, "copy/"))

    text = answer.content.decode()
    assert answer["Content-Disposition"].startswith('attachment; filename="my-copy-amal-2026')
    held = (
        "Courage in the corridor",
        "Keeps the kettle on",
        "Ask the head",
        "The seating plan",
        "Dare",
        "Begin small",
        "Four of thirty spoke",
        "Count to five",
        "I was nervous",
        "A good day",
        "Louder",
        "Room 12 is free on Monday",
        "I am honest with myself about what I can do",
        "Five minutes of silence",
        "(Done)",
        "(Dropped)",
        "(Tried)",
        "It helped",
        DECISION.to_what_end,
    )
    assert [words for words in held if words not in text] == []
    for kept in (
        "I spoke too much",
        "Not yet for Bela",
        "Not for Bela either",
        'href="/',
        "<script",
    ):
        assert kept not in text


@pytest.mark.requirement("ALL-15")
def test_a_copy_is_for_members_and_it_is_noted_who_took_one(
    client: Client, world: World, partnership: Partnership
) -> None:
    export_copy(by=actor_of(world.bela), partnership=partnership)

    row = EventRow.objects.get(name="CopyExported")
    assert (row.about_id, row.actor_id) == (partnership.id, world.bela.pk)
    with pytest.raises(Closed):
        get_copy(viewer=actor_of(world.chris), partnership=partnership)
    as_person(client, world.chris)
    assert client.post(url(partnership, "copy/")).status_code == 404


def test_a_copy_holds_every_meeting_and_not_the_latest_alone(
    world: World, partnership: Partnership
) -> None:
    for days in range(27):
        record_meeting(
            by=actor_of(world.amal),
            partnership=partnership,
            held_on=date(2026, 8, 1) + timedelta(days=days),
            length_minutes=40,
            attended=list(partnership.members.all()),
            action_points=[],
            next_items="",
        )

    copy = get_copy(viewer=actor_of(world.bela), partnership=partnership)

    assert len(copy.meetings) == 27


@pytest.mark.requirement("LSIS-44")
def test_a_copy_holds_every_version_of_the_contract_with_who_signed_it_when(
    client: Client, world: World, partnership: Partnership
) -> None:
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        write_agreement(
            by=actor_of(world.bela),
            partnership=partnership,
            terms=replace(TERMS, focus_note="Courage in the hall"),
            based_on=1,
        )

    copy = get_copy(viewer=actor_of(world.amal), partnership=partnership)
    told = as_person(client, world.amal).post(url(partnership, "copy/")).content.decode()

    second, first = copy.agreements
    assert [one.terms.focus_note for one in (second, first)] == [
        "Courage in the hall",
        "Courage in the corridor",
    ]
    assert [(one.name, one.signed_at.day) for one in second.signatures] == [("Bela", 24)]
    assert [(one.name, one.signed_at.day) for one in first.signatures] == [
        ("Amal", 14),
        ("Bela", 14),
    ]
    assert [told.count(said) for said in ("In force", "Waiting for a signature", "Version ")] == [
        1,
        1,
        2,
    ]
    sign_agreement(
        by=actor_of(world.amal),
        agreement=Agreement.objects.select_related("partnership").get(version=2),
    )
    told = as_person(client, world.amal).post(url(partnership, "copy/")).content.decode()
    assert [told.count(said) for said in ("In force", "Replaced by a later version")] == [1, 1]
