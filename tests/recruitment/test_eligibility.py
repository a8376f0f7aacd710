"""Whom nothing speaks against: found by a filter of the queue, and approved as any others are, with a letter."""

from itertools import product
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compagnon.core.actors import SYSTEM
from compagnon.recruitment import changes
from compagnon.recruitment.findings import Finder, register
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import sent_at
from compagnon.recruitment.queries.eligibility import doubts_about, with_signatures
from compagnon.recruitment.queries.together import choose
from compagnon.recruitment.rules.queue import WITHOUT_DOUBT
from compagnon.schemes.models import Appointment
from tests.cast import NOW, World, actor_of, appoint, make_person
from tests.recruitment.files import AMAL, BELA, DOUBTFUL, HUW, bring_in
from tests.recruitment.pages import application_of, names, point, read, without_doubt

pytestmark = pytest.mark.django_db
TWICE = HUW.replace("huw@", "huw.prys@")


@pytest.mark.requirement("ALL-02")
@pytest.mark.requirement("ALL-11")
def test_the_queue_shows_whom_nothing_speaks_against_and_whom_to_look_at(
    as_chris: Client, world: World
) -> None:
    bring_in(world, AMAL, BELA, DOUBTFUL, HUW, TWICE)
    changes.decline_application(by=SYSTEM, application=application_of("Bela Kovács"))

    clear = read(as_chris, point(world, "applications/?doubt=none"))
    doubtful = read(as_chris, point(world, "applications/?doubt=some"))

    assert names(clear) == ["Amal Haddad"]
    assert names(doubtful) == ["Huw Prys", "Huw Prys", "Dora Field"]
    assert "It is not known whether this person is a member." in doubtful
    assert "The Charter is not signed yet." in doubtful
    assert "This may be somebody who has applied under another address" in doubtful
    assert "?doubt=none" in clear  # and on the way to each of them


@pytest.mark.requirement("ALL-02")
def test_whoever_is_not_known_to_be_a_member_waits_for_a_person(world: World) -> None:
    bring_in(world, DOUBTFUL.replace(",No,", ",Yes,"))
    dora = application_of("Dora Field")
    assert without_doubt(world) == set()

    changes.confirm_membership(by=actor_of(world.chris), application=dora)

    assert without_doubt(world) == {dora.id}


def test_the_database_doubts_whom_the_page_of_each_doubts(world: World) -> None:
    said = (
        *({}, {"region": "wales"}, {"membership_number": ""}, {"membership_number": "1"}),
        *({"membership_category": "individual"}, {"membership_category": "not_a_member"}),
        {"membership_category": "not_a_member", "membership_number": "1"},
    )
    signed: tuple[dict[str, Any], ...] = ({}, {"charter_signed": True}, {"charter_signed": False})
    for number, (one, sign, confirmed) in enumerate(product(said, signed, (True, False))):
        Application.objects.create(
            joining_point=world.joining_point,
            person=make_person(f"Robin{number}"),
            state=Application.State.SUBMITTED,
            is_mentor=True,
            is_mentee=False,
            answers={**one, **sign},
            is_member_confirmed=confirmed,
            has_possible_duplicate=number % 5 == 0,
            submitted_at=NOW,
        )

    rows = with_signatures(actor_of(world.chris), world.joining_point)

    clear = {row.id for row in rows if not doubts_about(row)}
    assert without_doubt(world) == clear
    assert len(clear) == 10


def test_the_queue_leads_to_them_as_long_as_somebody_waits(as_chris: Client, world: World) -> None:
    bring_in(world, AMAL)
    label, address = "Show those without a doubt", "?state=submitted&amp;doubt=none"
    page = read(as_chris, point(world, "applications/"))
    assert label in page
    assert address in page

    changes.approve_application(by=SYSTEM, application=application_of("Amal Haddad"))

    assert label not in read(as_chris, point(world, "applications/"))


def test_ones_own_and_those_too_near_take_nobodys_place(world: World) -> None:
    bring_in(world, AMAL, BELA, HUW)
    first, second, third = Application.objects.order_by("waiting_since", "id")
    appoint(first.person, Appointment.Role.COORDINATOR, world.scheme)
    changes.declare_interest(by=actor_of(first.person), application=second)

    found = choose(
        viewer=actor_of(first.person),
        joining_point=world.joining_point,
        action="approved",
        wanted=WITHOUT_DOUBT,
    )

    assert (found.applications, found.left_out) == ((third,), ())
    # Whoever does not coordinate has no queue but their own application.
    assert list(sent_at(actor_of(third.person), world.joining_point)) == [third]


@pytest.mark.parametrize("count", [1, 3])
def test_the_narrowed_queue_takes_as_many_queries_however_many_there_are(
    as_chris: Client,
    world: World,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    bring_in(world, *(AMAL, BELA, HUW)[:count])
    queue = point(world, "applications/?state=submitted&doubt=none")
    read(as_chris, queue)

    with django_assert_num_queries(14):
        read(as_chris, queue)


def test_a_finder_is_registered_once() -> None:
    nobody = Finder(lambda *_: {}, lambda *_: Q(), lambda *_: Q())

    with pytest.raises(ValueError, match="Registered twice: membership"):
        register("membership", nobody)
