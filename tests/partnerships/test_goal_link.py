"""What or who helps with a goal: resources of the scheme, events, specialists (NF-19)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.ids import new_public_id
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.goal_link import (
    link_event,
    link_resource,
    link_specialist,
    unlink_goal,
)
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import Goal, GoalLink, Partnership
from compagnon.partnerships.queries.goal import GoalView, get_goal
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.privacy.changes import erase_person
from compagnon.resources.changes import add_resource, remove_resource
from compagnon.resources.models import Resource
from compagnon.resources.rules import ResourceWords
from tests.cast import World, actor_of
from tests.downloads import words_of
from tests.partnerships.test_goal import goal_of, goal_url
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 7)


@pytest.fixture
def goal(world: World, partnership: Partnership) -> Goal:
    """Bela's goal."""
    return goal_of(world.bela, partnership)


def resource_of(world: World, title: str, **more: tuple[str, ...]) -> Resource:
    words = ResourceWords(title, "What it is for", "https://example.org/games", "Shelf 3", **more)  # type: ignore[arg-type]  # roles and areas
    return add_resource(by=actor_of(world.chris), scheme=world.scheme, words=words)


def all_three(world: World, goal: Goal) -> GoalLink:
    """One link of each kind: two by Bela, and an event by Amal."""
    bela = actor_of(world.bela)
    link_resource(by=bela, goal=goal, resource_id=resource_of(world, "Ten games").id)
    link_specialist(by=bela, goal=goal, sought="How to drill sounds", whom="A phonetician")
    return link_event(
        by=actor_of(world.amal),
        goal=goal,
        title="Speaking day",
        happens_on=DAY,
        url="https://example.org/day",
    )


def seen_by(person: object, goal: Goal) -> GoalView:
    return get_goal(viewer=actor_of(person), goal=goal)  # type: ignore[arg-type]  # one of the cast


@pytest.mark.requirement("ALL-08")
@pytest.mark.requirement("NF-19")
@pytest.mark.requirement("ALL-72")
def test_a_goal_is_linked_with_a_resource_an_event_and_a_specialist_by_either_member(
    world: World, goal: Goal
) -> None:
    all_three(world, goal)

    links = seen_by(world.bela, goal).links

    assert [(one.label, one.title, one.detail, one.host, one.happens_on) for one in links] == [
        ("Event", "Speaking day", "", "example.org", DAY),
        ("Resource", "Ten games", "Shelf 3", "example.org", None),
        ("Specialist input", "How to drill sounds", "A phonetician", "", None),
    ]
    assert [one.linked_by for one in links] == ["Amal", "Bela", "Bela"]
    assert [one.is_viewers_to_take_off for one in seen_by(world.amal, goal).links] == [
        True,
        False,
        False,
    ]
    told = get_timeline(viewer=actor_of(world.bela), partnership=goal.partnership)
    assert [(one.who, one.words) for one in told if "linked" in one.label] == [
        ("Amal", "Get Year 8 to speak"),
        ("Bela", "Get Year 8 to speak"),
        ("Bela", "Get Year 8 to speak"),
    ]


def test_the_owner_of_a_goal_is_told_once_a_day_what_another_linked_it_with(
    world: World, goal: Goal
) -> None:
    all_three(world, goal)
    link_event(by=actor_of(world.amal), goal=goal, title="Another", happens_on=DAY, url="")

    planned = Message.objects.filter(kind="partnerships/goal_linked")

    assert list(planned.values_list("address", flat=True)) == ["bela@example.org"]


@pytest.mark.requirement("ALL-15")
def test_a_link_leaves_no_word_in_the_database_and_names_no_resource(
    world: World, goal: Goal
) -> None:
    all_three(world, goal)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM partnerships_goallink")
        stored = b"".join(bytes(str(value), "utf-8") for row in cursor for value in row)

    assert [word for word in (b"games", b"sounds", b"Speaking", b"phonet") if word in stored] == []
    key = Resource.objects.get().id
    assert [one for one in (key.hex, str(key)) if one.encode() in stored] == []


def test_what_is_off_the_schemes_list_stays_with_the_goal_and_is_linked_no_more(
    world: World, goal: Goal
) -> None:
    resource = resource_of(world, "Ten games")
    bela = actor_of(world.bela)
    link_resource(by=bela, goal=goal, resource_id=resource.id)
    key = resource.id
    remove_resource(by=actor_of(world.chris), resource=resource)

    with pytest.raises(Refused, match="no longer on the list"):
        link_resource(by=bela, goal=goal, resource_id=key)

    assert [one.title for one in seen_by(world.bela, goal).links] == ["Ten games"]


def test_an_events_link_leads_to_the_web_and_nowhere_else(world: World, goal: Goal) -> None:
    with pytest.raises(Refused, match="https"):
        link_event(
            by=actor_of(world.bela),
            goal=goal,
            title="A day",
            happens_on=DAY,
            url="javascript:alert(1)",
        )


def test_a_link_is_taken_off_by_whoever_made_it_or_owns_the_goal(world: World, goal: Goal) -> None:
    by_amal = all_three(world, goal)
    by_bela = GoalLink.objects.get(kind="specialist")

    with pytest.raises(NotAllowed, match="Only whoever linked this"):
        unlink_goal(by=actor_of(world.amal), goal_link=by_bela)
    unlink_goal(by=actor_of(world.bela), goal_link=by_amal)

    assert [one.title for one in seen_by(world.amal, goal).links] == [
        "Ten games",
        "How to drill sounds",
    ]


