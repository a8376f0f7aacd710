"""People put together on a page of their own, as a pair has one: side by side, comments, votes, who looks at it too."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.core.models import DataKey
from compagnon.matching.changes.circle_word import hold_group
from compagnon.matching.changes.together import comment_together, vote_together
from compagnon.matching.models import OneTogether, PairComment, PeopleTogether, Run, Vote
from compagnon.privacy.changes import erase_person
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import NOW, World, actor_of, appoint, make_person
from tests.matching.pages import at
from tests.matching.pool import PEERS, as_pool, gathered, make_circle_room, peer
from tests.matching.reading import read

pytestmark = pytest.mark.django_db
WORDS = "Three of them taught together."
NAMES = ("Amal", "Bela", "Efa", "Gwen")


@pytest.fixture
def people(world: World) -> dict[str, Application]:
    people = make_circle_room(world)
    world.scheme.settings = {**world.scheme.settings, "has_votes": True}
    world.scheme.save()
    return people


@pytest.fixture
def run(world: World, people: dict[str, Application]) -> Run:
    assert people
    return gathered(world, circles=True)


@pytest.fixture
def huw(world: World) -> Client:
    """Another coordinator, who takes no part."""
    person = make_person("Huw")
    appoint(person, Appointment.Role.COORDINATOR, world.scheme)
    client = Client()
    client.force_login(person)
    return client


def group_at(run: Run, one: Application, word: str = "") -> str:
    return f"{at(run)}groups/{one.id.hex}/{word}"


@pytest.mark.requirement("ALL-51")
def test_a_group_shows_all_its_people_and_every_criterion(
    chris: Client, run: Run, people: dict[str, Application]
) -> None:
    assert f'href="{group_at(run, people["Amal"])}"' in chris.get(at(run)).text

    page = read(chris, group_at(run, people["Bela"])).replace("\u2068", "").replace("\u2069", "")

    assert "Circle: 1 of 1" in page
    assert "In respect of Facilitator Amal Mentee Bela Mentee" in page
    for name in NAMES[1:]:
        assert f"{name} with Amal Criterion Points Why" in page
    assert "The one before" not in page


def test_peers_are_beside_each_other_without_sides(chris: Client, world: World) -> None:
    as_pool(world)
    for name in ("Amal", "Bela"):
        both = {"interests_wanted": ["grammar"], "interests_offered": ["trips"]}
        amal = peer(world, name, **both)

    page = read(chris, group_at(gathered(world), amal))

    assert "Interests offered and wanted" not in page
    assert "Interests wanted Grammar Grammar Alike" in page


def test_those_who_answered_nothing_have_no_empty_tables(chris: Client, world: World) -> None:
    as_pool(world)
    for name in ("Amal", "Bela"):
        amal = peer(world, name)
    Application.objects.update(answers={"region": "wales"})

    page = read(chris, group_at(gathered(world), amal))

    assert "They answered nothing that could be compared." in page
    assert "Criterion Points Why" not in page


def test_one_leafs_through_the_groups(chris: Client, world: World) -> None:
    as_pool(world, has_trios=False)
    for name in PEERS[:4]:
        peer(world, name)
    run = gathered(world)
    assert run.result is not None
    first = min(run.result["groups"], key=lambda one: (one["score"], one["ids"][0]))
    here, seen = f"{at(run)}groups/{first['ids'][0]}/", []
    while here:
        card = chris.get(here).context["card"]
        assert card.along.previous_url == (seen[-1] if seen else "")
        seen.append(here)
        here = card.along.next_url

    assert len(seen) == 2


def test_comments_on_a_group_are_for_the_coordination_group(
    chris: Client, huw: Client, run: Run, people: dict[str, Application]
) -> None:
    done = chris.post(group_at(run, people["Efa"], "comment/"), {"text": WORDS})
    assert done["Location"] == f"{group_at(run, people['Efa'])}#group"
    again = chris.post(group_at(run, people["Efa"], "comment/"), {"text": " "})
    assert (again.status_code, WORDS in again.text) == (422, True)

    assert f"Chris 14 September 2026, 10:00 {WORDS}" in read(huw, group_at(run, people["Amal"]))


def test_votes_on_a_group_are_counted_and_decide_nothing(
    chris: Client, huw: Client, run: Run, people: dict[str, Application]
) -> None:
    chris.post(group_at(run, people["Bela"], "vote/"), {"vote": "for"})
    huw.post(group_at(run, people["Efa"], "vote/"), {"vote": "against"})

    assert "For it: 1 · Against it: 1 You are for it" in read(chris, group_at(run, people["Gwen"]))
    huw.post(group_at(run, people["Efa"], "vote/"), {"vote": ""})
    assert "For it: 1 · Against it: 0" in read(huw, group_at(run, people["Gwen"]))
    assert "Ready to be released" in read(chris, at(run, "group_letters"))


def test_one_sees_who_looks_at_a_group_too(
    chris: Client, huw: Client, run: Run, people: dict[str, Application]
) -> None:
    read(chris, group_at(run, people["Amal"]))
    with clock.moved_to(NOW + timedelta(minutes=2)):
        assert "Chris looks at this too." in read(huw, group_at(run, people["Efa"]))


def test_who_held_a_group_stands_there(
    chris: Client, world: World, run: Run, people: dict[str, Application]
) -> None:
    hold_group(by=actor_of(world.chris), run=run, application_id=people["Bela"].id)

    page = read(chris, group_at(run, people["Bela"]))

    assert "Chris, 14 September 2026" in page
    assert "Let it go for" in page


@pytest.mark.parametrize("whose", ["Amal", "Gwen"])
def test_whoever_leaves_one_of_a_group_to_others_neither_reads_nor_says_anything(
    chris: Client, world: World, run: Run, people: dict[str, Application], whose: str
) -> None:
    every = list(people.values())
    comment_together(by=actor_of(world.chris), run=run, people=every, text=WORDS)
    declare_interest(by=actor_of(world.chris), application=people[whose])

    page = read(chris, group_at(run, people["Bela"]))

    assert "This proposal is hidden from you" in page
    assert [said for said in (WORDS, "For it", *NAMES) if said in page] == []
    assert chris.post(group_at(run, people["Bela"], "comment/"), {"text": "x"}).status_code == 403
    assert chris.post(group_at(run, people["Bela"], "vote/"), {"vote": "for"}).status_code == 403
    for by in (actor_of(world.chris), SYSTEM):
        with pytest.raises(Refused):
            vote_together(by=by, run=run, people=every, is_for=True)


def test_only_whom_the_match_puts_together_are_talked_about(
    chris: Client, world: World, run: Run, people: dict[str, Application]
) -> None:
    with pytest.raises(Refused, match="does not put these people together"):
        comment_together(
            by=actor_of(world.chris), run=run, people=[people["Amal"], people["Bela"]], text="x"
        )
    for word in ("", "comment/", "vote/"):
        address = f"{at(run)}groups/{'0' * 32}/{word}"
        done = chris.post(address, {"text": "x"}) if word else chris.get(address)
        assert done.status_code == 404


def test_what_was_said_of_a_group_goes_with_any_of_it(
    world: World, run: Run, people: dict[str, Application]
) -> None:
    every = list(people.values())
    comment_together(by=actor_of(world.chris), run=run, people=every, text=WORDS)
    vote_together(by=actor_of(world.chris), run=run, people=every, is_for=True)

    erase_person(by=SYSTEM, email=people["Gwen"].person.email)

    for model in (PairComment, Vote, OneTogether, PeopleTogether):
        assert not model._default_manager.exists()
    assert not DataKey.objects.filter(scope_kind="pair_comment").exists()


def test_three_comments_on_a_group_cost_as_many_queries_as_one(
    chris: Client, world: World, run: Run, people: dict[str, Application]
) -> None:
    counts = []
    for further in (1, 2):
        for _one in range(further):
            comment_together(
                by=actor_of(world.chris), run=run, people=list(people.values()), text=WORDS
            )
        chris.get(group_at(run, people["Amal"]))
        with CaptureQueriesContext(connection) as found:
            chris.get(group_at(run, people["Amal"]))
        counts.append(len(found))

    assert counts == [counts[0]] * 2
