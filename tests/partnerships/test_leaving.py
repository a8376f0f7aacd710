"""When one of several leaves: the others go on, nobody waits in vain, and whoever left reads nothing new."""

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
from compagnon.core.ids import new_public_id
from compagnon.core.models import EventRow
from compagnon.core.retired import settle
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.letters import letters as registered
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import RenderedMail, render
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.agenda_item import add_agenda_item
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.check_in import ask_rematch, open_check_ins
from compagnon.partnerships.changes.closing import empty_old_partnerships, end_last_looks
from compagnon.partnerships.changes.copy import export_copy
from compagnon.partnerships.changes.goal import revise_goal, set_goal
from compagnon.partnerships.changes.meeting import arrange_meeting, record_meeting
from compagnon.partnerships.changes.message import write_message
from compagnon.partnerships.changes.observation import plan_observation
from compagnon.partnerships.changes.partnership import (
    Joining,
    leave_partnership,
    open_circle_partnership,
    open_peer_partnership,
)
from compagnon.partnerships.changes.progress import contact_members
from compagnon.partnerships.changes.proposed_time import accept_time, propose_times
from compagnon.partnerships.changes.reflection import share_reflection, write_reflection
from compagnon.partnerships.changes.review import (
    answer_review,
    decide_review,
    open_review,
    write_review,
)
from compagnon.partnerships.changes.self_assessment import share_self_assessment
from compagnon.partnerships.leaving import goes_on_without
from compagnon.partnerships.letters import about_meeting_without, about_member_left
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    CheckIn,
    Goal,
    LastLook,
    Meeting,
    Member,
    Observation,
    Partnership,
    Progress,
    ProposedTime,
    Reflection,
    Review,
    SharedReflection,
    SharedSelfAssessment,
    TimesProposal,
    UnreadMessage,
)
from compagnon.partnerships.occasions import entries
from compagnon.partnerships.policy import agreements_in_force
from compagnon.partnerships.queries.activity import list_activity
from compagnon.partnerships.queries.agreement import get_agreement
from compagnon.partnerships.queries.copy import get_copy
from compagnon.partnerships.queries.dates import list_dates, list_waiting_reviews
from compagnon.partnerships.queries.goal import get_plan
from compagnon.partnerships.queries.message import list_messages
from compagnon.partnerships.queries.partnership import list_partnerships
from compagnon.partnerships.queries.progress import get_progress
from compagnon.partnerships.queries.review import get_review
from compagnon.partnerships.queries.self_assessment import get_own_skills
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.partnerships.queries.to_remind import members_with_days
from compagnon.partnerships.rules import ActionPoint, Decision, GoalWords, Level, ReviewWords
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of, make_person
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_self_assessment import look
from tests.partnerships.test_views import as_person, page, url

database = pytest.mark.django_db
SOON = datetime(2026, 9, 21, 15, 0, tzinfo=UTC)
LATER = SOON + timedelta(days=1)


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
def peers(world: World, cai: Person) -> Partnership:
    return open_peer_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        peers=[Joining(one.pk, {}) for one in (world.amal, world.bela, cai)],
        starts_on=date(2026, 9, 28),
    )


def member(partnership: Partnership, one: Person) -> Member:
    return Member.objects.select_related("person").get(partnership=partnership, person=one)


def agreed(circle: Partnership, *people: Person) -> Agreement:
    """A contract that the first wrote and the others signed."""
    first, *others = people
    written = write_agreement(by=actor_of(first), partnership=circle, terms=TERMS, based_on=0)
    for one in others:
        sign_agreement(by=actor_of(one), agreement=written)
    return written


def met(circle: Partnership, by: Person, *points: ActionPoint, next_items: str = "") -> Meeting:
    return record_meeting(
        by=actor_of(by),
        partnership=circle,
        held_on=date(2026, 9, 10),
        length_minutes=60,
        attended=list(Member.objects.filter(partnership=circle, left_at=None)),
        action_points=points,
        next_items=next_items,
    )


