"""Nobody waits without knowing: who is silent is named, what waits is said, and what was asked before stays in sight."""

from datetime import timedelta

import pytest

from compagnon.choosing.changes.request import accept_request, decline_request
from compagnon.choosing.letters import about_ended
from compagnon.choosing.models import Profile
from compagnon.choosing.queries.news import news
from compagnon.choosing.tasks import _lapse
from compagnon.core import clock
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import NOW, World, actor_of
from tests.choosing.test_pages import browser, signed_in
from tests.choosing.test_request import ask, shown


def said(world: World) -> list[str]:
    return list(news(actor_of(world.chris), world.scheme))


def test_the_letter_of_the_day_names_who_let_a_request_pass(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    ask(world, learner, coach)
    with clock.moved_to(NOW + timedelta(days=11)):
        assert said(world) == []
        _lapse()
        assert said(world) == ["Amal let 1 request pass without an answer"]
    with clock.moved_to(NOW + timedelta(days=19)):
        assert said(world) == []
    declare_interest(by=actor_of(world.chris), application=coach)
    with clock.moved_to(NOW + timedelta(days=11)):
        assert said(world) == []


def test_whoever_waits_for_an_answer_reads_so_in_the_place_of_the_form(
    world: World, coach: Application, other_coach: Application, learner: Application
) -> None:
    for one in (coach, other_coach):
        shown(one)
    request = ask(world, learner, coach)
    other = Profile.objects.get(application=other_coach)

    page = browser(learner).get(f"/profiles/{other.id.hex}/").text

    assert "You have asked somebody already" in page
    assert f"/requests/{request.id.hex}/" in page
    assert 'name="words"' not in page


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_what_was_asked_before_a_scheme_stopped_letting_people_choose_stays_in_sight(
    world: World, coach: Application, learner: Application, answer: str
) -> None:
    shown(coach)
    request = ask(world, learner, coach)
    world.scheme.template = "association"
    world.scheme.save()
    listed = f"/joining-points/{world.joining_point.id.hex}/requests/"
    assert "Waits for an answer" in signed_in(world.chris).get(listed).text
    (open_still,) = said(world)
    assert open_still.startswith("1 request from the time when people chose still waits")
    assert open_still.endswith(listed)
    page = browser(learner).get(f"/requests/{request.id.hex}/").text
    assert ("My application" in page, "/choosing/" in page) == (True, False)

    if answer == "yes":
        accept_request(by=actor_of(world.amal), request=request, charter=world.charter)
    else:
        decline_request(by=actor_of(world.amal), request=request)

    assert Partnership.objects.count() == (answer == "yes")
    assert said(world) == []
    bela = Recipient(world.bela.pk, "bela@example.org", "en")
    told = about_ended(Facts({"request_id": request.id.hex}), bela)
    assert told is not None
    assert told["path"] == f"/applications/{learner.id.hex}/"
    assert signed_in(world.chris).get(listed).status_code == 403
