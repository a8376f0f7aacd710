from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.goal import (
    pause_goal,
    reach_goal,
    resume_goal,
    revise_goal,
    set_goal,
    write_goal_note,
)
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import Agreement, Goal, GoalNote, Partnership
from compagnon.partnerships.queries.goal import get_goal, get_plan
from compagnon.partnerships.rules import GoalWords
from compagnon.privacy.changes import erase_person
from tests.cast import World, actor_of
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db
WORDS = GoalWords(
    title="Get Year 8 to speak",
    why="They are silent with me",
    where_now="Two hands go up",
    approaches="Pair talk first",
    resources="The speaking webinar",
    evidence="Everybody says a sentence",
)
TYPED = {"title": "Speak more", "why": "Silence", "target_on": "2026-12-11", "based_on": "0"}


@pytest.fixture
def goal(world: World, partnership: Partnership) -> Goal:
    """Bela's goal."""
    return goal_of(world.bela, partnership)


def goal_of(person: Any, partnership: Partnership, words: GoalWords = WORDS) -> Goal:
    return set_goal(
        by=actor_of(person), partnership=partnership, words=words, target_on=date(2026, 12, 11)
    )


def goal_url(goal: Goal, rest: str = "") -> str:
    return f"/goals/{goal.id.hex}/{rest}"


@pytest.mark.requirement("NF-19")
@pytest.mark.requirement("CORE-08")
@pytest.mark.requirement("LSIS-48")
@pytest.mark.requirement("LSIS-49")
def test_a_goal_is_read_whole_by_both_members(world: World, goal: Goal) -> None:
    for reader in (world.amal, world.bela):
        (shown,) = get_plan(viewer=actor_of(reader), partnership=goal.partnership).active

        assert (shown.words, shown.owner_name, shown.is_viewers) == (
            WORDS,
            "Bela",
            reader == world.bela,
        )