def letters(stem: str) -> list[str]:
    rows = Message.objects.filter(kind=f"partnerships/{stem}")
    return sorted(rows.values_list("address", flat=True))


def sent(stem: str, address: str) -> RenderedMail | None:
    row = Message.objects.get(kind=f"partnerships/{stem}", address=address)
    return written(row, Recipient(row.recipient_id, row.address, "en"))


def written(row: Message, reader: Recipient) -> RenderedMail | None:
    return render(registered()[row.kind], Facts(row.context), reader, secret="a-code")


@pytest.mark.parametrize(
    ("role", "others", "goes_on"),
    [
        ("mentor", 1, False),
        ("mentee", 1, False),
        ("peer", 1, False),
        ("peer", 2, True),
        ("learner", 1, False),
        ("learner", 2, True),
        ("learner", 7, True),
        ("facilitator", 7, False),
    ],
)
def test_the_others_go_on_while_two_are_left_unless_it_is_who_facilitates_that_leaves(
    role: str, others: int, *, goes_on: bool
) -> None:
    assert goes_on_without(role, others) is goes_on


@database
@pytest.mark.requirement("ALL-89")
def test_a_circle_goes_on_when_a_learner_leaves_and_everybody_is_told_kindly(
    client: Client, world: World, circle: Partnership, cai: Person
) -> None:
    asked = page(as_person(client, cai), url(circle, "leave/"))
    assert "You leave at once; Amal, Bela and Dana go on." in " ".join(asked.split())

    answer = client.post(url(circle, "leave/now/"), follow=True)

    circle.refresh_from_db()
    assert (circle.state, answer.redirect_chain) == (
        "open",
        [(f"/left-partnerships/{circle.id.hex}/", 303)],
    )
    assert "You have left. Thank you" in answer.content.decode()
    assert letters("member_left") == [
        "amal@example.org",
        "bela@example.org",
        "dana@example.org",
    ]
    told = sent("member_left", "bela@example.org")
    assert told is not None
    text = " ".join(told.text.split())
    assert "goes on without Cai" in text
    assert "You go on with Amal and Dana." in text
    assert letters("others_go_on") == ["chris@example.org"]
    to_group = sent("others_go_on", "chris@example.org")
    assert to_group is not None
    assert "of Amal, Bela and Dana goes on without Cai" in " ".join(to_group.text.split())
    (entry, *_) = get_timeline(viewer=actor_of(world.bela), partnership=circle)
    assert (str(entry.label), entry.who) == ("One of you left, and the others go on", "Cai")
    assert "You and Amal and Dana" in page(as_person(client, world.bela), url(circle))
    assert letters("partnership_left") == []


@database
@pytest.mark.requirement("NF-21")
def test_of_three_peers_two_go_on_and_of_those_none_without_the_other(
    world: World, peers: Partnership, cai: Person
) -> None:
    leave_partnership(by=actor_of(world.amal), partnership=peers)
    assert [row.person.name for row in peers.members.filter(left_at=None)] == ["Bela", "Cai"]

    leave_partnership(by=actor_of(cai), partnership=peers)

    peers.refresh_from_db()
    assert (peers.state, letters("partnership_left")) == ("ended", ["bela@example.org"])
    assert Member.objects.filter(partnership=peers, left_at=None).count() == 2


@database
def test_a_circle_ends_for_all_when_whoever_facilitates_leaves(
    client: Client, world: World, circle: Partnership
) -> None:
    assert "ends at once, for each of you" in page(
        as_person(client, world.amal), url(circle, "leave/")
    )
    client.post(url(circle, "leave/now/"))

    circle.refresh_from_db()
    assert circle.state == "ended"
    assert letters("partnership_left") == [
        "bela@example.org",
        "cai@example.org",
        "dana@example.org",
    ]


