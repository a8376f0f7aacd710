"""The public page of a scheme, and the way from it to a begun application, without an account."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from compagnon.accounts.changes import deactivate_person
from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.notifications.models import Message
from compagnon.notifications.secrecy import unlock
from compagnon.recruitment.changes import publish_form
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.queries.progress import count_sources
from compagnon.schemes.changes.scheme import copy_scheme
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.models import Appointment, Charter, JoiningPoint, Scheme
from tests.cast import NOW, World, actor_of, appoint
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.forms import form_with, question
from tests.recruitment.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    cache.clear()


def join(world: World, rest: str = "") -> str:
    return f"/join/{world.scheme.id.hex}/{rest}"


def code_of(message: Message) -> str:
    return unlock(message.id, bytes(message.secret))


@pytest.mark.requirement("ALL-01")
@pytest.mark.requirement("ALL-10")
@pytest.mark.requirement("ALL-20")
@pytest.mark.requirement("ALL-26")
def test_the_public_page_says_what_for_whom_and_when(client: Client, world: World) -> None:
    open_january(world)
    open_january(world, 4)

    page = read(client, join(world))

    assert world.scheme.name in page
    assert world.scheme.summary in page
    assert "Join in January" in page
    assert "Apply by 8 January 2027; the programme starts on 25 January 2027." in page
    assert "Apply by 8 April 2027; the programme starts on 25 April 2027." in page
    assert "Teaching assistant" in page
    shown = [one.title for one in CHARTER["en"].principles if one.title in page]
    assert shown == [
        "Inclusive",
        "Diverse",
        "Supportive",
        "Confidential",
        "Critical friendship",
        "Professional development and wellbeing",
        "Peer mentoring",
    ]
    assert f'href="/schemes/{world.scheme.id.hex}/charter/"' in page
    assert f'href="{join(world, "apply/")}"' in page


@pytest.mark.requirement("ALL-22")
def test_the_public_page_says_when_applications_are_closed(client: Client, world: World) -> None:
    page = read(client, join(world))

    assert "Applications are closed at the moment" in page
    assert "apply/" not in page
    assert client.get(join(world, "apply/")).headers["Location"] == join(world)
    client.force_login(world.dana)
    assert client.get(join(world, "begin/")).headers["Location"] == join(world)


@pytest.mark.requirement("ALL-22")
def test_the_public_page_says_when_applications_open(client: Client, world: World) -> None:
    point = open_january(world)
    JoiningPoint.objects.filter(pk=point.pk).update(opens_on=date(2027, 1, 2))

    page = read(client, join(world))

    assert "They open on 2 January 2027." in page
    assert "apply/" not in page
    point.refresh_from_db()
    with pytest.raises(Refused, match="open on 2 January 2027"):
        begin(point, world.dana)


@pytest.mark.parametrize("state", [Scheme.State.SETTING_UP, Scheme.State.CLOSED])
def test_a_scheme_that_is_not_open_takes_no_applications(
    client: Client, world: World, state: Scheme.State
) -> None:
    point = open_january(world)
    Scheme.objects.filter(pk=world.scheme.pk).update(state=state)

    assert "Applications are closed at the moment" in read(client, join(world))
    point.cycle.scheme.refresh_from_db()
    with pytest.raises(Refused, match="have closed"):
        begin(point, world.dana)


@pytest.mark.requirement("ALL-42")
def test_those_who_came_by_a_link_are_counted_once_they_have_applied(world: World) -> None:
    point = open_january(world)
    draft = begin(point, world.dana, source="newsletter")
    assert count_sources(actor_of(world.chris), world.scheme) == {}

    send(world, fill(draft))

    assert count_sources(actor_of(world.chris), world.scheme) == {"newsletter": 1}
    assert count_sources(actor_of(world.amal), world.scheme) == {}


def test_a_copy_of_a_scheme_has_the_form_of_the_original(world: World) -> None:
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    administrator = actor_of(world.dana)
    own = form_with((question(),))
    publish_form(by=administrator, scheme=world.scheme, form=own)

    copy = copy_scheme(by=administrator, scheme=world.scheme, name="The same elsewhere")

    assert form_of_scheme(copy.id).form == own


def test_on_the_last_day_one_can_still_apply(
    client: Client, world: World, clock_stands_still: Traveller
) -> None:
    open_january(world)
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=8))
    assert "Join in January" in read(client, join(world))

    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=9))
    assert "Applications are closed" in read(client, join(world))


def test_there_is_no_page_for_a_scheme_that_is_none(client: Client, world: World) -> None:
    for rest in ("", "apply/", "code/"):
        assert client.get(f"/join/{'0' * 32}/{rest}").status_code == 404


def test_a_scheme_without_a_charter_or_a_question_of_who_has_a_page_all_the_same(
    client: Client, world: World
) -> None:
    Charter.objects.all().delete()
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=form_with((question(),)))

    page = read(client, join(world))

    assert "Who it is for" not in page
    assert "What we offer one another" not in page


def test_the_public_page_leads_to_what_one_has_there_already(client: Client, world: World) -> None:
    point = open_january(world)
    draft = begin(point, world.dana)
    client.force_login(world.dana)

    assert "Go on with your application" in read(client, join(world))
    send(world, fill(draft))
    page = read(client, join(world))
    assert "See where your application stands" in page
    assert f'href="/applications/{draft.id.hex}/"' in page


def test_a_draft_of_a_joining_point_that_has_closed_is_not_lost(
    client: Client, world: World, clock_stands_still: Traveller
) -> None:
    begin(open_january(world), world.dana)
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=9))
    client.force_login(world.dana)

    page = read(client, join(world))

    assert "Applications are closed" in page
    assert "See where your application stands" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_page_takes_as_many_queries_however_many_joining_points(
    client: Client,
    world: World,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for month in range(1, count + 1):
        open_january(world, month)

    with django_assert_num_queries(4):
        client.get(join(world))


def ask(client: Client, world: World, email: str, name: str = "Nia Bowen", mark: str = "") -> Any:
    address = join(world, f"apply/{mark}")
    return client.post(address, {"name": name, "email": email})


def type_code(client: Client, world: World, code: str) -> Any:
    return client.post(join(world, "code/"), {"code": code})


@pytest.mark.requirement("ALL-44")
def test_whoever_has_no_account_is_admitted_once_the_code_is_confirmed(
    client: Client, world: World
) -> None:
    open_january(world)
    known = Person.objects.count()

    asked = ask(client, world, "Nia@Example.org", mark="?from=newsletter")

    assert (asked.status_code, asked.headers["Location"]) == (303, join(world, "code/"))
    assert Person.objects.count() == known
    assert "nia@example.org" in read(client, join(world, "code/"))
    message = Message.objects.get()
    assert (message.kind, message.address, message.recipient_id) == (
        "accounts/code",
        "nia@example.org",
        None,
    )
    came_in = type_code(client, world, code_of(message))
    assert came_in.headers["Location"] == join(world, "begin/?from=newsletter")
    person = Person.objects.get(email="nia@example.org")
    assert person.name == "Nia Bowen"
    page = read(client, came_in.headers["Location"])
    assert "How would you like to join?" in page
    assert 'name="source" value="newsletter"' in page


def test_whoever_is_known_is_signed_in_and_keeps_their_name(client: Client, world: World) -> None:
    open_january(world)

    ask(client, world, "dana@example.org", name="Somebody Else")
    type_code(client, world, code_of(Message.objects.get()))

    assert Person.objects.get(email="dana@example.org").name == "Dana"
    assert "Dana" in read(client, join(world))


def test_nobody_learns_from_the_page_or_the_letter_who_is_known(
    client: Client, world: World
) -> None:
    open_january(world)
    other = Client()

    answers = [
        (one.status_code, one.headers["Location"])
        for one in (
            ask(client, world, "dana@example.org"),
            ask(other, world, "nobody@example.org"),
        )
    ]

    assert answers[0] == answers[1]
    letters = Message.objects.order_by("planned_at").values_list(
        "kind", "recipient_id", "language", "context"
    )
    assert letters[0] == letters[1]


def test_whose_account_is_closed_does_not_come_in(client: Client, world: World) -> None:
    open_january(world)
    deactivate_person(by=SYSTEM, person=world.dana)

    ask(client, world, "dana@example.org")
    answer = type_code(client, world, code_of(Message.objects.get()))

    assert answer.headers["Location"] == "/sign-in/closed/"
    assert "Sign in" in read(client, join(world))


def test_a_wrong_code_admits_nobody_and_three_end_it(client: Client, world: World) -> None:
    open_january(world)
    ask(client, world, "nia@example.org")

    first = type_code(client, world, "XXXX-XXXX")
    second = type_code(client, world, "XXXX-XXXX")
    third = type_code(client, world, "XXXX-XXXX")

    assert [first.status_code, second.status_code] == [422, 422]
    assert "That is not the code" in first.content.decode()
    assert third.headers["Location"] == join(world, "apply/")
    assert not Person.objects.filter(email="nia@example.org").exists()
    right = type_code(client, world, code_of(Message.objects.get()))
    assert right.headers["Location"] == join(world, "apply/")


def test_a_code_works_for_ten_minutes(
    client: Client, world: World, clock_stands_still: Traveller
) -> None:
    open_january(world)
    ask(client, world, "nia@example.org")
    clock_stands_still.shift(601)

    answer = type_code(client, world, code_of(Message.objects.get()))

    assert answer.headers["Location"] == join(world, "apply/")
    assert not Person.objects.filter(email="nia@example.org").exists()


def test_a_code_works_in_the_browser_that_asked_for_it(client: Client, world: World) -> None:
    open_january(world)
    ask(client, world, "nia@example.org")

    answer = type_code(Client(), world, code_of(Message.objects.get()))

    assert answer.headers["Location"] == join(world, "apply/")


@pytest.mark.parametrize(
    ("name", "email", "said"),
    [
        ("", "nia@example.org", "This field is required."),
        ("\u0007", "nia@example.org", "Please write a name."),
        ("Nia", "nia", "Enter a valid email address."),
    ],
)
def test_what_is_no_name_or_address_gets_a_sentence(
    client: Client, world: World, name: str, email: str, said: str
) -> None:
    open_january(world)

    answer = ask(client, world, email, name=name)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Message.objects.count() == 0


def test_whoever_asks_too_often_for_one_address_is_told_to_wait(
    client: Client, world: World
) -> None:
    open_january(world)

    answers = [ask(client, world, "nia@example.org").status_code for _time in range(6)]

    assert answers == [303, 303, 303, 303, 303, 429]


def test_whoever_is_signed_in_begins_at_once(client: Client, world: World) -> None:
    open_january(world)
    client.force_login(world.dana)

    answer = client.get(join(world, "apply/?from=qr"))

    assert answer.headers["Location"] == join(world, "begin/?from=qr")


def test_beginning_needs_a_person(client: Client, world: World) -> None:
    open_january(world)

    assert client.get(join(world, "begin/")).headers["Location"].startswith("/sign-in/")


def begins(client: Client, world: World, **sent: Any) -> Any:
    client.force_login(world.dana)
    return client.post(join(world, "begin/"), sent)


@pytest.mark.requirement("ALL-28")
@pytest.mark.requirement("ALL-42")
@pytest.mark.parametrize("roles", [["mentor"], ["mentee"], ["mentor", "mentee"]])
def test_one_begins_as_mentor_mentee_or_both(
    client: Client, world: World, roles: list[str]
) -> None:
    point = open_january(world)

    answer = begins(client, world, roles=roles, joining_point=point.id.hex, source="qr-conference")

    draft = Application.objects.get()
    assert answer.headers["Location"] == f"/applications/{draft.id.hex}/form/"
    assert (draft.roles, draft.source) == (tuple(roles), "qr-conference")
    assert client.get(answer.headers["Location"]).headers["Location"] == (
        f"/applications/{draft.id.hex}/form/membership/"
    )


@pytest.mark.parametrize("mark", ["<script>", "a b", "x" * 41, "-", "ALL"])
def test_a_mark_that_nobody_made_is_left_out(client: Client, world: World, mark: str) -> None:
    point = open_january(world)

    begins(client, world, roles=["mentee"], joining_point=point.id.hex, source=mark[:40])
    page = read(Client(), join(world, f"?from={mark}"))

    assert Application.objects.get().source == ("x" * 40 if mark.startswith("x") else "")
    assert ("apply/?from=" in page) is (mark == "ALL")


def test_without_a_role_one_is_asked_again(client: Client, world: World) -> None:
    point = open_january(world)

    answer = begins(client, world, joining_point=point.id.hex)

    assert answer.status_code == 422
    assert Application.objects.count() == 0


def test_a_joining_point_of_another_scheme_is_none(client: Client, world: World) -> None:
    open_january(world)

    answer = begins(client, world, roles=["mentee"], joining_point=world.joining_point.id.hex)

    assert answer.status_code == 422


def test_a_refusal_stands_beside_the_field(
    client: Client, world: World, withdrawn: Callable[[], None]
) -> None:
    withdrawn()

    answer = begins(
        client,
        world,
        roles=["mentee"],
        joining_point=Application.objects.get().joining_point.id.hex,
    )

    assert answer.status_code == 422
    assert "You are welcome at the next one." in answer.content.decode()


@pytest.fixture
def withdrawn(client: Client, world: World) -> Callable[[], None]:
    """Let Dana apply and withdraw."""

    def do() -> None:
        sent = send(world, fill(begin(open_january(world), world.dana)))
        client.force_login(world.dana)
        client.post(f"/applications/{sent.id.hex}/withdraw/")

    return do


def test_whoever_has_sent_an_application_is_led_to_it(client: Client, world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    answer = begins(client, world, roles=["mentor"], joining_point=sent.joining_point.id.hex)

    assert answer.headers["Location"] == f"/applications/{sent.id.hex}/"


@pytest.mark.requirement("ALL-29")
def test_the_roles_of_last_time_are_ticked_and_can_be_changed(client: Client, world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana, "mentee")))
    later = open_january(world, 4)
    client.force_login(world.dana)

    page = read(client, join(world, "begin/"))
    begins(client, world, roles=["mentor"], joining_point=later.id.hex)

    ticked = re.findall(r'value="(\w+)"[^>]*checked', page)
    assert "mentee" in ticked
    assert "mentor" not in ticked
    assert Application.objects.exclude(pk=sent.pk).get().roles == ("mentor",)


@pytest.mark.requirement("NF-21")
def test_whoever_joins_a_pool_of_peers_is_not_asked_for_a_side(
    client: Client, world: World
) -> None:
    Scheme.objects.update(template="peer_coaching", kind="peer_coaching")
    point = open_january(world)
    client.force_login(world.dana)
    asked = read(client, join(world, "begin/"))
    assert "I would like to join" not in asked

    client.post(join(world, "begin/"), {"joining_point": point.id.hex})

    application = Application.objects.get(person=world.dana)
    assert application.roles == ("mentor", "mentee")
