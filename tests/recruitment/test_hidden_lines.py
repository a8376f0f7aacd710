"""What the queue keeps from a coordinator: their own application, and those in which they declared an interest."""

import re
from uuid import UUID

import pytest
from django.test import Client

from compagnon.core.actors import Actor
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment, Branch
from compagnon.schemes.sharing import mark_of_branch
from tests.cast import World, actor_of, appoint, make_person
from tests.recruitment.files import AMAL, BELA, HUW, bring_in
from tests.recruitment.pages import application_of, at, names, point, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def huw(world: World) -> Application:
    """Of somebody who applied as both."""
    bring_in(world, AMAL, BELA, HUW)
    return application_of("Huw Prys")


@pytest.fixture
def ceri(world: World) -> Actor:
    """Another coordinator."""
    row = make_person("Ceri")
    appoint(row, Appointment.Role.COORDINATOR, world.scheme)
    return actor_of(row)


@pytest.mark.parametrize(
    "asked", ["role=both", "role=mentee", "assignee={ceri}", "assignee=nobody", "branch={branch}"]
)
@pytest.mark.parametrize("is_own", [False, True])
def test_no_filter_tells_what_a_line_hides(
    client: Client, world: World, ceri: Actor, huw: Application, is_own: bool, asked: str
) -> None:
    branch = Branch.objects.create(
        organisation=world.organisation, name="ALL Cardiff", kind=Branch.Kind.BRANCH
    )
    nobody = asked.endswith("nobody")
    Application.objects.filter(pk=huw.pk).update(
        source=mark_of_branch(branch), assigned_to=None if nobody else ceri.person_id
    )
    if is_own:
        appoint(huw.person, Appointment.Role.COORDINATOR, world.scheme)
    else:
        changes.declare_interest(by=actor_of(world.chris), application=huw)
    client.force_login(huw.person if is_own else world.chris)
    narrow = asked.format(ceri=UUID(str(ceri.person_id)).hex, branch=branch.id.hex)

    page = read(client, point(world, f"applications/?{narrow}&name=Huw"))

    assert names(page) == []
    assert re.search(r">All <span[^>]*>0<", page)
    amal = read(client, at(application_of("Amal Haddad"), f"?{narrow}&name=Huw"))
    assert "Next application" not in amal
    file = client.post(point(world, f"applications/export/?{narrow}&name=Huw"), {"format": "csv"})
    assert "Huw Prys" not in file.content.decode()
    assert names(read(client, point(world, "applications/?name=Huw&state=submitted"))) == [
        "Huw Prys"
    ]


def test_ones_own_application_is_a_name_and_a_state_in_the_queue(
    client: Client, world: World, ceri: Actor, huw: Application
) -> None:
    Application.objects.filter(pk=huw.pk).update(has_possible_duplicate=True)
    changes.assign_application(by=ceri, application=huw, person_id=ceri.person_id)
    appoint(huw.person, Appointment.Role.COORDINATOR, world.scheme)
    client.force_login(huw.person)

    page = read(client, point(world, "applications/?name=Huw"))

    assert names(page) == ["Huw Prys"]
    assert "This is your own application. Somebody else" in page
    assert "<bdi>Ceri</bdi>" not in page
    assert "under another address" not in page