@database
def test_two_who_leave_at_once_are_two_and_twice_is_once(
    world: World, circle: Partnership, cai: Person
) -> None:
    by = actor_of(cai)
    own = member(circle, cai)
    leave_partnership(by=by, partnership=circle)
    gone_at = Member.objects.get(pk=own.pk).left_at

    # The actor of a request that began before remembers to be a member.
    stale = actor_of(cai)
    stale.memo("memberships", lambda: {circle.id: own})
    leave_partnership(by=stale, partnership=circle)

    assert Member.objects.get(pk=own.pk).left_at == gone_at
    assert EventRow.objects.filter(name="MemberLeft").count() == 1
    leave_partnership(by=actor_of(world.dana), partnership=circle)
    leave_partnership(by=actor_of(world.bela), partnership=circle)
    circle.refresh_from_db()
    assert circle.state == "ended"
    with pytest.raises(Refused):
        leave_partnership(by=actor_of(world.amal), partnership=circle)


@database
@pytest.mark.requirement("ALL-89")
def test_nobody_waits_for_whoever_left(world: World, circle: Partnership, cai: Person) -> None:
    everybody = (world.amal, world.bela, cai, world.dana)
    agreed(circle, *everybody)
    his, hers = member(circle, cai), member(circle, world.bela)
    met(circle, world.amal, ActionPoint("His", his.id), ActionPoint("Hers", hers.id))
    add_agenda_item(by=actor_of(cai), partnership=circle, text="Brought by Cai")
    add_agenda_item(by=actor_of(world.bela), partnership=circle, text="Brought by Bela")
    for observer, observed in ((cai, hers), (world.amal, his), (world.amal, hers)):
        plan_observation(
            by=actor_of(observer), partnership=circle, observed=observed, focus="x", happens_on=None
        )
    set_goal(by=actor_of(cai), partnership=circle, words=GoalWords("His"), target_on=None)
    set_goal(by=actor_of(world.bela), partnership=circle, words=GoalWords("Hers"), target_on=None)
    write_message(by=actor_of(world.amal), partnership=circle, text="Room 12")
    open_check_ins(by=SYSTEM)
    CheckIn.objects.create(member=his, asks_on=NOW.date())
    entry = write_reflection(by=actor_of(cai), partnership=circle, moment="after", text="Mine")
    share_reflection(by=actor_of(cai), reflection=entry)
    made = look(cai, circle, Level.USUALLY, "My note")
    share_self_assessment(by=actor_of(cai), self_assessment=made)
    Message.objects.all().delete()

    leave_partnership(by=actor_of(cai), partnership=circle)

    assert dict(ActionItem.objects.values_list("owner__person__name", "state")) == {
        "Cai": "dropped",
        "Bela": "open",
    }
    assert [row.member.person.name for row in AgendaItem.objects.all()] == ["Bela"]
    assert sorted(Observation.objects.values_list("state", flat=True)) == [
        "cancelled",
        "cancelled",
        "planned",
    ]
    plan = get_plan(viewer=actor_of(world.amal), partnership=circle)
    assert [goal.words.title for goal in plan.goals] == ["Hers"]
    assert not CheckIn.objects.filter(member=his).exists()
    assert not UnreadMessage.objects.filter(member=his).exists()
    assert not SharedReflection.objects.exists()
    assert not SharedSelfAssessment.objects.exists()
    assert "cai@example.org" not in set(Message.objects.values_list("address", flat=True))
    (line, *_) = get_own_skills(viewer=actor_of(cai)).growths
    assert [one.note for one in line.assessments] == ["My note"]


@database
def test_a_contract_needs_the_names_of_those_who_are_left(
    world: World, circle: Partnership, cai: Person
) -> None:
    written = agreed(circle, world.amal, world.bela, world.dana)
    assert not agreements_in_force(circle).exists()
    assert list_dates() == []

    leave_partnership(by=actor_of(cai), partnership=circle)

    assert [row.id for row in agreements_in_force(circle)] == [written.id]
    assert [one.partnership_id for one in list_dates()] == [circle.id]
    shown = get_agreement(viewer=actor_of(world.bela), partnership=circle)
    assert shown is not None
    assert (shown.is_in_force, len(shown.signatures)) == (True, 3)
    assert Progress.objects.get(partnership=circle).stage == "on_track"


