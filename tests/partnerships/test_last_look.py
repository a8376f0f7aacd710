"""Whoever left reads what they could read then, for half a year, and nothing new; nobody comes back by a row."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.core.retired import settle
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.agreement import write_agreement
from compagnon.partnerships.changes.check_in import ask_rematch
from compagnon.partnerships.changes.closing import empty_old_partnerships, end_last_looks
from compagnon.partnerships.changes.copy import export_copy
from compagnon.partnerships.changes.goal import revise_goal, set_goal
from compagnon.partnerships.changes.meeting import arrange_meeting, record_meeting
from compagnon.partnerships.changes.message import write_message
from compagnon.partnerships.changes.observation import plan_observation
from compagnon.partnerships.changes.partnership import (
    leave_partnership,
)
from compagnon.partnerships.changes.progress import contact_members
from compagnon.partnerships.changes.reflection import write_reflection
from compagnon.partnerships.changes.review import (
    answer_review,
    decide_review,
    open_review,
    write_review,
)
from compagnon.partnerships.letters import about_member_left
from compagnon.partnerships.models import (
    Goal,
    LastLook,
    Member,
    Partnership,
    Progress,
    Reflection,
    Review,
)
from compagnon.partnerships.queries.message import list_messages
from compagnon.partnerships.queries.partnership import list_partnerships
from compagnon.partnerships.queries.progress import get_progress
from compagnon.partnerships.queries.to_remind import members_with_days
from compagnon.partnerships.rules import ActionPoint, Decision, GoalWords, ReviewWords
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of
from tests.partnerships.circles import agreed, letters, member, met, sent
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_views import as_person, page, url

database = pytest.mark.django_db
SOON = datetime(2026, 9, 21, 15, 0, tzinfo=UTC)
LATER = SOON + timedelta(days=1)


@database
@pytest.mark.requirement("ALL-15")
def test_whoever_left_finds_no_page_of_it_and_no_letter_speaks_of_it(
    client: Client, world: World, circle: Partnership, cai: Person
) -> None:
    written = agreed(circle, world.amal, world.bela, cai, world.dana)
    his = member(circle, cai)
    leave_partnership(by=actor_of(cai), partnership=circle)
    write_message(by=actor_of(world.amal), partnership=circle, text="After")
    as_person(client, cai)

    pages = (
        "",
        "timeline/",
        "plan/",
        "meetings/times/",
        "messages/",
        "journal/",
        "leave/",
        "copy/",
    )
    assert {client.get(url(circle, one)).status_code for one in pages} == {404}
    assert client.get(f"/agreements/{written.id.hex}/").status_code == 404
    assert "cai@example.org" not in letters("message_written")
    with pytest.raises(Closed):
        list_messages(viewer=actor_of(cai), partnership=circle)
    facts = Facts({"partnership_id": circle.id.hex, "member_id": his.id.hex})
    assert about_member_left(facts, Recipient(cai.pk, "cai@example.org", "en")) is None
    assert {row.person.name for row, _days in members_with_days([circle.id])} == {
        "Amal",
        "Bela",
        "Dana",
    }
    home = page(client, reverse("dashboard:home"))
    assert ("You have left" in home, f"/left-partnerships/{circle.id.hex}/" in home) == (True, True)
    told = page(client, f"/left-partnerships/{circle.id.hex}/")
    assert "You worked with Amal, Bela and Dana until 14 September 2026." in told
    for other in (world.bela, world.chris):
        as_person(client, other)
        assert client.get(f"/left-partnerships/{circle.id.hex}/").status_code == 404


@database
@pytest.mark.requirement("ALL-15")
def test_whoever_left_takes_a_copy_of_what_they_could_read_and_of_nothing_since(
    client: Client, world: World, circle: Partnership, cai: Person
) -> None:
    agreed(circle, world.amal, world.bela, cai, world.dana)
    bela = actor_of(world.bela)
    review = open_review(by=bela, partnership=circle)
    for one in (world.amal, world.bela, cai, world.dana):
        write_review(
            by=actor_of(one), review=review, words=ReviewWords(f"Looked {one.name}"), based_on=0
        )
        answer_review(by=actor_of(one), review=review)
    met(circle, world.amal, ActionPoint("Count chairs", member(circle, world.bela).id))
    revised = set_goal(by=bela, partnership=circle, words=GoalWords("Dare"), target_on=None)
    set_goal(by=bela, partnership=circle, words=GoalWords("Listen"), target_on=None)
    write_message(by=bela, partnership=circle, text="Room 12")
    plan_observation(
        by=actor_of(world.amal),
        partnership=circle,
        observed=member(circle, world.bela),
        focus="Who speaks",
        happens_on=None,
    )
    write_reflection(by=actor_of(cai), partnership=circle, moment="after", text="I was shy")
    leave_partnership(by=actor_of(cai), partnership=circle)

    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        since(world, circle, revised, review)
        copy = as_person(client, cai).post(f"/left-partnerships/{circle.id.hex}/copy/")

    text = copy.content.decode()
    held = (
        "Courage in the corridor",
        "Count chairs",
        "Listen",
        "Room 12",
        "Who speaks",
        "I was shy",
        "Looked Bela",
        "Looked Cai",
        "You and Amal, Bela and Dana",
    )
    assert [words for words in held if words not in text] == []
    new = ("Written since", "A second contract", "Dare more", "Dare<", "17 September", "Decided")
    assert [words for words in new if words in text] == []
    assert EventRow.objects.filter(name="CopyExported", actor_id=cai.pk).count() == 1


def since(world: World, circle: Partnership, goal: Goal, review: Review) -> None:
    """What happens after Cai has left: of everything one."""
    amal, bela = actor_of(world.amal), actor_of(world.bela)
    write_agreement(
        by=amal,
        partnership=circle,
        terms=replace(TERMS, focus_note="A second contract"),
        based_on=1,
    )
    revise_goal(by=bela, goal=goal, words=GoalWords("Dare more"), target_on=None, based_on=1)
    record_meeting(
        by=amal,
        partnership=circle,
        held_on=date(2026, 9, 17),
        length_minutes=30,
        attended=[member(circle, world.amal)],
        action_points=[],
        next_items="Written since",
    )
    write_message(by=amal, partnership=circle, text="Written since")
    decide_review(by=amal, review=review, decision=Decision("continue", "Decided"), next_on=None)
    another = open_review(by=amal, partnership=circle)
    write_review(by=amal, review=another, words=ReviewWords("Written since"), based_on=0)


@database
@pytest.mark.requirement("ALL-15")
@pytest.mark.parametrize("broken", ["returned", "unsealed", "more"])
def test_nobody_comes_back_or_reads_more_by_a_row_in_the_database(
    world: World, circle: Partnership, cai: Person, broken: str
) -> None:
    agreed(circle, world.amal, world.bela, cai, world.dana)
    before = member(circle, cai)
    leave_partnership(by=actor_of(cai), partnership=circle)
    settle()
    write_message(by=actor_of(world.amal), partnership=circle, text="After")

    rows = Member.objects.filter(pk=before.pk)
    if broken == "returned":
        rows.update(left_at=None, seal=before.seal)
    elif broken == "unsealed":
        rows.update(left_at=None)
    else:
        LastLook.objects.update(versions={})

    with pytest.raises(Closed):
        list_messages(viewer=actor_of(cai), partnership=circle)
    with pytest.raises((Closed, NotAllowed)):
        export_copy(by=actor_of(cai), partnership=circle)


@database
def test_the_last_look_ends_after_half_a_year_and_what_was_ones_own_with_it(
    client: Client,
    world: World,
    circle: Partnership,
    cai: Person,
    clock_stands_still: time_machine.Traveller,
) -> None:
    write_reflection(by=actor_of(cai), partnership=circle, moment="after", text="I was shy")
    write_message(by=actor_of(cai), partnership=circle, text="Hello all")
    write_reflection(by=actor_of(world.bela), partnership=circle, moment="after", text="Hers")
    leave_partnership(by=actor_of(cai), partnership=circle)
    clock_stands_still.move_to(NOW + timedelta(days=170))
    assert end_last_looks(by=SYSTEM) == 0
    assert "14 March 2027" in page(as_person(client, cai), f"/left-partnerships/{circle.id.hex}/")

    clock_stands_still.move_to(NOW + timedelta(days=181))
    tick()

    assert not LastLook.objects.exists()
    assert EventRow.objects.filter(name="LastLookEnded").count() == 1
    assert list_partnerships(viewer=actor_of(cai)) == []
    as_person(client, cai)
    assert client.get(f"/left-partnerships/{circle.id.hex}/").status_code == 404
    assert [bool(row.text) for row in Reflection.objects.order_by("member__person__name")] == [
        True,
        False,
    ]
    said = list_messages(viewer=actor_of(world.bela), partnership=circle).shown
    assert [(one.author_name, one.text) for one in said] == [("Cai", "Hello all")]


@database
def test_the_last_look_goes_with_the_words_of_the_partnership(
    world: World, circle: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    leave_partnership(by=actor_of(world.dana), partnership=circle)
    leave_partnership(by=actor_of(world.amal), partnership=circle)
    clock_stands_still.move_to(NOW + timedelta(days=181))
    assert empty_old_partnerships(by=SYSTEM) == 1
    assert not LastLook.objects.exists()


@database
@pytest.mark.requirement("ALL-93")
@pytest.mark.parametrize("is_gone_before", [False, True])
def test_a_circle_goes_on_when_somebody_in_it_is_erased(
    world: World, circle: Partnership, cai: Person, *, is_gone_before: bool
) -> None:
    write_message(by=actor_of(cai), partnership=circle, text="Hello all")
    arrange_meeting(by=actor_of(world.amal), partnership=circle, starts_at=SOON, length_minutes=60)
    if is_gone_before:
        leave_partnership(by=actor_of(cai), partnership=circle)
    Message.objects.all().delete()

    erase_person(by=SYSTEM, email=cai.email)

    circle.refresh_from_db()
    left = Member.objects.get(partnership=circle, person=cai)
    assert (circle.state, left.left_at is not None, sealing.is_sound(left)) == ("open", True, True)
    assert not LastLook.objects.exists()
    told = [] if is_gone_before else ["amal@example.org", "bela@example.org", "dana@example.org"]
    assert (letters("member_left"), letters("meeting_without_you")) == (told, [])
    assert list_messages(viewer=actor_of(world.bela), partnership=circle).shown == []
    if told:
        letter = sent("member_left", "bela@example.org")
        assert letter is not None
        assert "goes on without a person who was erased" in " ".join(letter.text.split())


@database
def test_whoever_is_matched_anew_leaves_the_others_to_it(
    client: Client, world: World, circle: Partnership, cai: Person
) -> None:
    shown = page(as_person(client, cai), url(circle, "leave/rematch/"))
    assert "You leave at once; Amal, Bela and Dana go on." in " ".join(shown.split())

    ask_rematch(by=actor_of(cai), partnership=circle)

    assert (letters("rematch_asked"), letters("others_go_on")) == ([], ["chris@example.org"])


@database
def test_coordinators_write_to_those_who_are_left_and_see_no_more_of_what_they_left(
    world: World, circle: Partnership, cai: Person
) -> None:
    his = member(circle, cai)
    leave_partnership(by=actor_of(cai), partnership=circle)
    progress = Progress.objects.select_related("partnership__joining_point__cycle__scheme").get()
    shown = get_progress(viewer=actor_of(world.chris), progress=progress)
    assert shown.line.names == "Amal, Bela and Dana"
    by = actor_of(world.chris)
    with pytest.raises(Refused, match="from the list"):
        contact_members(by=by, progress=progress, member_id=his.id, text="Hello")
    contact_members(by=by, progress=progress, member_id=None, text="Hello")
    assert len(letters("members_contacted")) == 3
