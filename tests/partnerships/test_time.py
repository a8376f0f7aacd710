"""Release time and its cost: totals of a cycle, and of few people nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed
from compagnon.partnerships.changes.observation import plan_observation
from compagnon.partnerships.models import Attendance, Meeting, Observation, Partnership
from compagnon.partnerships.queries.time import CycleTime, list_time
from compagnon.schemes.models import Scheme
from tests.cast import NOW, World, actor_of, make_partnership, make_person

pytestmark = pytest.mark.django_db


def budget(world: World, **settings: int) -> Scheme:
    world.scheme.template, world.scheme.settings = "in_house", settings
    world.scheme.save()
    return world.scheme


def meet(partnership: Partnership, minutes: int) -> None:
    meeting = Meeting.objects.create(
        partnership=partnership, state="held", held_on=NOW.date(), length_minutes=minutes
    )
    for member in partnership.members.all():
        Attendance.objects.create(meeting=meeting, member=member)


def observe(partnership: Partnership, minutes: int) -> None:
    mentor, mentee = partnership.members.order_by("role")[::-1]
    observation = plan_observation(
        by=actor_of(mentor.person),
        partnership=partnership,
        observed=mentee,
        focus="Who speaks",
        happens_on=None,
    )
    Observation.objects.filter(pk=observation.pk).update(length_minutes=minutes)


@pytest.mark.requirement("LSIS-78")
@pytest.mark.requirement("LSIS-79")
@pytest.mark.requirement("LSIS-80")
def test_hours_count_for_everybody_and_for_preparing_and_cost_what_the_scheme_says(
    client: Client, world: World
) -> None:
    scheme = budget(world, hours_a_pair=30, cost_an_hour=20)
    for number in range(5):
        world.amal, world.bela = make_person(f"m{number}"), make_person(f"n{number}")
        pair = make_partnership(world)
        meet(pair, 60)
    observe(pair, 150)
    viewer = actor_of(world.chris)

    with CaptureQueriesContext(connection) as captured:
        found = list_time(viewer=viewer, scheme=scheme)

    # Five meetings of an hour, two people each, half an hour to prepare, and both watching and talking it over for two
    # and a half hours: seventeen and a half.
    assert found == (CycleTime("2026/27", 5, 20, 400, 150),)
    assert len(captured) == 5
    client.force_login(world.chris)
    shown = client.get(f"/schemes/{scheme.id.hex}/time/").content.decode()
    assert "Hours so far" in shown
    assert "400" in shown


def test_of_fewer_than_ten_people_nothing_is_told(
    client: Client, world: World, partnership: Partnership
) -> None:
    scheme = budget(world, cost_an_hour=20)
    meet(partnership, 60)

    assert list_time(viewer=actor_of(world.chris), scheme=scheme) == (
        CycleTime("2026/27", 1, None, None, None),
    )
    client.force_login(world.chris)
    assert "Too few people to say" in client.get(f"/schemes/{scheme.id.hex}/time/").content.decode()


def test_a_scheme_without_a_budget_of_time_counts_none(client: Client, world: World) -> None:
    client.force_login(world.chris)

    assert client.get(f"/schemes/{world.scheme.id.hex}/time/").status_code == 403
    with pytest.raises(NotAllowed):
        list_time(viewer=actor_of(world.chris), scheme=world.scheme)
    scheme = budget(world, hours_a_pair=30)
    assert list_time(viewer=actor_of(world.chris), scheme=scheme) == ()
    assert "No partnership yet" in client.get(f"/schemes/{scheme.id.hex}/time/").content.decode()
    with pytest.raises(NotAllowed):
        list_time(viewer=actor_of(world.dana), scheme=scheme)
