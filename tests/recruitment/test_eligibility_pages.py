import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.recruitment.changes import confirm_membership
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries import eligibility
from compagnon.recruitment.views import eligibility as pages
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.recruitment.files import AMAL, BELA, DOUBTFUL, HUW, bring_in, many
from tests.recruitment.pages import application_of, point, read

pytestmark = pytest.mark.django_db


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_approve_eligible_lists_who_and_at_whom_to_look_first(
    as_chris: Client, world: World
) -> None:
    bring_in(world, AMAL, BELA, DOUBTFUL, HUW, HUW.replace("huw@", "huw.prys@"))

    page = read(as_chris, point(world, "approve/"))

    assert re.findall(r"<li>\s*<bdi>([^<]+)</bdi>", page) == ["Amal Haddad", "Bela Kovács"]
    assert (
        "Dora Field: It is not known whether this person is a member."
        " The Charter is not signed yet."
    ) in page
    assert page.count("Huw Prys: This may be somebody who has applied under another address") == 2


@pytest.mark.requirement("ALL-11")
def test_approve_eligible_approves_those_without_a_doubt_and_the_ticked(
    as_chris: Client, world: World
) -> None:
    bring_in(world, AMAL, DOUBTFUL, HUW, HUW.replace("huw@", "huw.prys@"))
    page = read(as_chris, point(world, "approve/"))

    answer = as_chris.post(
        point(world, "approve/"),
        {"seen": seen(page), "doubtful": [application_of("Dora Field").id.hex]},
        follow=True,
    ).content.decode()

    assert "2 applications are approved." in answer
    assert "Your next step" in answer
    approved = Application.objects.filter(state="approved").order_by("submitted_at")
    assert [row.person.name for row in approved] == ["Amal Haddad", "Dora Field"]


@pytest.mark.requirement("ALL-02")
def test_approve_eligible_holds_back_whoever_is_not_known_to_be_a_member(
    as_chris: Client, world: World
) -> None:
    bring_in(world, AMAL, DOUBTFUL.replace(",No,", ",Yes,"))
    approve = point(world, "approve/")

    as_chris.post(approve, {"seen": seen(read(as_chris, approve))})

    assert application_of("Amal Haddad").state == "approved"
    dora = application_of("Dora Field")
    assert (dora.state, dora.is_member_confirmed) == ("submitted", False)

    confirm_membership(by=actor_of(world.chris), application=dora)
    as_chris.post(approve, {"seen": seen(read(as_chris, approve))})

    assert application_of("Dora Field").state == "approved"


def test_approve_eligible_approves_nobody_who_was_not_shown(as_chris: Client, world: World) -> None:
    bring_in(world, AMAL)
    page = read(as_chris, point(world, "approve/"))
    bring_in(world, HUW)

    response = as_chris.post(point(world, "approve/"), {"seen": seen(page)})

    assert response.status_code == 422
    again = response.content.decode()
    assert "The list has changed since you looked at it" in again
    assert seen(again) != seen(page)
    assert Application.objects.filter(state="approved").count() == 0


def test_approve_eligible_that_comes_too_late_finds_out(
    as_chris: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(world, AMAL)
    page = read(as_chris, point(world, "approve/"))
    look = pages.get_eligibility

    def withdrawn_meanwhile(**asked: Any) -> Any:
        found = look(**asked)
        Application.objects.update(state=Application.State.WITHDRAWN)
        return found

    monkeypatch.setattr(pages, "get_eligibility", withdrawn_meanwhile)
    response = as_chris.post(point(world, "approve/"), {"seen": seen(page)})

    assert response.status_code == 422
    assert "decided meanwhile" in response.content.decode()


def test_approve_eligible_asks_for_at_least_one(as_chris: Client, world: World) -> None:
    bring_in(world, DOUBTFUL)
    page = read(as_chris, point(world, "approve/"))
    assert "nobody without a doubt" in page

    response = as_chris.post(point(world, "approve/"), {"seen": seen(page)})

    assert response.status_code == 422
    assert "Tick at least one" in response.content.decode()


def test_approve_eligible_refuses_somebody_who_is_not_on_the_list(
    as_chris: Client, world: World
) -> None:
    bring_in(world, AMAL)
    page = read(as_chris, point(world, "approve/"))

    response = as_chris.post(point(world, "approve/"), {"seen": seen(page), "doubtful": ["0" * 32]})

    assert response.status_code == 422
    assert Application.objects.get().state == "submitted"


def test_approve_eligible_leaves_a_coordinators_own_application_out(
    client: Client, world: World
) -> None:
    bring_in(world, AMAL, HUW)
    amal = application_of("Amal Haddad").person
    appoint(amal, Appointment.Role.COORDINATOR, world.scheme)
    client.force_login(amal)

    page = read(client, point(world, "approve/"))

    assert "Your own application and those in which you declared an interest are not listed" in page
    assert "<bdi>Amal Haddad</bdi> (" not in page


def test_approve_eligible_says_when_nobody_waits(as_chris: Client, world: World) -> None:
    assert "Nobody waits for a decision" in read(as_chris, point(world, "approve/"))


@pytest.mark.parametrize(("more", "said"), [(1, "1 more application waits"), (2, "2 more")])
def test_approve_eligible_takes_so_many_at_once(
    as_chris: Client, world: World, monkeypatch: pytest.MonkeyPatch, more: int, said: str
) -> None:
    monkeypatch.setattr(eligibility, "AT_ONCE", 2)
    many(world, 2 + more)

    assert said in read(as_chris, point(world, "approve/"))


@pytest.mark.parametrize("count", [1, 3])
def test_approve_eligible_takes_six_queries(as_chris: Client, world: World, count: int) -> None:
    bring_in(world, *(AMAL, BELA, DOUBTFUL)[:count])

    with CaptureQueriesContext(connection) as queries:
        read(as_chris, point(world, "approve/"))

    assert len(queries) == 6
