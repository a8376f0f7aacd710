from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.choosing.changes.profile import show_profile
from compagnon.choosing.changes.request import send_request
from compagnon.core.actors import SYSTEM
from compagnon.dashboard.views import first_of
from compagnon.matching.models import Proposal
from compagnon.recruitment.changes import begin_application
from compagnon.recruitment.models import Application
from compagnon.scenarios.association import Association, build_association
from compagnon.schemes.changes.scheme import open_cycle, open_scheme
from compagnon.schemes.models import Appointment, JoiningPoint
from compagnon.schemes.template import ASSOCIATION
from tests.cast import World, actor_of, appoint, make_partnership, make_person, make_world
from tests.matching.released import make_application
from tests.recruitment.applying import open_january

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def association() -> Association:
    return build_association()


def test_a_visitor_is_told_what_this_is_and_where_to_sign_in(client: Client) -> None:
    shown = home(client)

    assert "Sign in with a code by e-mail" in shown
    assert "/sign-in/" in shown


def test_a_participant_finds_their_partnership(client: Client, association: Association) -> None:
    client.force_login(association.persona("mentee"))

    shown = home(client)

    assert "Amal Haddad" in shown
    assert "You meet" in shown
    assert "Open your partnership" in shown
    assert association.partnership.id.hex in shown
    assert "Schemes you look after" not in shown


def test_a_coordinator_finds_the_schemes_and_no_partnership(
    client: Client, association: Association
) -> None:
    client.force_login(association.persona("coordinator"))

    shown = home(client)

    assert association.scheme.id.hex in shown
    assert association.partnership.id.hex not in shown


def test_a_coordinator_is_told_the_one_thing_to_do_now(
    client: Client, association: Association
) -> None:
    client.force_login(association.persona("coordinator"))

    shown = home(client)

    assert "Import the applications for September" in shown
    assert f"/joining-points/{association.joining_point.id.hex}/import/" in shown


@pytest.mark.parametrize(
    ("answers", "turn", "waiting", "step", "first"),
    [
        (2, True, True, True, "first_answer"),
        (0, True, True, True, "first_pair"),
        (0, False, True, True, "first_step"),
        (0, False, True, False, "first_pair"),
        (0, False, False, False, None),
    ],
)
def test_one_thing_has_the_green_box(
    *, answers: int, turn: bool, waiting: bool, step: bool, first: str | None
) -> None:
    pair = SimpleNamespace(is_readers_turn=turn, is_waiting=waiting)
    scheme = SimpleNamespace(next_step="Match" if step else None)

    found = first_of(list(range(answers)), [pair], [scheme])  # type: ignore[arg-type, list-item]  # stand-ins

    assert list(found) == ([first] if first else [])


def test_what_waits_in_another_scheme_stands_with_it(
    client: Client, association: Association
) -> None:
    coordinator = association.persona("coordinator")
    other = open_scheme(
        by=SYSTEM, organisation=association.scheme.organisation, name="Zest", template=ASSOCIATION
    )
    appoint(coordinator, Appointment.Role.COORDINATOR, other)
    cycle = open_cycle(
        by=SYSTEM,
        scheme=other,
        name="2026/27",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 8, 31),
    )
    client.force_login(coordinator)

    shown = home(client)

    point = JoiningPoint.objects.get(cycle=cycle, month=9)
    assert shown.count("Import the applications for September") == 2
    assert f'<a href="/joining-points/{point.id.hex}/import/">' in shown


def test_somebody_who_has_begun_to_apply_is_led_on(client: Client) -> None:
    world = make_world()
    draft = begin_application(
        by=actor_of(world.dana), joining_point=open_january(world), roles=("mentee",)
    )
    client.force_login(world.dana)

    shown = home(client)

    assert "Your application is not sent yet" in shown
    assert f'href="/applications/{draft.id.hex}/"' in shown
    assert "Go on with your application" in shown


def test_somebody_for_whom_nothing_waits_is_told_so(client: Client) -> None:
    client.force_login(make_world().dana)

    assert "Nothing is waiting for you" in home(client)


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_takes_the_same_queries_however_many_partnerships(
    client: Client, count: int
) -> None:
    world = make_world()
    for number in range(count):
        world.bela = make_person(f"n{number}")
        make_partnership(world)
    client.force_login(world.amal)

    with CaptureQueriesContext(connection) as queries:
        shown = home(client)

    assert shown.count("/partnerships/") == count + 1  # the latest has the green box too
    assert len(queries) == 14


def choosing_world() -> tuple[World, Application, list[Application]]:
    world = make_world()
    world.scheme.template = "coaching"
    world.scheme.save()
    coach = make_application(world, world.amal, mentor=True, capacity=2)
    profile = show_profile(by=actor_of(world.amal), application=coach, seen=[])
    learners = [make_application(world, make_person(name)) for name in ("Ada", "Ben", "Cyd")]
    for one in learners:
        assert one.person is not None
        send_request(by=actor_of(one.person), profile=profile, words="Me?", charter=world.charter)
    return world, coach, learners


def test_whoever_is_asked_finds_the_requests_and_whoever_chooses_the_way(client: Client) -> None:
    world, coach, learners = choosing_world()
    client.force_login(world.amal)

    with CaptureQueriesContext(connection) as queries:
        shown = home(client)

    assert len(queries) == 9
    assert "would like to work with you" in shown
    assert "Requests to you" in shown
    assert shown.count("/requests/") == 3
    assert "Your profile and who asks you" in shown
    assert f"/applications/{coach.id.hex}/choosing/" in shown

    assert learners[0].person is not None
    client.force_login(learners[0].person)
    assert "Choose whom to ask" in home(client)
    Application.objects.filter(pk=learners[0].pk).update(is_mentor=True)
    assert "Nothing is waiting" not in home(client)
    Application.objects.filter(pk=learners[0].pk).update(state="matched", is_mentor=False)
    assert "Choose whom to ask" in home(client)
    Proposal.objects.create(
        mentor=coach, mentee=learners[0], state=Proposal.State.OPENED, score=0, reasons=[]
    )
    assert "Choose whom to ask" not in home(client)
