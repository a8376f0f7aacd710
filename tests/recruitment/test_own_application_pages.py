"""My applications: where each stands, what happens next, and how to leave."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from compagnon.core.actors import NOBODY
from compagnon.recruitment.changes import approve_application, put_on_waiting_list
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.own_application import list_own_applications
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send
from tests.recruitment.files import AMAL, bring_in
from tests.recruitment.forms import MENTOR_TYPES
from tests.recruitment.pages import application_of, at, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(client: Client, world: World) -> Application:
    """Dana's, in her browser."""
    client.force_login(world.dana)
    return send(world, fill(begin(open_january(world), world.dana)))


def test_whoever_applied_sees_where_it_stands_and_what_happens_next(
    client: Client, sent: Application
) -> None:
    page = read(client, at(sent))

    assert "Your application has arrived." in page
    assert "The Coordination Group looks at it after 8 January 2027." in page
    assert "You can change your answers until 8 January 2027." in page
    assert "Huw Prys" in page
    assert "Somebody else of the Coordination Group" not in page


@pytest.mark.requirement("ALL-89")
def test_one_withdraws_in_two_presses(client: Client, sent: Application) -> None:
    assert f'href="{at(sent, "withdraw/")}"' in read(client, at(sent))
    assert "Nobody asks why" in read(client, at(sent, "withdraw/"))

    client.post(at(sent, "withdraw/"))

    page = read(client, at(sent))
    assert "You withdrew. Nobody asked why, and it never counts against you." in page
    assert "withdraw/" not in page
    assert "Change: Where you work" not in page


def test_whoever_waits_sees_their_place_among_those_of_their_side(
    client: Client, world: World, clock_stands_still: Traveller
) -> None:
    point = open_january(world)
    rows = []
    for row, role in ((world.amal, "mentor"), (world.bela, "mentee"), (world.dana, "mentee")):
        clock_stands_still.shift(timedelta(minutes=1))
        application = send(world, fill(begin(point, row, role), MENTOR_TYPES))
        put_on_waiting_list(by=actor_of(world.chris), application=application)
        rows.append(application)

    told = {}
    for row, application in zip((world.amal, world.bela, world.dana), rows, strict=True):
        client.force_login(row)
        page = read(client, at(application))
        told[row.name] = "number 2 of 2" if "number 2 of 2" in page else "number 1"
        assert "You are number" in page

    assert told == {"Amal": "number 1", "Bela": "number 1", "Dana": "number 2 of 2"}


def test_the_list_shows_drafts_first(client: Client, world: World, sent: Application) -> None:
    begin(open_january(world, 4), world.dana)

    page = read(client, "/my-applications/")

    assert page.index("Not sent yet") < page.index("Your application has arrived.")
    assert "January, 2026/27" in page
    assert "April, 2026/27" in page


def test_whoever_has_not_applied_is_told_where_people_learn_of_it(
    client: Client, world: World
) -> None:
    client.force_login(world.bela)

    assert "You have not applied to anything" in read(client, "/my-applications/")
    assert list_own_applications(viewer=NOBODY) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    client: Client,
    world: World,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    client.force_login(world.dana)
    for month in range(1, count + 1):
        application = send(world, fill(begin(open_january(world, month), world.dana)))
        put_on_waiting_list(by=actor_of(world.chris), application=application)

    with django_assert_num_queries(6):
        client.get("/my-applications/")


def test_ones_own_application_takes_a_fixed_number_of_queries(
    client: Client, sent: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(8):
        client.get(at(sent))


def test_a_coordinator_reads_what_was_answered_and_not_whom_somebody_declared(
    as_chris: Client, world: World
) -> None:
    application = send(world, fill(begin(open_january(world), world.dana, source="newsletter")))

    page = read(as_chris, at(application))

    assert "More talk in my lessons." in page
    assert "French (as a specialist)" in page
    assert "Came by the link marked" in page
    assert "newsletter" in page
    assert "Sent by the applicant" in page
    assert "Huw" not in page
    assert "Cannot be paired with 1 person" in page


def test_an_imported_application_is_read_and_changed_on_the_schemes_form(
    client: Client, world: World
) -> None:
    bring_in(world, AMAL)
    application = application_of("Amal Haddad")
    Application.objects.filter(pk=application.pk).update(joining_point=open_january(world))
    client.force_login(application.person)

    page = read(client, at(application))

    assert "Where you work" in page
    assert "Change: Where you work" in page


def test_an_approved_applicant_can_withdraw_after_the_joining_point_has_closed(
    client: Client, world: World, sent: Application, clock_stands_still: Traveller
) -> None:
    approve_application(by=actor_of(world.chris), application=sent)
    clock_stands_still.shift(timedelta(days=200))
    client.force_login(world.dana)

    page = read(client, at(sent))

    assert "You can change your answers" not in page
    assert f'href="{at(sent, "withdraw/")}"' in page
    client.post(at(sent, "withdraw/"))
    assert fresh(sent.id).state == "withdrawn"


def test_whoever_has_answered_everything_is_led_to_check_and_send(
    client: Client, world: World
) -> None:
    draft = fill(begin(open_january(world), world.dana))
    client.force_login(world.dana)

    page = read(client, at(draft))

    assert "Check your answers and send" in page
    assert "Go on with your application" not in page
