"""When one of several leaves: the others go on, nobody waits in vain, and whoever left reads nothing new."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.core.models import EventRow
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.agenda_item import add_agenda_item
from compagnon.partnerships.changes.check_in import open_check_ins
from compagnon.partnerships.changes.goal import set_goal
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.message import write_message
from compagnon.partnerships.changes.observation import plan_observation
from compagnon.partnerships.changes.partnership import (
    leave_partnership,
)
from compagnon.partnerships.changes.proposed_time import accept_time, propose_times
from compagnon.partnerships.changes.reflection import share_reflection, write_reflection
from compagnon.partnerships.changes.review import (
    answer_review,
    open_review,
    write_review,
)
from compagnon.partnerships.changes.self_assessment import share_self_assessment
from compagnon.partnerships.leaving import goes_on_without
from compagnon.partnerships.letters import about_going_on, about_meeting_without, calendar_without
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    CheckIn,
    Meeting,
    Member,
    Observation,
    Partnership,
    Progress,
    ProposedTime,
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
from compagnon.partnerships.queries.review import get_review
from compagnon.partnerships.queries.self_assessment import get_own_skills
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.partnerships.queries.workspace import get_next_meeting
from compagnon.partnerships.reminders.due import due_action_reminders
from compagnon.partnerships.rules import ActionPoint, GoalWords, Level, ReviewWords
from tests.cast import NOW, World, actor_of
from tests.partnerships.circles import agreed, letters, member, met, sent, written
from tests.partnerships.test_self_assessment import look
from tests.partnerships.test_views import as_person, page, url

database = pytest.mark.django_db
SOON = datetime(2026, 9, 21, 15, 0, tzinfo=UTC)
LATER = SOON + timedelta(days=1)


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
    facts = Facts(Message.objects.get(kind="partnerships/others_go_on").context)
    assert about_going_on(facts, Recipient(cai.pk, "cai@example.org", "en")) is None
    (entry, *_) = get_timeline(viewer=actor_of(world.bela), partnership=circle)
    assert (str(entry.label), entry.who) == ("One of you left, and the others go on", "Cai")
    assert "You and Amal and Dana" in page(as_person(client, world.bela), url(circle))
    assert letters("partnership_left") == []


@database
@pytest.mark.requirement("NF-21")
def test_of_three_peers_two_go_on_and_of_those_none_without_the_other(
    world: World, peers_of_three: Partnership, cai: Person
) -> None:
    leave_partnership(by=actor_of(world.amal), partnership=peers_of_three)
    assert [row.person.name for row in peers_of_three.members.filter(left_at=None)] == [
        "Bela",
        "Cai",
    ]

    leave_partnership(by=actor_of(cai), partnership=peers_of_three)

    peers_of_three.refresh_from_db()
    assert (peers_of_three.state, letters("partnership_left")) == ("ended", ["bela@example.org"])
    assert Member.objects.filter(partnership=peers_of_three, left_at=None).count() == 2


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
    propose_times(by=actor_of(world.amal), partnership=circle, times=[SOON], length_minutes=60)
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
    arrange_meeting(by=actor_of(world.amal), partnership=circle, starts_at=SOON, length_minutes=60)
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
    assert calendar_without(Facts(row.context), stranger) is None


@database
def test_what_is_recorded_for_whoever_has_just_left_stops_no_reminder(
    world: World, circle: Partnership, cai: Person
) -> None:
    """The minutes were on their way while he left: his point stands there, and nobody is reminded of it."""
    agreed(circle, world.amal, world.bela, cai, world.dana)
    his, hers = member(circle, cai), member(circle, world.bela)
    leave_partnership(by=actor_of(cai), partnership=circle)
    soon = NOW.date() + timedelta(days=1)
    met(circle, world.amal, ActionPoint("His", his.id, soon), ActionPoint("Hers", hers.id, soon))

    reminded = [one.address for one in due_action_reminders(NOW.date())]

    assert reminded == ["bela@example.org"]
    ahead = get_next_meeting(viewer=actor_of(world.amal), partnership=circle).agenda
    assert [one.text for one in ahead.action_items] == ["Hers"]
