"""The queue: who waits longest comes first, what narrows it, and the way from one application to the next."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.colleagues import list_branches_of, list_colleagues
from compagnon.recruitment.queries.queue import waiting_since
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.models import Appointment, Branch
from compagnon.schemes.sharing import mark_of_branch
from tests.cast import NOW, World, actor_of, appoint, make_person
from tests.instances import counted_instances
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.files import AMAL, BELA, HUW, bring_in, many
from tests.recruitment.forms import MENTEE_TYPES
from tests.recruitment.pages import application_of, at, names, point, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(world: World) -> World:
    bring_in(world, AMAL, BELA, HUW)
    return world


def way_to(page: str, label: str) -> str:
    """Return the address behind a link of a page."""
    found = re.search(r'href="([^"]+)"[^>]*>(?:(?!</a>).)*' + label, page, re.DOTALL)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_an_address_says_what_is_wanted() -> None:
    wanted = Wanted(state="submitted", name="a b")

    assert wanted.address() == "?state=submitted&name=a+b"
    assert wanted.address(state="", after="x") == "?name=a+b&after=x"
    assert Wanted().address() == ""


@pytest.mark.requirement("ALL-24")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("role=mentor", ["Amal Haddad", "Huw Prys"]),
        ("role=mentee", ["Bela Kovács", "Huw Prys"]),
        ("role=both", ["Huw Prys"]),
        ("role=king", ["Amal Haddad", "Bela Kovács", "Huw Prys"]),
        ("assignee=nobody", ["Bela Kovács", "Huw Prys"]),
        ("assignee=somebody", ["Amal Haddad", "Bela Kovács", "Huw Prys"]),
        ("branch=x", ["Amal Haddad", "Bela Kovács", "Huw Prys"]),
        ("state=waiting&role=both", []),
    ],
)
def test_the_queue_is_narrowed(
    as_chris: Client, three: World, asked: str, found: list[str]
) -> None:
    amal = application_of("Amal Haddad")
    changes.assign_application(by=actor_of(three.chris), application=amal, person_id=three.chris.id)

    assert names(read(as_chris, point(three, f"applications/?{asked}"))) == found


def test_the_queue_is_narrowed_to_ones_own_and_keeps_the_rest(
    as_chris: Client, three: World
) -> None:
    changes.assign_application(
        by=actor_of(three.chris),
        application=application_of("Huw Prys"),
        person_id=three.chris.id,
    )
    own = f"assignee={three.chris.id.hex}"

    page = read(as_chris, point(three, f"applications/?{own}"))

    assert names(page) == ["Huw Prys"]
    assert f'href="?state=submitted&amp;{own}"' in page
    assert re.search(r">To be decided <span[^>]*>1<", page)


def test_the_queue_is_narrowed_to_whoever_came_through_a_branch(
    as_chris: Client, three: World
) -> None:
    branch = Branch.objects.create(
        organisation=three.organisation, name="ALL Cardiff", kind=Branch.Kind.BRANCH
    )
    Application.objects.filter(person__name="Bela Kovács").update(source=mark_of_branch(branch))

    page = read(as_chris, point(three, f"applications/?branch={branch.id.hex}"))

    assert names(page) == ["Bela Kovács"]
    assert "ALL Cardiff" in page


@pytest.mark.requirement("ALL-22")
@pytest.mark.parametrize("state", ["approved", "waiting"])
def test_whoever_was_left_without_a_partner_comes_first_next_time(
    as_chris: Client, world: World, state: str
) -> None:
    april = open_january(world, 4)
    first, second = make_person("First"), make_person("Second")
    earlier = send(world, fill(begin(open_january(world), second)))
    Application.objects.filter(pk=earlier.pk).update(
        state=state, submitted_at=NOW - timedelta(days=9), waiting_since=NOW - timedelta(days=99)
    )
    for person in (first, second):
        send(world, fill(begin(april, person)))

    page = read(as_chris, f"/joining-points/{april.id.hex}/applications/")

    assert names(page) == ["Second", "First"]
    assert page.count("Waiting since last time") == 1
    again = Application.objects.get(person=second, joining_point=april)
    assert again.waiting_since == NOW - timedelta(days=99)
    assert "Waiting since last time" in read(as_chris, at(again))


@pytest.mark.parametrize("state", ["matched", "declined", "withdrawn"])
def test_whoever_was_not_left_over_waits_since_this_application(world: World, state: str) -> None:
    earlier = send(world, fill(begin(open_january(world), world.dana)))
    Application.objects.filter(pk=earlier.pk).update(
        state=state, submitted_at=NOW - timedelta(days=9)
    )

    again = send(world, fill(begin(open_january(world, 4), world.dana), MENTEE_TYPES))

    assert waiting_since(again) == again.waiting_since == again.submitted_at


def test_one_goes_along_the_queue_from_application_to_application(
    as_chris: Client, three: World
) -> None:
    queue = point(three, "applications/?state=submitted")
    first = way_to(read(as_chris, queue), "Amal Haddad")

    page = read(as_chris, first)
    assert "Previous application" not in page
    second = way_to(page, "Next application")
    changes.approve_application(by=SYSTEM, application=application_of("Bela Kovács"))
    middle = read(as_chris, second)
    third = read(as_chris, way_to(middle, "Next application"))

    assert "Bela Kovács</h1>" in middle
    assert f'href="{queue}"' in middle
    assert "Huw Prys</h1>" in third
    assert "Next application" not in third
    # Who has been approved is not in this queue any more.
    assert "Amal Haddad</h1>" in read(as_chris, way_to(third, "Previous application"))


def test_a_long_queue_loads_one_page(as_chris: Client, world: World) -> None:
    many(world, 1)
    one = Application.objects.get()
    people = [make_person(f"Applicant {number:04}") for number in range(60)]
    for person in people:
        one.pk, one.person = Application().pk, person
        one.save(force_insert=True)

    with counted_instances() as made:
        read(as_chris, point(world, "applications/?state=submitted&role=mentor&assignee=nobody"))

    assert made["Application"] == 26


def test_an_application_is_assigned_and_given_back(as_chris: Client, three: World) -> None:
    application = application_of("Amal Haddad")
    colleague = make_person("Ceri")
    appoint(colleague, Appointment.Role.COORDINATOR, three.scheme)

    sent = as_chris.post(
        at(application, "assign/?state=submitted"), {"assigned_to": colleague.id.hex}
    )

    assert sent.headers["Location"] == at(application, "?state=submitted")
    assert "<bdi>Ceri</bdi>" in read(as_chris, point(three, "applications/"))
    assert "selected>Ceri" in read(as_chris, at(application))
    given_back = {"seen": colleague.id.hex, "assigned_to": ""}
    as_chris.post(at(application, "assign/"), given_back)
    as_chris.post(at(application, "assign/"), given_back)
    assert application_of("Amal Haddad").assigned_to is None
    events = EventRow.objects.filter(name="ApplicationAssigned").order_by("id")
    assert [row.data["person_id"] for row in events] == [colleague.id.hex, None]


def test_an_application_is_assigned_to_nobody_outside_the_group(
    as_chris: Client, three: World
) -> None:
    application = application_of("Amal Haddad")

    for stranger in (three.dana, application.person):
        with pytest.raises(Refused, match="Choose somebody else of the Coordination Group"):
            changes.assign_application(
                by=actor_of(three.chris), application=application, person_id=stranger.id
            )
    as_chris.post(at(application, "assign/"), {"assigned_to": three.dana.id.hex})

    assert application_of("Amal Haddad").assigned_to is None


def test_an_application_is_not_assigned_to_whoever_declared_an_interest(
    as_chris: Client, three: World
) -> None:
    application = application_of("Amal Haddad")
    colleague = make_person("Ceri")
    appoint(colleague, Appointment.Role.COORDINATOR, three.scheme)
    changes.declare_interest(by=actor_of(colleague), application=application)

    page = as_chris.post(
        at(application, "assign/"), {"assigned_to": colleague.id.hex}, follow=True
    ).content.decode()

    assert "Choose somebody else of the Coordination Group" in page
    assert "interest in" not in page
    assert application_of("Amal Haddad").assigned_to is None


def test_an_assignment_that_comes_second_is_told_who_has_it(as_chris: Client, three: World) -> None:
    application = application_of("Amal Haddad")
    colleague = make_person("Ceri")
    appoint(colleague, Appointment.Role.COORDINATOR, three.scheme)
    seen = re.search(r'name="seen"[^>]*', read(as_chris, at(application)))
    assert seen is not None
    assert "value" not in seen[0]
    changes.assign_application(
        by=actor_of(colleague), application=application, person_id=colleague.id
    )

    me = {"assigned_to": three.chris.id.hex}
    page = as_chris.post(at(application, "assign/"), me, follow=True).content.decode()
    assert "who looks at this application. Now it is: Ceri" in page
    assert application_of("Amal Haddad").assigned_to == colleague
    assert f'name="seen" value="{colleague.id.hex}"' in page

    changes.assign_application(
        by=actor_of(colleague), application=application, person_id=None, seen=colleague.id
    )
    late = {"seen": colleague.id.hex, **me}
    page = as_chris.post(at(application, "assign/"), late, follow=True).content.decode()
    assert "Now it is: Nobody yet" in page


def test_an_assignment_that_is_refused_says_why(
    as_chris: Client, three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The group changed between the page and the press."""
    application = application_of("Amal Haddad")
    colleague = make_person("Ceri")
    appointment = appoint(colleague, Appointment.Role.COORDINATOR, three.scheme)
    group = list_colleagues(viewer=actor_of(three.chris), joining_point=three.joining_point)
    appointment.delete()
    monkeypatch.setattr("compagnon.recruitment.views.desk.list_colleagues", lambda **_: group)

    page = as_chris.post(
        at(application, "assign/"), {"assigned_to": colleague.id.hex}, follow=True
    ).content.decode()

    assert "Choose somebody else of the Coordination Group" in page


def test_assigning_is_for_the_group_and_not_about_oneself(three: World) -> None:
    application = application_of("Amal Haddad")

    with pytest.raises(NotAllowed):
        changes.assign_application(by=actor_of(three.dana), application=application, person_id=None)
    appoint(application.person, Appointment.Role.COORDINATOR, three.scheme)
    with pytest.raises(NotAllowed, match="your own application"):
        changes.assign_application(
            by=actor_of(application.person), application=application, person_id=None
        )


def test_the_group_is_whoever_was_appointed_soundly(world: World) -> None:
    slipped_in = appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    Appointment.objects.filter(pk=slipped_in.pk).update(seal=b"nothing")
    appoint(world.bela, Appointment.Role.COORDINATOR, world.scheme)

    group = list_colleagues(viewer=actor_of(world.chris), joining_point=world.joining_point)

    assert [(one.name, one.is_viewer) for one in group] == [("Chris", True), ("Bela", False)]
    assert list_colleagues(viewer=NOBODY, joining_point=world.joining_point) == []
    assert list_branches_of(viewer=NOBODY, joining_point=world.joining_point) == []
