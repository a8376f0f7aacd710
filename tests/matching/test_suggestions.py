"""Pairing somebody by hand: who would suit them, and why."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed
from compagnon.core.ids import new_public_id
from compagnon.matching.changes.answer import decline_proposal
from compagnon.matching.changes.pair_rule import forbid_pair, pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import PairRule
from compagnon.matching.queries.suggestions import get_suggestions
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application, Declaration
from tests.cast import World, actor_of
from tests.matching.applying import apply
from tests.matching.reading import read, words
from tests.matching.released import ANSWER_BY, answer_of
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db


def at(application: Application) -> str:
    return f"/applications/{application.id.hex}/suggestions/"


@pytest.fixture
def cai(world: World) -> Application:
    return apply(world, "Cai", "mentee", interests_wanted=["trips"], languages_taught=["cy"])


@pytest.fixture
def ana(world: World) -> Application:
    return apply(world, "Ana", "mentor", interests_offered=["trips"], languages_taught=["fr"])


@pytest.fixture
def ben(world: World) -> Application:
    return apply(world, "Ben", "mentor", interests_offered=["grammar"], languages_taught=["cy"])


def test_who_would_suit_somebody_the_best_first_with_reasons(
    chris: Client, cai: Application, ana: Application, ben: Application
) -> None:
    page = read(chris, at(cai))

    assert page.index("Ana") < page.index("Ben")
    assert "Interests · Wished for and offered: Trips" in page
    assert "Mentor: who would suit" in page
    assert "Mentee: who would suit" not in page
    assert "Mentee: who would suit" in read(chris, at(ana))


def test_whom_a_rule_forbids_is_not_suggested(
    chris: Client, world: World, cai: Application, ana: Application, ben: Application
) -> None:
    forbid_pair(by=actor_of(world.chris), joining_point=world.joining_point, mentor=ana, mentee=cai)
    page = read(chris, at(cai))
    assert ("Ana" in page, "Ben" in page) == (False, True)

    Application.objects.filter(pk__in=[ben.pk, cai.pk]).update(answers={"institution": "Dewi"})
    assert "Nobody passes every rule" in read(chris, at(cai))


def test_a_suggestion_is_pinned_and_the_next_match_makes_it(
    chris: Client, world: World, cai: Application, ana: Application, ben: Application
) -> None:
    answer = chris.post(at(cai), {"mentor": ben.id.hex, "mentee": cai.id.hex})

    assert (answer.status_code, answer["Location"]) == (303, at(cai))
    assert "Pinned from the next match on" in read(chris, at(cai))
    assert [(one.mentor, one.kind) for one in PairRule.objects.all()] == [(ben, "pin")]
    pairs = computed_run(world).result["pairs"]
    assert [(one["mentor_id"], one["mentee_id"]) for one in pairs] == [(ben.id.hex, cai.id.hex)]


def test_a_pin_that_is_refused_says_why(
    chris: Client, world: World, cai: Application, ana: Application, ben: Application
) -> None:
    pin_pair(by=actor_of(world.chris), joining_point=world.joining_point, mentor=ana, mentee=cai)

    answer = chris.post(at(cai), {"mentor": ben.id.hex, "mentee": cai.id.hex}, follow=True)
    assert "Cai is pinned to somebody else. Take that back first." in words(answer.content.decode())


def test_a_pin_is_about_the_person_whose_page_it_is(
    chris: Client, cai: Application, ana: Application, ben: Application
) -> None:
    for mentor, mentee in (
        (ana.id.hex, new_public_id().hex),
        (new_public_id().hex, cai.id.hex),
        ("", cai.id.hex),
    ):
        assert chris.post(at(cai), {"mentor": mentor, "mentee": mentee}).status_code == 404
    assert PairRule.objects.count() == 0


def test_whoever_was_declined_is_led_to_the_next_best(
    chris: Client, world: World, cai: Application, ana: Application, ben: Application
) -> None:
    run = computed_run(world)
    proposal = release_run(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY).proposals.get()
    assert "Nobody is looked for" in read(chris, at(cai))
    answers = f"/joining-points/{world.joining_point.id.hex}/answers/"
    assert "Who else would suit" not in read(chris, answers)

    decline_proposal(by=actor_of(ana.person), answer=answer_of(proposal, "mentor"))
    assert "Who else would suit Cai" in read(chris, answers)
    page = read(chris, at(cai))
    assert ("Ana" in page, "Ben" in page) == (False, True)


def test_whom_a_coordinator_leaves_to_others_is_counted_and_not_named(
    chris: Client, world: World, cai: Application, ana: Application, ben: Application
) -> None:
    declare_interest(by=actor_of(world.chris), application=ana)

    page = read(chris, at(cai))
    assert ("Ana" in page, "Ben" in page) == (False, True)
    assert "1 person is hidden from you" in page
    assert chris.get(at(ana)).status_code == 403
    with pytest.raises(NotAllowed, match="Another member of the group takes care of it"):
        get_suggestions(viewer=actor_of(world.chris), application=ana)


def test_declarations_that_cannot_be_opened_suggest_nobody(chris: Client, world: World) -> None:
    apply(world, "Ana", "mentor")
    cai = apply(world, "Cai", "mentee", managers="Somebody")
    Declaration.objects.all().delete()

    assert "Nobody can be suggested What some applicants declared" in read(chris, at(cai))


def test_suggestions_are_for_the_coordination_group(client: Client, cai: Application) -> None:
    client.force_login(cai.person)

    assert client.get(at(cai)).status_code in {403, 404}


@pytest.mark.parametrize("count", [1, 3])
def test_suggesting_takes_as_many_queries_for_three_as_for_one(
    chris: Client, world: World, cai: Application, count: int
) -> None:
    for number in range(count):
        apply(world, f"Mentor{number}", "mentor")

    with CaptureQueriesContext(connection) as queries:
        read(chris, at(cai))
    assert len(queries) == 14
