"""The pages: choosing, asking, answering, and the Coordination Group's list."""

from typing import cast

import pytest
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.choosing.models import Profile, Request
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from tests.cast import World
from tests.choosing.test_request import WORDS, ask, shown


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def browser(application: Application) -> Client:
    return signed_in(cast("Person", application.person))


@pytest.mark.requirement("NF-16")
def test_the_whole_way_from_a_profile_to_a_partnership(
    world: World, coach: Application, learner: Application
) -> None:
    owner, seeker = browser(coach), browser(learner)
    home = f"/applications/{coach.id.hex}/choosing/"
    assert "Nobody finds you" in owner.get(home).text

    owner.post(f"{home}show/", {"seen": ["coach_expertise", "region"]})
    found = seeker.get(f"/applications/{learner.id.hex}/choosing/?region=wales").text
    assert "Leadership" in found
    assert "amal@example.org" not in found
    asking = f"/profiles/{Profile.objects.get().id.hex}/"
    assert "Nobody waits before you" in seeker.get(asking).text
    assert seeker.post(asking, {"words": "", "charter": "1"}).status_code == 422
    assert seeker.post(asking, {"words": WORDS}).status_code == 404
    seeker.post(asking, {"words": WORDS, "charter": "1"})
    address = f"/requests/{Request.objects.get().id.hex}/"
    assert WORDS in owner.get(address).text
    mine = seeker.get(address).text
    assert "Take the request back" in mine
    assert f"/applications/{learner.id.hex}/choosing/" in mine
    assert owner.post(f"{address}accept/", {"charter": "9"}).status_code == 404
    owner.post(f"{address}accept/", {"charter": "1"})

    assert Partnership.objects.count() == 1


def test_the_other_ways_out(world: World, coach: Application, learner: Application) -> None:
    shown(coach)
    owner, seeker = browser(coach), browser(learner)
    first = ask(world, learner, coach)
    seeker.post(f"/requests/{first.id.hex}/take-back/")
    second = ask(world, learner, coach)
    owner.post(f"/requests/{second.id.hex}/decline/")

    refused = owner.post(f"/requests/{first.id.hex}/accept/", {"charter": "1"}, follow=True)

    assert "does not wait for an answer any more" in refused.text
    owner.post(f"/applications/{coach.id.hex}/choosing/withdraw/")
    assert Profile.objects.count() == 0


def test_coordinators_see_who_asked_whom_and_no_words(
    world: World, coach: Application, learner: Application
) -> None:
    where = f"/joining-points/{world.joining_point.id.hex}/requests/"
    assert "Nobody has asked anybody yet" in signed_in(world.chris).get(where).text
    shown(coach)
    ask(world, learner, coach)

    page = signed_in(world.chris).get(where).text

    assert ("Amal" in page, "Bela" in page, WORDS in page) == (True, True, False)
    assert signed_in(world.dana).get(where).status_code == 404
