import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.application_list import list_applications
from compagnon.recruitment.queries.queue import Place
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.instances import counted_instances
from tests.recruitment.files import AMAL, BELA, DOUBTFUL, HUW, bring_in, many
from tests.recruitment.pages import application_of, at, names, point, read

pytestmark = pytest.mark.django_db


def test_the_list_says_who_applied_in_which_state_and_why_to_look(
    as_chris: Client, world: World
) -> None:
    bring_in(world, HUW, AMAL, DOUBTFUL)
    changes.approve_application(by=SYSTEM, application=application_of("Amal Haddad"))

    page = read(as_chris, point(world, "applications/"))

    assert names(page) == ["Amal Haddad", "Huw Prys", "Dora Field"]
    assert "Mentor, Mentee" in page
    assert "It is not known whether this person is a member" in page


def test_the_list_is_narrowed_by_state_and_by_name(as_chris: Client, world: World) -> None:
    bring_in(world, HUW, AMAL, BELA)
    changes.approve_application(by=SYSTEM, application=application_of("Amal Haddad"))

    assert names(read(as_chris, point(world, "applications/?state=approved"))) == ["Amal Haddad"]
    assert names(read(as_chris, point(world, "applications/?name=prYs"))) == ["Huw Prys"]
    assert len(names(read(as_chris, point(world, "applications/?state=nonsense")))) == 3


def test_the_list_of_nobody_says_so(as_chris: Client, world: World) -> None:
    page = read(as_chris, point(world, "applications/"))

    assert "Nobody has applied yet" in page


def test_the_list_that_is_narrowed_too_much_leads_back_to_all(
    as_chris: Client, world: World
) -> None:
    bring_in(world, AMAL)

    page = read(as_chris, point(world, "applications/?name=nobody"))

    assert "No application fits" in page
    assert "Show all applications" in page


def test_the_list_is_not_there_for_strangers(client: Client, world: World) -> None:
    client.force_login(world.dana)

    read(client, point(world, "applications/"), status=404)


def test_the_list_goes_on_and_back_by_key(as_chris: Client, world: World) -> None:
    many(world, 60)

    def link(page: str, label: str) -> str:
        found = re.search(r'href="(\?[^"]+)"[^>]*>(?:(?!</a>).)*' + label, page, re.DOTALL)
        assert found is not None
        return point(world, "applications/") + found[1].replace("&amp;", "&")

    first = read(as_chris, point(world, "applications/?name=Haddad"))
    second = read(as_chris, link(first, "Next page"))
    third = read(as_chris, link(second, "Next page"))
    back = read(as_chris, link(third, "Previous page"))
    start = read(as_chris, link(back, "Previous page"))

    assert [len(names(page)) for page in (first, second, third)] == [25, 25, 10]
    assert len({*names(first), *names(second), *names(third)}) == 60
    assert (names(back), names(start)) == (names(second), names(first))
    assert "Previous page" not in first + start
    assert "Next page" not in third
    assert "name=Haddad" in second


@pytest.mark.parametrize("cursor", ["x", "1-2", "-", f"9{'9' * 40}-{'0' * 32}", "٣-" + "0" * 32])
def test_the_list_makes_the_best_of_a_strange_address(
    as_chris: Client, world: World, cursor: str
) -> None:
    bring_in(world, AMAL)

    for asked in ("after", "before"):
        read(as_chris, point(world, f"applications/?{asked}={cursor}"))


