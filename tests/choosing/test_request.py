"""From a profile by a request to a partnership; and all the ways in which it does not come to that."""

from collections import Counter
from datetime import timedelta
from typing import cast

import pytest

from compagnon.accounts.models import Person
from compagnon.choosing.changes.profile import show_profile, withdraw_profile
from compagnon.choosing.changes.request import (
    accept_request,
    decline_request,
    send_request,
    take_back_request,
)
from compagnon.choosing.models import Profile, Request
from compagnon.choosing.queries.profile import list_profiles, narrowed
from compagnon.choosing.queries.request import get_request, get_requests
from compagnon.choosing.rules.parts import shown_parts
from compagnon.choosing.tasks import _lapse
from compagnon.core import clock
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import NOW, World, actor_of, make_person, make_world
from tests.matching.released import make_application
from tests.matching.test_races import at_once

WORDS = "I would like to look at how I lead meetings."


def shown(application: Application) -> Profile:
    owner = cast("Person", application.person)
    return show_profile(
        by=actor_of(owner), application=application, seen=list(shown_parts(application.answers))
    )


def ask(world: World, learner: Application, coach: Application) -> Request:
    profile = Profile.objects.select_related(
        "application__person", "application__joining_point__cycle__scheme"
    ).get(application=coach)
    return send_request(
        by=actor_of(cast("Person", learner.person)),
        profile=profile,
        words=WORDS,
        charter=world.charter,
    )


@pytest.mark.requirement("NF-16")
def test_a_learner_chooses_a_coach_and_both_say_yes(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)

    accept_request(by=actor_of(world.amal), request=request, charter=world.charter)

    partnership = Partnership.objects.get()
    members = {member.person_id for member in partnership.members.all()}
    assert members == {world.amal.pk, world.bela.pk}
    assert request.state == Request.State.ACCEPTED


@pytest.mark.requirement("NF-14")
def test_learners_search_by_kind_of_expertise(
    world: World, coach: Application, other_coach: Application, learner: Application
) -> None:
    for one in (coach, other_coach):
        shown(one)

    everybody = list_profiles(viewer=actor_of(world.bela), application=learner)
    found = narrowed(everybody, {"coach_expertise": "process", "region": ""})

    assert [card.name for card in found] == ["Efa"]
    assert ("Experienced in", "The process of coaching") in found[0].parts


def test_a_profile_shows_nothing_that_its_owner_has_not_seen(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    Application.objects.filter(pk=coach.pk).update(
        answers={**coach.answers, "sector": "state", "institution": "Secret School"}
    )

    card = list_profiles(viewer=actor_of(world.bela), application=learner)[0]

    assert dict(card.answers) == {"region": "wales", "coach_expertise": ["leadership"]}
    with pytest.raises(Refused, match="Your answers have changed"):
        show_profile(by=actor_of(world.amal), application=coach, seen=["region"])


def test_whoever_withdraws_is_found_no_more(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)

    withdraw_profile(by=actor_of(world.amal), application=coach)

    assert list_profiles(viewer=actor_of(world.bela), application=learner) == []


@pytest.mark.requirement("ALL-54")
def test_whom_somebody_must_not_meet_they_never_find(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=coach, mentee=learner
    )

    assert list_profiles(viewer=actor_of(world.bela), application=learner) == []
    with pytest.raises(Refused, match="These two cannot be paired"):
        ask(world, learner, coach)


def test_only_the_two_read_the_words(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)

    read = [get_request(viewer=actor_of(one), request=request) for one in (world.amal, world.bela)]

    assert [view.words for view in read] == [WORDS, WORDS]
    for one in (world.chris, world.dana):
        with pytest.raises(Closed):
            get_request(viewer=actor_of(one), request=request)
    rows = get_requests(viewer=actor_of(world.chris), joining_point=world.joining_point).rows
    assert [row.people for row in rows] == [("Bela", "Amal")]
    assert WORDS not in repr(rows)


def test_a_learner_asks_one_at_a_time_and_may_take_it_back(
    world: World, coach: Application, other_coach: Application, learner: Application
) -> None:
    for one in (coach, other_coach):
        shown(one)
    first = ask(world, learner, coach)
    with pytest.raises(Refused, match="You have asked somebody already"):
        ask(world, learner, other_coach)

    take_back_request(by=actor_of(world.bela), request=first)

    assert ask(world, learner, other_coach).state == Request.State.WAITING


def test_a_no_needs_no_reason_and_frees_the_learner(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    request = ask(world, learner, coach)

    decline_request(by=actor_of(world.amal), request=request)

    assert request.state == Request.State.DECLINED
    kinds = Message.objects.filter(kind__startswith="choosing/").values_list("kind", "address")
    assert set(kinds) == {
        ("choosing/request_sent", "amal@example.org"),
        ("choosing/request_declined", "bela@example.org"),
    }


def test_a_request_lapses_when_its_day_has_passed_and_coordinators_see_who_was_silent(
    world: World, coach: Application, learner: Application
) -> None:
    shown(coach)
    ask(world, learner, coach)

    with clock.moved_to(NOW + timedelta(days=10)):
        assert _lapse() == 0
    with clock.moved_to(NOW + timedelta(days=11)):
        assert (_lapse(), _lapse()) == (1, 0)

    view = get_requests(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert [(one.name, one.count) for one in view.silent] == [("Amal", 1)]
    declare_interest(by=actor_of(world.chris), application=coach)
    view = get_requests(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert ([row.people for row in view.rows], view.silent) == ([None], ())


def test_nobody_answers_for_another(world: World, coach: Application, learner: Application) -> None:
    shown(coach)
    request = ask(world, learner, coach)

    for one in (world.bela, world.chris, world.dana):
        with pytest.raises(NotAllowed):
            accept_request(by=actor_of(one), request=request, charter=world.charter)
    Request.objects.filter(pk=request.pk).update(asked=learner, asker=coach)
    forged = Request.objects.get(pk=request.pk)
    with pytest.raises(NotAllowed):
        accept_request(by=actor_of(world.bela), request=forged, charter=world.charter)


@pytest.mark.django_db(transaction=True)
def test_a_full_coach_gets_no_second_learner_whoever_presses_at_once() -> None:
    world = make_world()
    world.scheme.template = "coaching"
    world.scheme.save()
    coach = make_application(world, world.amal, mentor=True, capacity=2)
    shown(coach)
    learners = [make_application(world, make_person(f"Learner{one}")) for one in range(10)]
    requests = [ask(world, one, coach) for one in learners]

    at_once(
        [
            lambda number=number: accept_request(  # type: ignore[misc]  # bound to its number
                by=actor_of(world.amal),
                request=Request.objects.get(pk=requests[number % 10].pk),
                charter=world.charter,
            )
            for number in range(50)
        ]
    )

    states = Counter(Request.objects.values_list("state", flat=True))
    assert states == {Request.State.ACCEPTED: 2, Request.State.LAPSED: 8}
    assert Partnership.objects.count() == 2
