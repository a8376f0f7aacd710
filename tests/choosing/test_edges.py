"""Numbers of queries, erasing, reminders, and what is seldom seen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.choosing.changes.profile import show_profile, withdraw_profile
from compagnon.choosing.changes.request import (
    accept_request,
    decline_request,
    lapse_request,
    send_request,
    take_back_request,
)
from compagnon.choosing.letters import about_ended, about_request
from compagnon.choosing.models import Profile, Request
from compagnon.choosing.queries.profile import list_profiles
from compagnon.choosing.queries.request import get_request, get_requests, list_requests_of
from compagnon.choosing.queries.way_in import list_ways_in
from compagnon.choosing.reminders import due_reminders
from compagnon.choosing.tasks import _lapse
from compagnon.core import clock
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.ids import new_public_id
from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Partnership
from compagnon.privacy.changes import erase_person
from compagnon.recruitment.models import Application
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.charter import CHARTER
from tests.cast import NOW, World, actor_of, make_person
from tests.choosing.test_pages import browser, signed_in
from tests.choosing.test_request import WORDS, ask, shown
from tests.matching.released import make_application


@pytest.mark.parametrize("count", [1, 4])
def test_choosing_takes_the_same_queries_however_many_profiles(
    world: World, coach: Application, learner: Application, count: int
) -> None:
    shown(coach)
    for number in range(count):
        shown(make_application(world, make_person(f"Coach{number}"), mentor=True, region="wales"))
    seeker = browser(learner)

    with CaptureQueriesContext(connection) as queries:
        page = seeker.get(f"/applications/{learner.id.hex}/choosing/").text

    assert page.count("/profiles/") == count + 1
    assert len(queries) == 20


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_of_requests_takes_the_same_queries_however_many(
    world: World, coach: Application, count: int
) -> None:
    shown(coach)
    for number in range(count):
        ask(world, make_application(world, make_person(f"Learner{number}")), coach)
    group = signed_in(world.chris)

    with CaptureQueriesContext(connection) as queries:
        page = group.get(f"/joining-points/{world.joining_point.id.hex}/requests/").text

    assert page.count("Waits for an answer") == count
    assert len(queries) == 7


@pytest.mark.requirement("ALL-93")
def test_whoever_is_erased_is_found_no_more_and_nobody_waits_for_them(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)

    erase_person(by=SYSTEM, email="amal@example.org")

    request.refresh_from_db()
    assert (Profile.objects.count(), request.state) == (0, Request.State.LAPSED)


@pytest.mark.requirement("ALL-93")
def test_the_words_of_whoever_is_erased_are_gone_for_whoever_was_asked(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)

    erase_person(by=SYSTEM, email="bela@example.org")

    kept = Request.objects.select_related("asked__person", "asker__person").get(pk=request.pk)
    view = get_request(viewer=actor_of(world.amal), request=kept)
    assert WORDS not in str(view)


def test_a_reminder_is_due_three_days_before_the_last(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)

    assert list(due_reminders(NOW.date() + timedelta(days=6))) == []
    (reminder,) = due_reminders(NOW.date() + timedelta(days=7))

    assert (reminder.address, reminder.subject_id) == ("amal@example.org", request.id)


def test_letters_say_nothing_that_does_not_hold_any_more(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)
    facts = Facts({"request_id": request.id.hex})
    coachs = Recipient(world.amal.pk, "amal@example.org", "en")
    assert about_request(facts, coachs) is not None
    assert about_ended(facts, coachs) is None
    with clock.moved_to(NOW + timedelta(days=11)):
        assert about_request(facts, coachs) is None

    lapse_request(by=SYSTEM, request=request)

    assert about_request(facts, coachs) is None
    assert Message.objects.filter(kind="choosing/request_lapsed").count() == 1


def test_a_yes_lapses_what_else_the_learner_asked_and_saying_it_again_changes_nothing(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)
    accept_request(by=actor_of(world.amal), request=request, charter=world.charter)

    accept_request(by=actor_of(world.amal), request=request, charter=world.charter)
    lapse_request(by=SYSTEM, request=request)

    assert (Partnership.objects.count(), request.state) == (1, Request.State.ACCEPTED)


def test_who_has_somebody_or_finds_no_place_is_told_so(
    world: World, coach: Application, other_coach: Application, learner: Application
) -> None:
    for one in (coach, other_coach):
        shown(one)
    request = ask(world, learner, coach)
    accept_request(by=actor_of(world.amal), request=request, charter=world.charter)

    with pytest.raises(Refused, match="has been found for you already"):
        ask(world, learner, other_coach)
    with pytest.raises(Refused, match="There is no place left"):
        ask(world, make_application(world, make_person("Gil")), coach)
    assert list_ways_in(viewer=actor_of(world.bela)) == []
    assert len(list_ways_in(viewer=actor_of(world.amal))) == 1
    assert list_ways_in(viewer=NOBODY) == []


@pytest.mark.requirement("NF-02")
def test_a_learner_who_asked_for_two_goes_on_choosing_until_there_are_two(
    world: World, coach: Application, other_coach: Application, learner: Application
) -> None:
    world.scheme.settings = {**world.scheme.settings, "most_mentors": 2}
    world.scheme.save()
    Application.objects.filter(pk=learner.pk).update(answers={"mentors_wanted": 2})
    for one in (coach, other_coach):
        shown(one)
    request = ask(world, learner, coach)
    accept_request(by=actor_of(world.amal), request=request, charter=world.charter)

    assert len(list_ways_in(viewer=actor_of(world.bela))) == 1
    request = ask(world, learner, other_coach)
    accept_request(by=actor_of(other_coach.person), request=request, charter=world.charter)
    assert Partnership.objects.count() == 2
    assert list_ways_in(viewer=actor_of(world.bela)) == []


def test_nobody_else_looks_among_the_profiles(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)

    assert list_profiles(viewer=actor_of(world.dana), application=learner) == []
    assert list_requests_of(viewer=NOBODY, application=learner) == []
    with pytest.raises(Refused, match="Say in a few words"):
        _ask_without_words(world, learner)
    with pytest.raises(NotAllowed):
        show_profile(by=actor_of(world.bela), application=learner, seen=[])


def test_a_no_and_taking_back_can_be_said_twice(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    for answer, by in ((decline_request, world.amal), (take_back_request, world.bela)):
        request = ask(world, learner, coach)
        for _time in range(2):
            answer(by=actor_of(by), request=request)
        facts = Facts({"request_id": request.id.hex})
        assert about_ended(facts, Recipient(world.bela.pk, "bela@example.org", "en")) is not None

    assert Message.objects.filter(kind="choosing/request_declined").count() == 1


def test_withdrawing_twice_changes_nothing(world: World, coach: Application) -> None:
    withdraw_profile(by=actor_of(world.amal), application=coach)

    assert Profile.objects.count() == 0


def test_pages_say_what_went_wrong(world: World, coach: Application, learner: Application) -> None:
    shown(coach)
    owner, seeker = browser(coach), browser(learner)
    said = owner.post(
        f"/applications/{coach.id.hex}/choosing/show/", {"seen": ["region"]}, follow=True
    )
    assert "Your answers have changed" in said.text
    ask(world, learner, coach)

    refused = seeker.post(
        f"/profiles/{Profile.objects.get().id.hex}/", {"words": "Again", "charter": "1"}
    )

    assert "You have asked somebody already" in refused.text
    assert "Again" in refused.text
    unread = seeker.get(f"/applications/{learner.id.hex}/choosing/?region=nowhere").text
    assert "Amal" in unread


def test_the_pages_say_who_waits_before_whom_and_where_there_is_no_place(
    world: World, coach: Application, learner: Application
) -> None:
    other = make_application(world, make_person("Gil"))
    seeker = browser(learner)
    home = f"/applications/{learner.id.hex}/choosing/"
    assert "Nobody shows a profile yet" in seeker.get(home).text
    shown(coach)
    first = ask(world, learner, coach)
    with clock.moved_to(NOW + timedelta(hours=1)):
        second = ask(world, other, coach)
    assert "1 person waits before you" in browser(other).get(f"/requests/{second.id.hex}/").text

    accept_request(by=actor_of(world.amal), request=first, charter=world.charter)

    assert (
        "No place at present" in browser(other).get(f"/applications/{other.id.hex}/choosing/").text
    )


def test_nobody_finds_all_of_what_no_profile_has(
    world: World, coach: Application, other_coach: Application, learner: Application
) -> None:
    for one in (coach, other_coach):
        shown(one)

    where = f"/applications/{learner.id.hex}/choosing/?region=london&coach_expertise=leadership"

    assert "Nobody shows all of that" in browser(learner).get(where).text


@pytest.mark.requirement("ALL-54")
def test_the_profile_of_somebody_kept_apart_is_not_there(
    world: World, coach: Application, learner: Application
) -> None:
    profile = shown(coach)
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=coach, mentee=learner
    )

    assert browser(learner).get(f"/profiles/{profile.id.hex}/").status_code == 404


def test_the_group_sees_who_was_silent_and_nobody_else_does(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    ask(world, learner, coach)
    with clock.moved_to(NOW + timedelta(days=11)):
        _lapse()

    page = signed_in(world.chris).get(f"/joining-points/{world.joining_point.id.hex}/requests/")

    assert "Did not answer in time" in page.text
    with pytest.raises(NotAllowed):
        get_requests(viewer=actor_of(world.dana), joining_point=world.joining_point)


def test_the_list_of_requests_goes_on_page_by_page_and_leaves_none_out(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    row = take_back_request(by=actor_of(world.bela), request=ask(world, learner, coach))
    for minute in range(59):
        row.pk, row.asked_at = new_public_id(), NOW - timedelta(minutes=minute // 2)
        row.save(force_insert=True)
    counts, after = [], ""
    for _page in range(3):
        found = get_requests(
            viewer=actor_of(world.chris), joining_point=world.joining_point, after=after
        )
        counts.append(len(found.rows))
        after = found.after

    assert (counts, after) == ([25, 25, 10], "")
    group, where = signed_in(world.chris), f"/joining-points/{world.joining_point.id.hex}/requests/"
    first = group.get(where).text
    assert 'href="?after=' in first
    assert group.get(where + "?after=nonsense").text.count('<th scope="row">') == 25


def test_whoever_has_somebody_is_not_told_that_nothing_came_of_it(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)
    Application.objects.filter(pk=learner.pk).update(state=Application.State.MATCHED)

    lapse_request(by=SYSTEM, request=request)

    assert not Message.objects.filter(kind="choosing/request_lapsed").exists()


def test_whoever_does_both_is_led_to_choose_each_other(world: World, coach: Application) -> None:
    Application.objects.filter(pk=coach.pk).update(is_mentee=True)

    assert [one.title for one in list_ways_in(viewer=actor_of(world.amal))] == ["Choose each other"]


def test_the_tab_of_requests_stands_only_where_people_choose(
    world: World, coach: Application, learner: Application
) -> None:
    where = f"/joining-points/{world.joining_point.id.hex}/requests/"
    world.scheme.template = "association"
    world.scheme.save()
    assert signed_in(world.chris).get(where).status_code in {403, 404}


def test_only_others_are_counted_as_waiting_before_a_learner(
    world: World, coach: Application, learner: Application
) -> None:
    other = make_application(world, make_person("Cai"), region="wales")
    shown(coach)
    ask(world, learner, coach)

    waiting = {
        one.pk: list_profiles(viewer=actor_of(one.person), application=one)[0].waiting
        for one in (learner, other)
        if one.person
    }

    assert waiting == {learner.pk: 0, other.pk: 1}
    assert "1 person waits for an answer before you" in _choosing_page(other)
    assert "Nobody waits before you" in _choosing_page(learner)


def test_nobody_is_asked_any_more_where_people_no_longer_choose(
    world: World, coach: Application, learner: Application
) -> None:
    profile = shown(coach)
    world.scheme.template = "association"
    world.scheme.save()

    with pytest.raises(NotAllowed):
        ask(world, learner, coach)

    assert browser(learner).get(f"/profiles/{profile.id.hex}/").status_code in {403, 404}


def test_a_charter_that_was_replaced_meanwhile_is_not_signed_by_asking(
    world: World, coach: Application, learner: Application
) -> None:
    profile = shown(coach)
    publish_charter(by=actor_of(world.chris), scheme=world.scheme, text=CHARTER)

    answer = browser(learner).post(f"/profiles/{profile.id.hex}/", {"words": WORDS, "charter": "1"})

    assert answer.status_code == 422
    assert ("There is a newer version" in answer.text, WORDS in answer.text) == (True, True)
    assert not Request.objects.exists()


def _choosing_page(application: Application) -> str:
    return browser(application).get(f"/applications/{application.id.hex}/choosing/").text


def _ask_without_words(world: World, learner: Application) -> Request:
    profile = Profile.objects.select_related("application__joining_point__cycle__scheme").get()
    assert learner.person is not None
    return send_request(
        by=actor_of(learner.person), profile=profile, words="  ", charter=world.charter
    )