@pytest.mark.requirement("ALL-15")
def test_a_goal_leaves_no_word_in_the_database_and_opens_for_nobody_else(
    world: World, goal: Goal
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, why, evidence FROM partnerships_goal")
        stored = b"".join(bytes(value) for value in cursor.fetchone())

    assert [word for word in (b"Year", b"silent", b"sentence") if word in stored] == []
    for stranger in (world.chris, world.dana):
        with pytest.raises(Closed):
            get_goal(viewer=actor_of(stranger), goal=goal)


@pytest.mark.requirement("LSIS-05")
@pytest.mark.requirement("LSIS-08")
@pytest.mark.requirement("ALL-75")
@pytest.mark.requirement("NF-23")
@pytest.mark.requirement("ALL-19")
def test_mentor_and_mentee_have_goals_of_their_own_and_change_nobody_elses(
    world: World, goal: Goal
) -> None:
    own = goal_of(world.amal, goal.partnership, GoalWords("Ask before I tell"))

    plan = get_plan(viewer=actor_of(world.amal), partnership=goal.partnership)

    assert [view.words.title for view in plan.goals] == ["Ask before I tell", "Get Year 8 to speak"]
    with pytest.raises(NotAllowed, match="whose goal this is"):
        reach_goal(by=actor_of(world.bela), goal=own, what_changed="")


def test_three_goals_are_at_work_at_most_and_room_is_made_by_resting_or_reaching(
    world: World, goal: Goal
) -> None:
    second, third = (
        goal_of(world.bela, goal.partnership, GoalWords(title)) for title in ("Two", "Three")
    )
    bela = actor_of(world.bela)
    with pytest.raises(Refused, match="plenty"):
        goal_of(world.bela, goal.partnership)

    pause_goal(by=bela, goal=second)
    fourth = goal_of(world.bela, goal.partnership, GoalWords("Four"))
    with pytest.raises(Refused, match="plenty"):
        resume_goal(by=bela, goal=second)
    reach_goal(by=bela, goal=third, what_changed="They speak")
    resume_goal(by=bela, goal=second)
    reach_goal(by=bela, goal=fourth, what_changed="")

    plan = get_plan(viewer=bela, partnership=goal.partnership)
    assert {view.id for view in plan.active} == {goal.id, second.id}
    assert {view.id: [note.text for note in view.notes] for view in plan.reached} == {
        third.id: ["They speak"],
        fourth.id: [],
    }
    assert (plan.paused, plan.has_room) == ([], True)


def test_notes_tell_how_it_goes_and_what_the_partner_thinks(world: World, goal: Goal) -> None:
    write_goal_note(by=actor_of(world.bela), goal=goal, text="Four hands today")
    write_goal_note(by=actor_of(world.amal), goal=goal, text="What did they say?")

    notes = get_goal(viewer=actor_of(world.bela), goal=goal).notes

    assert {(note.author_name, note.is_owners, note.text) for note in notes} == {
        ("Bela", True, "Four hands today"),
        ("Amal", False, "What did they say?"),
    }
    assert sorted(Message.objects.values_list("kind", "address")) == [
        ("partnerships/goal_note_written", "amal@example.org"),
        ("partnerships/goal_note_written", "bela@example.org"),
    ]
    assert EventRow.objects.filter(name="GoalNoteWritten").first().data.keys() == {  # type: ignore[union-attr]  # it was just written
        "goal_id",
        "goal_note_id",
        "partnership_id",
    }


def test_a_goal_worded_anew_in_another_window_is_not_overwritten(world: World, goal: Goal) -> None:
    bela = actor_of(world.bela)
    revise_goal(by=bela, goal=goal, words=GoalWords("First"), target_on=None, based_on=1)

    with pytest.raises(Refused, match="another window"):
        revise_goal(by=bela, goal=goal, words=GoalWords("Second"), target_on=None, based_on=1)

    assert get_goal(viewer=bela, goal=goal).words == GoalWords("First")


def test_a_goal_asks_for_a_day_to_come_and_keeps_one_that_passed(
    world: World, goal: Goal, clock_stands_still: Any
) -> None:
    past = date(2026, 9, 1)
    with pytest.raises(Refused, match="a day to come"):
        set_goal(by=actor_of(world.bela), partnership=goal.partnership, words=WORDS, target_on=past)
    with pytest.raises(Refused, match="a day to come"):
        revise_goal(by=actor_of(world.bela), goal=goal, words=WORDS, target_on=past, based_on=1)
    clock_stands_still.move_to("2026-12-20T10:00:00+00:00")

    revise_goal(
        by=actor_of(world.bela), goal=goal, words=WORDS, target_on=goal.target_on, based_on=1
    )

    assert get_goal(viewer=actor_of(world.bela), goal=goal).is_overdue


def test_no_goal_is_changed_once_the_partnership_is_over(world: World, goal: Goal) -> None:
    leave_partnership(by=actor_of(world.bela), partnership=goal.partnership)
    goal.refresh_from_db()

    with pytest.raises(NotAllowed, match="has ended"):
        write_goal_note(by=actor_of(world.bela), goal=goal, text="Late")


def test_the_goals_of_somebody_erased_are_gone_and_the_partners_notes_stay(
    world: World, goal: Goal
) -> None:
    own = goal_of(world.amal, goal.partnership, GoalWords("Mine"))
    write_goal_note(by=actor_of(world.amal), goal=own, text="It goes well")
    write_goal_note(by=actor_of(world.bela), goal=own, text="Lost")

    erase_person(by=SYSTEM, email=world.bela.email)

    plan = get_plan(viewer=actor_of(world.amal), partnership=goal.partnership)
    assert [view.words.title for view in plan.goals] == ["Mine"]
    notes = get_goal(viewer=actor_of(world.amal), goal=own).notes
    assert [note.text for note in notes] == ["It goes well"]


def test_the_plan_is_empty_then_takes_a_goal_and_shows_it_at_home(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    as_person(client, world.bela)
    assert "No goal yet" in page(client, url(partnership, "plan/"))
    assert "One line is enough" in page(client, url(partnership, "plan/new/"))

    answer = client.post(url(partnership, "plan/new/"), TYPED, follow=True)

    shown = answer.content.decode()
    assert [
        words for words in ("Speak more", "11 December 2026", "No note yet") if words not in shown
    ] == []
    for address in (url(partnership, "plan/"), url(partnership)):
        assert "Speak more" in page(client, address)


def test_a_goal_page_takes_notes_and_offers_its_steps_to_its_owner_alone(
    client: Client, world: World, goal: Goal
) -> None:
    as_person(client, world.amal)
    client.post(goal_url(goal, "note/"), {"text": "Who speaks first?"})
    shown = page(client, goal_url(goal))
    assert ("A thought or a question for Bela" in shown, "It is reached" in shown) == (True, False)
    as_person(client, world.bela)

    empty = client.post(goal_url(goal, "note/"), {"text": ""})
    paused = client.post(goal_url(goal, "pause/"), follow=True).content.decode()
    twice = client.post(goal_url(goal, "pause/"), follow=True).content.decode()
    resting = page(client, url(goal.partnership, "plan/"))
    client.post(goal_url(goal, "resume/"))

    assert "How is it going?" in page(client, goal_url(goal))
    assert (empty.status_code, "This goal rests" in paused, "not possible" in twice) == (
        422,
        True,
        True,
    )
    assert "Goals at rest" in resting
    assert "Who speaks first?" in resting


def test_reaching_a_goal_asks_what_changed(client: Client, world: World, goal: Goal) -> None:
    as_person(client, world.bela)
    assert "What has changed in practice?" in page(client, goal_url(goal, "reach/"))
    long = client.post(goal_url(goal, "reach/"), {"what_changed": "x" * 2001})

    done = client.post(goal_url(goal, "reach/"), {"what_changed": "They ask me"}, follow=True)

    assert long.status_code == 422
    assert "They ask me" in done.content.decode()
    assert "Goals reached" in page(client, url(goal.partnership, "plan/"))
    assert "Reached" in page(client, goal_url(goal))


def test_revising_shows_what_was_written_in_another_window(
    client: Client, world: World, goal: Goal
) -> None:
    as_person(client, world.bela)
    assert "They are silent with me" in page(client, goal_url(goal, "revise/"))
    typed = TYPED | {"based_on": "1"}

    past = client.post(goal_url(goal, "revise/"), typed | {"target_on": "2026-01-01"})
    first = client.post(goal_url(goal, "revise/"), typed)
    second = client.post(goal_url(goal, "revise/"), typed | {"title": "Other"})
    third = client.post(goal_url(goal, "revise/"), typed | {"title": "Other", "based_on": "2"})

    assert [answer.status_code for answer in (past, first, second, third)] == [422, 303, 422, 303]
    assert "What you wrote in the other window" in second.content.decode()
    assert "Speak more" in second.content.decode()


def test_a_fourth_goal_and_a_goal_past_its_day_are_said_on_the_pages(
    client: Client, world: World, goal: Goal, clock_stands_still: Any
) -> None:
    as_person(client, world.bela)
    for _count in range(2):
        goal_of(world.bela, goal.partnership)

    refused = client.post(url(goal.partnership, "plan/new/"), TYPED)
    clock_stands_still.move_to("2026-12-20T10:00:00+00:00")
    as_person(client, world.bela)

    assert (refused.status_code, "plenty" in refused.content.decode()) == (422, True)
    shown = page(client, url(goal.partnership, "plan/"))
    assert "You are at work on three goals already." in shown
    assert "Its day has passed" in shown
    assert "Its day has passed" in page(client, goal_url(goal))


def test_a_goal_of_an_ended_partnership_is_read_and_no_more(
    client: Client, world: World, goal: Goal
) -> None:
    leave_partnership(by=actor_of(world.amal), partnership=goal.partnership)
    as_person(client, world.bela)

    shown = page(client, goal_url(goal))

    assert ("They are silent with me" in shown, "Note it" in shown) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_takes_as_many_queries_for_one_goal_as_for_three(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for _count in range(count):
        write_goal_note(by=actor_of(world.amal), goal=goal_of(world.bela, partnership), text="Hm")
    as_person(client, world.amal)

    assert len(asked(client, url(partnership, "plan/"))) == 11
    assert GoalNote.objects.count() == count