def test_no_goal_is_linked_by_a_stranger_or_once_the_partnership_is_over(
    world: World, goal: Goal
) -> None:
    sought = {"sought": "Help", "whom": ""}
    with pytest.raises(NotAllowed, match="Only the members"):
        link_specialist(by=actor_of(world.chris), goal=goal, **sought)
    leave_partnership(by=actor_of(world.bela), partnership=goal.partnership)
    goal.refresh_from_db()

    with pytest.raises(NotAllowed, match="has ended"):
        link_specialist(by=actor_of(world.bela), goal=goal, **sought)


def test_the_links_of_somebody_erased_are_gone(world: World, goal: Goal) -> None:
    own = goal_of(world.amal, goal.partnership)
    for one in (world.amal, world.bela):
        link_specialist(by=actor_of(one), goal=own, sought=f"Asked by {one.name}", whom="")

    erase_person(by=SYSTEM, email=world.bela.email)

    assert [one.title for one in seen_by(world.amal, own).links] == ["Asked by Amal"]


@pytest.mark.usefixtures("agreement")
@pytest.mark.requirement("ALL-60")
def test_a_goals_page_offers_first_what_suits_the_reader_and_takes_each_kind(
    client: Client, world: World, goal: Goal
) -> None:
    resource_of(world, "For all")
    resource_of(world, "For learners", roles=("mentee",), focus_areas=("assessment",))
    as_person(client, world.bela)
    assert "Nothing is linked with this goal yet" in page(client, goal_url(goal))
    offered = page(client, goal_url(goal, "links/"))
    assert 0 < offered.index("For learners") < offered.index("For all")
    resource = Resource.objects.get(title="For learners")

    sent = [
        client.post(goal_url(goal, f"links/{kind}/"), typed).status_code
        for kind, typed in (
            ("resource", {"resource": resource.id.hex}),
            ("resource", {"resource": new_public_id().hex}),
            ("resource", {"resource": "nonsense"}),
            ("event", {"title": "Speaking day", "happens_on": "2026-11-07", "url": ""}),
            ("event", {"title": "Speaking day", "happens_on": "soon", "url": ""}),
            ("specialist", {"sought": "How to drill sounds", "whom": "Efa"}),
            ("specialist", {"sought": "", "whom": "Efa"}),
        )
    ]

    assert sent == [303, 422, 422, 303, 422, 303, 422]
    shown = page(client, goal_url(goal))
    wanted = ("For learners", "Speaking day", "7 November 2026", "How to drill sounds", "Efa")
    assert [words for words in wanted if words not in shown] == []
    assert "For learners" not in page(client, goal_url(goal, "links/"))
    link = GoalLink.objects.get(kind="event")
    assert client.post(f"/goal-links/{link.id.hex}/remove/").status_code == 303
    assert "Speaking day" not in page(client, goal_url(goal))
    client.post(
        goal_url(goal, "links/resource/"),
        {"resource": Resource.objects.get(title="For all").id.hex},
    )
    assert "Nothing more stands on its list" in page(client, goal_url(goal, "links/"))


def test_a_resources_page_asks_for_which_goal_it_is_used(
    client: Client, world: World, partnership: Partnership
) -> None:
    resource = resource_of(world, "Ten games")
    as_person(client, world.bela)
    own = url(partnership, f"resources/{resource.id.hex}/goal/")
    assert own in page(client, url(partnership, "resources/"))
    assert "First say in one line" in page(client, own)
    goal = goal_of(world.bela, partnership)

    unchosen = client.post(own, {"goal": ""})
    sent = client.post(own, {"goal": goal.id.hex})

    assert (unchosen.status_code, sent.status_code) == (422, 303)
    assert [one.title for one in seen_by(world.amal, goal).links] == ["Ten games"]
    absent = url(partnership, f"resources/{new_public_id().hex}/goal/")
    assert client.get(absent).status_code == 404
    leave_partnership(by=actor_of(world.amal), partnership=partnership)
    assert "This has to wait" in page(client, own)
    assert client.post(own, {"goal": goal.id.hex}).status_code == 403


def test_links_stand_in_the_plan_and_in_a_members_copy(
    client: Client, world: World, goal: Goal
) -> None:
    goal_of(world.bela, goal.partnership)
    all_three(world, goal)
    as_person(client, world.amal)

    plan = "\n".join(
        words_of(client.post(url(goal.partnership, "papers/plan/"), {"format": "docx"}))
    )
    copy = client.post(url(goal.partnership, "copy/")).content.decode()

    for words in (
        "Event · Speaking day · 7 November 2026 · https://example.org/day",
        "Specialist input · How to drill sounds · A phonetician",
        "Resource · Ten games · Shelf 3 · https://example.org/games",
    ):
        assert words in plan
    assert plan.count("Resources, events and people") == 1
    for words in ("Speaking day", "How to drill sounds", "A phonetician", "Ten games", "Shelf 3"):
        assert words in copy


@pytest.mark.parametrize("count", [1, 3])
def test_a_goal_takes_as_many_queries_for_one_link_as_for_three(
    client: Client, world: World, goal: Goal, count: int
) -> None:
    for number in range(count):
        link_specialist(by=actor_of(world.bela), goal=goal, sought=f"Help {number}", whom="")
        resource_of(world, f"Resource {number}")
    as_person(client, world.amal)

    assert len(asked(client, goal_url(goal))) == 11
    assert len(asked(client, goal_url(goal, "links/"))) == 13