@database
def test_a_contract_that_whoever_left_signed_names_them_and_stays_in_force(
    world: World, circle: Partnership, cai: Person
) -> None:
    agreed(circle, cai, world.amal, world.bela, world.dana)
    leave_partnership(by=actor_of(cai), partnership=circle)

    shown = get_agreement(viewer=actor_of(world.amal), partnership=circle)
    assert shown is not None
    assert (shown.is_in_force, [one.name for one in shown.signatures]) == (
        True,
        ["Amal", "Bela", "Cai", "Dana"],
    )
    (activity,) = list_activity(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert (activity.names, activity.contract) == (("Amal", "Bela", "Dana"), "3 of 3 signatures")


@database
@pytest.mark.requirement("LSIS-50")
def test_a_review_that_waited_for_whoever_left_is_read_without_what_they_kept_to_themselves(
    world: World, circle: Partnership, cai: Person
) -> None:
    agreed(circle, world.amal, world.bela, cai, world.dana)
    review = open_review(by=actor_of(cai), partnership=circle)
    for one in (world.amal, world.bela, world.dana, cai):
        write_review(
            by=actor_of(one), review=review, words=ReviewWords(f"By {one.name}"), based_on=0
        )
    for one in (world.amal, world.bela, world.dana):
        answer_review(by=actor_of(one), review=review)
    assert {one.person.name for _review, one in list_waiting_reviews(NOW.date())} == {"Cai"}

    leave_partnership(by=actor_of(cai), partnership=circle)

    shown = get_review(viewer=actor_of(world.bela), review=review)
    assert (shown.state, shown.opener_name, shown.waits_for) == ("shared", "Cai", ())
    assert [one.words.progress for one in shown.others] == ["By Amal", "By Dana"]
    assert letters("review_news") == ["amal@example.org", "bela@example.org", "dana@example.org"]
    copy = get_copy(viewer=actor_of(cai), partnership=circle)
    assert [one.own.words.progress for one in copy.reviews] == ["By Cai"]
    assert {one.words.progress for one in copy.reviews[0].others} == {""}


@database
def test_what_was_handed_in_before_stays_for_the_others(
    world: World, circle: Partnership, cai: Person
) -> None:
    agreed(circle, world.amal, world.bela, cai, world.dana)
    review = open_review(by=actor_of(world.amal), partnership=circle)
    for one in (world.amal, cai):
        write_review(
            by=actor_of(one), review=review, words=ReviewWords(f"By {one.name}"), based_on=0
        )
        answer_review(by=actor_of(one), review=review)
    leave_partnership(by=actor_of(cai), partnership=circle)
    waiting = {one.person.name for _review, one in list_waiting_reviews(NOW.date())}
    assert (Review.objects.get().state, waiting) == ("open", {"Bela", "Dana"})

    for one in (world.bela, world.dana):
        write_review(by=actor_of(one), review=review, words=ReviewWords("Mine"), based_on=0)
        answer_review(by=actor_of(one), review=review)

    shown = get_review(viewer=actor_of(world.bela), review=review)
    assert [one.words.progress for one in shown.others] == ["By Amal", "By Cai", "Mine"]


@database
@pytest.mark.parametrize("proposer", ["amal", "cai"])
def test_times_are_settled_without_whoever_left(
    world: World, circle: Partnership, cai: Person, proposer: str
) -> None:
    people = {"amal": world.amal, "cai": cai}
    propose_times(
        by=actor_of(people[proposer]), partnership=circle, times=[SOON, LATER], length_minutes=60
    )
    later = ProposedTime.objects.get(starts_at=LATER)
    asked = (world.bela, world.dana) if proposer == "amal" else (world.amal, world.bela)
    for one in asked:
        accept_time(by=actor_of(one), proposed_time=later)
    assert not Meeting.objects.exists()
    Message.objects.all().delete()

    leave_partnership(by=actor_of(cai), partnership=circle)

    assert not TimesProposal.objects.filter(closed_at=None).exists()
    found = list(Meeting.objects.values_list("starts_at", flat=True))
    assert found == ([LATER] if proposer == "amal" else [])
    told = ["amal@example.org", "bela@example.org", "dana@example.org"]
    assert letters("meeting_arranged") == (told if proposer == "amal" else [])


@database
def test_times_that_do_not_suit_all_who_are_left_stay_open(
    world: World, circle: Partnership, cai: Person
) -> None:
    propose_times(
        by=actor_of(world.amal), partnership=circle, times=[SOON], length_minutes=60
    )
    accept_time(by=actor_of(world.bela), proposed_time=ProposedTime.objects.get())

    leave_partnership(by=actor_of(cai), partnership=circle)
    assert not Meeting.objects.exists()
    accept_time(by=actor_of(world.dana), proposed_time=ProposedTime.objects.get())

    assert Meeting.objects.get().starts_at == SOON


@database
@pytest.mark.requirement("ALL-37")
def test_a_meeting_to_come_stays_and_leaves_only_the_calendar_of_whoever_left(
    world: World, circle: Partnership, cai: Person
) -> None:
    arrange_meeting(
        by=actor_of(world.amal), partnership=circle, starts_at=SOON, length_minutes=60
    )
    assert len(list(entries(actor_of(cai)))) == 1
    Message.objects.all().delete()

    leave_partnership(by=actor_of(cai), partnership=circle)

    assert Meeting.objects.get().state == "arranged"
    assert (list(entries(actor_of(cai))), len(list(entries(actor_of(world.bela))))) == ([], 1)
    assert letters("meeting_without_you") == ["cai@example.org"]
    told = sent("meeting_without_you", "cai@example.org")
    assert told is not None
    assert told.calendar is not None
    assert ("METHOD:CANCEL" in told.calendar.content, "SEQUENCE:1" in told.calendar.content) == (
        True,
        True,
    )
    assert "takes place without you" in " ".join(told.text.split())
    row = Message.objects.get(kind="partnerships/meeting_without_you")
    stranger = Recipient(world.bela.pk, "bela@example.org", "en")
    assert about_meeting_without(Facts(row.context), stranger) is None
    assert written(row, stranger) is None


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

    pages = ("", "timeline/", "plan/", "meetings/times/", "messages/", "journal/", "leave/", "copy/")
    assert {client.get(url(circle, one)).status_code for one in pages} == {404}
    assert client.get(f"/agreements/{written.id.hex}/").status_code == 404
    assert "cai@example.org" not in letters("message_written")
    with pytest.raises(Closed):
        list_messages(viewer=actor_of(cai), partnership=circle)
    facts = Facts({"partnership_id": circle.id.hex, "member_id": his.id.hex})
    assert about_member_left(facts, Recipient(cai.pk, "cai@example.org", "en")) is None
    assert [row.person.name for row, _days in members_with_days([circle.id])] == [
        "Amal",
        "Bela",
        "Dana",
    ]
    home = page(client, reverse("dashboard:home"))
    assert ("You have left" in home, f"/left-partnerships/{circle.id.hex}/" in home) == (True, True)
    assert client.get(f"/left-partnerships/{circle.id.hex}/").status_code == 200
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
    revise_goal(
        by=bela, goal=goal, words=GoalWords("Dare more"), target_on=None, based_on=1
    )
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
    decide_review(
        by=amal, review=review, decision=Decision("continue", "Decided"), next_on=None
    )
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
    arrange_meeting(
        by=actor_of(world.amal), partnership=circle, starts_at=SOON, length_minutes=60
    )
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