def test_before_the_first_page_is_the_first_page(world: World) -> None:
    bring_in(world, AMAL)
    viewer = actor_of(world.chris)
    nobody = f"0-{'0' * 32}"

    page = list_applications(
        viewer=viewer, joining_point=world.joining_point, place=Place(before=nobody)
    )
    behind = list_applications(
        viewer=viewer,
        joining_point=world.joining_point,
        place=Place(after=f"9999999999999999-{'0' * 32}"),
    )

    assert [line.name for line in page.lines] == ["Amal Haddad"]
    assert (behind.lines, behind.before) == ((), "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_twelve_queries(as_chris: Client, world: World, count: int) -> None:
    bring_in(world, *(AMAL, BELA, HUW)[:count])

    with CaptureQueriesContext(connection) as queries:
        page = read(as_chris, point(world, "applications/"))

    assert (len(names(page)), len(queries)) == (count, 12)


def test_the_list_loads_one_page_of_many(world: World) -> None:
    many(world, 60)
    viewer = actor_of(world.chris)

    with counted_instances() as made:
        list_applications(viewer=viewer, joining_point=world.joining_point)

    assert made["Application"] == 26


@pytest.mark.requirement("ALL-33")
@pytest.mark.requirement("ALL-45")
@pytest.mark.requirement("ALL-46")
@pytest.mark.requirement("ALL-47")
@pytest.mark.requirement("ALL-48")
def test_an_application_shows_every_answer_in_words(
    as_chris: Client, world: World, demo_line: bytes
) -> None:
    page = read(as_chris, at(application_of("Ida Lund")))

    for words in (
        "Academy or trust",
        "Primary",
        "French, German",
        "11",
        "Leadership",
        "Face to face, Online",
        "A balance of both",
    ):
        assert words in page


@pytest.mark.requirement("ALL-54")
def test_an_application_hides_whom_the_applicant_declared(as_chris: Client, world: World) -> None:
    bring_in(world, BELA)

    page = read(as_chris, at(application_of("Bela Kovács")))

    assert "Cannot be paired with 3 people" in page
    for name in ("Huw Prys", "Amal Haddad", "Ffion"):
        assert name not in page


def test_a_doubt_about_membership_ends_when_it_is_confirmed(as_chris: Client, world: World) -> None:
    bring_in(world, DOUBTFUL)
    application = application_of("Dora Field")
    assert "It is not known whether" in read(as_chris, at(application))

    page = as_chris.post(at(application, "confirm/"), follow=True).content.decode()

    assert "It is not known whether" not in page
    assert "Membership confirmed" in page
    assert "The Charter is not signed yet" in page


@pytest.mark.requirement("ALL-11")
def test_a_doubt_about_the_charter_ends_with_the_persons_own_signature(
    as_chris: Client, world: World
) -> None:
    bring_in(world, DOUBTFUL)
    application = application_of("Dora Field")

    sign_charter(by=actor_of(application.person), charter=world.charter)

    assert "The Charter is not signed yet" not in read(as_chris, at(application))


def test_a_coordinator_sees_her_own_application_and_cannot_decide_it(
    client: Client, world: World
) -> None:
    bring_in(world, AMAL)
    application = application_of("Amal Haddad")
    appoint(application.person, Appointment.Role.COORDINATOR, world.scheme)
    client.force_login(application.person)

    page = read(client, at(application))
    refused = client.post(at(application, "approve/"))

    assert "Somebody else of the Coordination Group decides it" in page
    assert refused.status_code == 403
    assert application_of("Amal Haddad").state == "submitted"


def test_an_applicant_sees_their_own_application_without_the_doubts(
    client: Client, world: World
) -> None:
    bring_in(world, DOUBTFUL, AMAL)
    application = application_of("Dora Field")
    client.force_login(application.person)

    page = read(client, at(application))

    assert "Field School" in page
    assert "Worth a look" not in page
    assert point(world, "applications/") not in page
    read(client, at(application_of("Amal Haddad")), status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_an_application_takes_a_fixed_number_of_queries(
    as_chris: Client, world: World, count: int
) -> None:
    bring_in(world, AMAL)
    application = application_of("Amal Haddad")
    for number in range(count):
        decide = (changes.put_on_waiting_list, changes.approve_application)[number % 2]
        decide(by=actor_of(world.chris), application=application)

    with CaptureQueriesContext(connection) as queries:
        read(as_chris, at(application))

    assert len(queries) == 19


def test_the_scheme_says_how_many_wait_and_what_to_do(as_chris: Client, world: World) -> None:
    scheme = f"/schemes/{world.scheme.id.hex}/"
    page = read(as_chris, scheme)
    assert f'{point(world, "applications/")}">Applications: 0</a>' in page
    assert "To be decided: 0" not in page

    bring_in(world, AMAL, HUW)
    page = read(as_chris, scheme)
    assert "2 applications wait for a decision" in page
    assert point(world, "applications/?state=submitted&amp;doubt=none") in page

    for row in Application.objects.all():
        changes.approve_application(by=SYSTEM, application=row)

    page = read(as_chris, scheme)
    assert "wait for a decision" not in page
    assert f'{point(world, "applications/")}?state=approved">Approved: 2</a>' in page


def test_a_few_who_wait_do_not_keep_the_group_from_matching(as_chris: Client, world: World) -> None:
    scheme = f"/schemes/{world.scheme.id.hex}/"
    bring_in(world, AMAL, BELA, HUW)
    waiting = application_of("Huw Prys")

    for row in Application.objects.exclude(pk=waiting.pk):
        changes.approve_application(by=SYSTEM, application=row)

    page = read(as_chris, scheme)
    assert "1 application waits for a decision" not in page
    assert "Run the match" in page
    assert "To be decided: 1</a>" in page


def test_the_scheme_tells_an_administrator_no_numbers(client: Client, world: World) -> None:
    bring_in(world, AMAL)
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    client.force_login(world.dana)

    page = read(client, f"/schemes/{world.scheme.id.hex}/")

    assert "September" in page
    assert point(world, "applications/") not in page


@pytest.fixture
def demo_line(world: World) -> bytes:
    """One applicant with an answer to every question."""
    heading = (
        "Completion time,Full name,Email,Role,Sector,Phases,Languages taught,"
        "Years of experience,Interests wanted,Mode,Matching preference,Capacity\n"
    )
    line = (
        f"{(world.joining_point.closes_on - timedelta(days=1)).isoformat()},Ida Lund,"
        "ida@x.example,Both,Academy / MAT,Primary;,French;German;,11,Leadership;Juggling;,"
        "Face to face;Online;,A balance of both,2\n"
    )
    data = (heading + line).encode()
    bring_in(world, data=data)
    return data
