"""The pages on which a coordinator says how a scheme works and what counts in its matching."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.schemes.matching_defaults import CRITERIA, RULES
from compagnon.schemes.models import Scheme
from compagnon.schemes.settings import Cadence, SchemeSettings
from compagnon.schemes.template import settings_of
from tests.cast import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world()
    world.scheme.template = "in_house"
    world.scheme.save()
    return world


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def sent(client: Client, address: str, data: dict[str, Any], status: int = 303) -> str:
    response = client.post(address, data)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def address_of(world: World) -> str:
    return f"/schemes/{world.scheme.id.hex}/"


FILLED_IN = {
    "usual": "weekly_first",
    "also": ["weekly_first", "monthly"],
    "length_months": "9",
    "calendar": "wales",
    "criteria": "New here\n\n Taking on a new task ",
    "has_buddies": "no",
    "hours_a_pair": "60",
    "cost_an_hour": "20",
    "qualification": "Level 3  Award",
    "most_mentors": "2",
    "reports_to_managers": "on",
}


@pytest.mark.requirement("ALL-32")
@pytest.mark.requirement("LSIS-61")
@pytest.mark.requirement("LSIS-66")
def test_settings_are_saved_and_shown(as_chris: Client, world: World) -> None:
    address = f"{address_of(world)}settings/"
    assert "Once a week for three months, then once a month (45 hours a pair)" in (
        page_of(as_chris, address)
    )

    sent(as_chris, address, FILLED_IN)

    assert settings_of(Scheme.objects.get(pk=world.scheme.pk)) == SchemeSettings(
        cadences=(Cadence.WEEKLY_FIRST, Cadence.MONTHLY),
        length_months=9,
        calendar="wales",
        criteria=("New here", "Taking on a new task"),
        has_buddies=False,
        hours_a_pair=60,
        cost_an_hour=20,
        qualification="Level 3 Award",
        most_mentors=2,
        reports_to_managers=True,
    )
    scheme = page_of(as_chris, address_of(world))
    for label, value in (
        ("Hours a pair needs at the usual rhythm", 48),
        ("Hours you give each pair", 60),
        ("What that costs you, a pair", 960),
    ):
        assert f"<dt>{label}</dt><dd>{value}</dd>" in scheme
    charter = page_of(as_chris, f"{address_of(world)}charter/")
    assert "Taking on a new task" in charter
    assert ">960<" not in charter
    assert "Level 3 Award" in charter
    assert "may tell their own line manager" in charter
    again = page_of(as_chris, address)
    assert "New here\nTaking on a new task</textarea>" in again


@pytest.mark.requirement("ALL-67")
@pytest.mark.requirement("LSIS-33")
@pytest.mark.requirement("LSIS-64")
def test_what_is_unusual_is_said_and_allowed(as_chris: Client, world: World) -> None:
    unusual = {
        "usual": "monthly",
        "also": [],
        "calendar": "england",
        "length_months": "12",
        "hours_a_pair": "",
    }

    sent(as_chris, f"{address_of(world)}settings/", {**FILLED_IN, **unusual})

    page = page_of(as_chris, address_of(world))
    assert "Six to nine months are usual." in page
    assert "consider once a week at first" in page


def test_settings_that_cannot_be_say_why(as_chris: Client, world: World) -> None:
    page = sent(as_chris, f"{address_of(world)}settings/", {**FILLED_IN, "hours_a_pair": "10"}, 422)

    assert "a pair needs 48 hours for that, and you give 10." in page
    assert Scheme.objects.get(pk=world.scheme.pk).settings == {}


@pytest.mark.requirement("LSIS-56")
@pytest.mark.requirement("ALL-16")
def test_what_the_kind_promises_is_closed_and_says_why(as_chris: Client, world: World) -> None:
    Scheme.objects.update(template="association")
    address = f"{address_of(world)}settings/"
    page = page_of(as_chris, address)
    assert "The scheme is open to every member; it does not choose among them." in page
    assert "Taking part is voluntary: members come because they want to." in page
    assert "Nothing goes to employers; this kind of scheme will never offer it." in page
    # Three texts, a number, two boxes, three buttons of each of two questions.
    assert page.count(" disabled") == 12

    sent(
        as_chris,
        address,
        {**FILLED_IN, "usual": "monthly", "also": [], "may_be_directed": "on"},
    )

    kept = settings_of(Scheme.objects.get(pk=world.scheme.pk))
    assert (kept.cadences, kept.criteria, kept.hours_a_pair) == ((Cadence.MONTHLY,), (), None)
    assert (kept.may_be_directed, kept.reports_to_managers) == (False, False)


def test_what_cannot_be_chosen_yet_is_said_and_what_a_kind_never_offers(
    as_chris: Client, world: World
) -> None:
    Scheme.objects.update(template="in_house")
    house = page_of(as_chris, f"{address_of(world)}settings/")
    Scheme.objects.update(template="association")
    association = page_of(as_chris, f"{address_of(world)}settings/")

    for page in (house, association):
        assert "Are never paired, and nobody can let it go:" in page
    never = "Nothing goes to employers;"
    assert (never in house, never in association) == (False, True)


@pytest.mark.requirement("LSIS-24")
@pytest.mark.requirement("LSIS-73")
def test_what_a_mentor_is_held_against_is_the_schemes_own(as_chris: Client, world: World) -> None:
    own = " Knows  the house\n\nListens\nListens\n"

    sent(as_chris, f"{address_of(world)}settings/", {**FILLED_IN, "mentor_criteria": own})

    kept = settings_of(Scheme.objects.get(pk=world.scheme.pk))
    assert kept.mentor_criteria == ("Knows the house", "Listens")


def weights(**changed: int) -> dict[str, str]:
    known = {one.key: one.weight for one in CRITERIA}
    return {f"weights.{key}": str(value) for key, value in {**known, **changed}.items()}


def rules_on(*off: str) -> dict[str, str]:
    return {f"rules.{one.key}": "off" if one.key in off else one.force for one in RULES}


@pytest.mark.requirement("LSIS-43")
def test_what_counts_in_matching_is_saved(as_chris: Client, world: World) -> None:
    address = f"{address_of(world)}matching/"
    page = page_of(as_chris, address)
    assert 'name="weights.interests" value="30"' in page
    assert "so that nobody is paired against their word" in page

    # The locked rules are closed: a browser sends nothing for them, and they hold.
    chosen = {"too_far": "block", "same_institution": "off", "no_shared_mode": "warn"}
    chosen |= {"without_agreement": "block", "too_few_times": "warn"}
    rules = {f"rules.{key}": force for key, force in chosen.items()}
    rules["least.too_few_times"] = "3"
    sent(as_chris, address, {**weights(interests=40), **rules})

    assert Scheme.objects.get(pk=world.scheme.pk).matching == {
        "weights": {"interests": 40},
        "rules": {
            "same_institution": "off",
            "no_shared_mode": "warn",
            "without_agreement": "block",
            "too_few_times": "warn",
        },
        "least": {"too_few_times": 3},
    }


def test_matching_by_nothing_is_refused(as_chris: Client, world: World) -> None:
    nothing = weights(**{one.key: 0 for one in CRITERIA})

    page = sent(as_chris, f"{address_of(world)}matching/", {**nothing, **rules_on()}, 422)

    assert "Something has to count: give at least one weight." in page


def test_peer_coaching_does_not_weigh_experience(as_chris: Client, world: World) -> None:
    Scheme.objects.update(
        template="peer_coaching", kind="peer_coaching", matching={"weights": {"experience": 0}}
    )
    page = page_of(as_chris, f"{address_of(world)}matching/")

    assert "Peer coaching sets experience and rank aside" in page
    settings_page = page_of(as_chris, f"{address_of(world)}settings/")
    assert "Peer coaching is voluntary: nobody is sent to it." in settings_page
    assert "Assessing belongs to mentoring within a qualification" in settings_page
    assert "nobody here mentors, and nobody reports" in settings_page
    assert settings_page.count(" disabled") == 3
    assert (
        "Peers of one pool choose each other" in settings_page,
        "Learners choose among" in settings_page,
    ) == (True, False)
    sent(as_chris, f"{address_of(world)}matching/", {**weights(experience=30), **rules_on()})
    assert Scheme.objects.get(pk=world.scheme.pk).matching["weights"]["experience"] == 0


@pytest.mark.parametrize("part", ["settings", "words", "matching"])
def test_these_pages_are_for_those_who_run_the_scheme(
    client: Client, world: World, part: str
) -> None:
    client.force_login(world.amal)

    assert client.get(f"{address_of(world)}{part}/").status_code == 404


@pytest.mark.parametrize(("part", "count"), [("settings", 5), ("matching", 4)])
def test_these_pages_take_few_queries(
    as_chris: Client, world: World, part: str, count: int
) -> None:
    page_of(as_chris, f"{address_of(world)}{part}/")

    with CaptureQueriesContext(connection) as queries:
        page_of(as_chris, f"{address_of(world)}{part}/")

    assert len(queries) == count
