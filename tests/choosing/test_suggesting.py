"""Guided choice: a few reasoned suggestions for each learner, looked through, released, asked, answered."""

from collections import Counter
from typing import cast

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.accounts.models import Person
from compagnon.choosing.changes.request import accept_request, decline_request
from compagnon.choosing.changes.suggestion import (
    leave_out_suggestion,
    prepare_suggestions,
    release_suggestions,
)
from compagnon.choosing.letters import about_suggestions
from compagnon.choosing.models import Profile, Request, Suggestion
from compagnon.choosing.queries.profile import list_profiles
from compagnon.choosing.queries.suggestion import find_thoughts, get_suggestions
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.matching.queries.guided import think_of
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Partnership
from compagnon.privacy.changes import erase_person
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of, make_person, make_world
from tests.choosing.test_pages import browser, signed_in
from tests.choosing.test_request import ask, shown
from tests.matching.reading import words
from tests.matching.released import make_application
from tests.matching.test_races import at_once


@pytest.fixture
def world(db: None) -> World:
    return guided(make_world())


def guided(world: World) -> World:
    world.scheme.template = "in_house"
    world.scheme.settings = {"matching_mode": "guided"}
    world.scheme.save()
    return world


def mentors(world: World, *names: str) -> list[Application]:
    made = [
        make_application(
            world, make_person(name), mentor=True, interests_offered=["speaking"], sector="state"
        )
        for name in names
    ]
    for one in made:
        shown(one)
    return made


def learner(world: World, who: Person | None = None) -> Application:
    return make_application(
        world, who or world.bela, interests_wanted=["speaking"], sector="independent"
    )


def prepare(world: World) -> int:
    by = actor_of(world.chris)
    return prepare_suggestions(
        by=by,
        joining_point=world.joining_point,
        thoughts=find_thoughts(viewer=by, joining_point=world.joining_point),
    )


def release(world: World) -> int:
    by = actor_of(world.chris)
    view = get_suggestions(viewer=by, joining_point=world.joining_point)
    return release_suggestions(by=by, joining_point=world.joining_point, seen=view.ids)


def names_for(world: World, application: Application) -> list[str]:
    cards = list_profiles(
        viewer=actor_of(cast("Person", application.person)), application=application
    )
    return [card.name for card in cards]


@pytest.mark.requirement("ALL-50", "ALL-51")
def test_nothing_is_known_before_a_coordinator_releases_it_with_reasons(world: World) -> None:
    mentors(world, "Amy", "Ben", "Cai", "Dee")
    mine = learner(world)

    assert (prepare(world), names_for(world, mine)) == (3, [])
    assert not Message.objects.filter(kind="choosing/suggestions_released").exists()
    assert release(world) == 1

    cards = list_profiles(viewer=actor_of(world.bela), application=mine)
    assert len(cards) == 3
    assert all("Speaking" in card.reasons[0] for card in cards)
    letters = Message.objects.filter(kind="choosing/suggestions_released")
    assert [one.address for one in letters] == ["bela@example.org"]


def test_every_learner_has_somebody_before_anybody_has_two_and_requests_spread(
    world: World,
) -> None:
    mentors(world, "Amy", "Ben")
    for number in range(6):
        learner(world, make_person(f"Learner{number}"))

    prepare(world)

    each = Counter(Suggestion.objects.values_list("learner_id", flat=True))
    of_each = Counter(Suggestion.objects.values_list("suggested_id", flat=True))
    assert (len(each), set(of_each.values())) == (6, {3})


def test_only_who_shows_a_profile_is_suggested_and_the_page_counts_the_others(
    world: World,
) -> None:
    mentors(world, "Amy")
    make_application(world, world.amal, mentor=True, interests_offered=["speaking"])
    learner(world)

    prepare(world)

    view = get_suggestions(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert [row.name for one in view.prepared for row in one.rows] == ["Amy"]
    assert (view.in_need, view.shown, view.unshown) == (0, 1, 1)


@pytest.mark.requirement("ALL-54")
def test_whom_they_must_not_meet_and_whom_they_asked_in_vain_are_not_suggested(
    world: World,
) -> None:
    amy, ben, cai = mentors(world, "Amy", "Ben", "Cai")
    mine = learner(world)
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=amy, mentee=mine
    )
    prepare(world)
    release(world)
    assert set(names_for(world, mine)) == {"Ben", "Cai"}

    for one in (ben, cai):
        request = ask(world, mine, one)
        decline_request(by=actor_of(cast("Person", one.person)), request=request)
    mentors(world, "Dee")

    prepare(world)
    found = Suggestion.objects.filter(released_at=None).values_list(
        "suggested__person__name", flat=True
    )
    assert list(found) == ["Dee"]


def test_a_learner_asks_one_who_was_suggested_and_nobody_else(world: World) -> None:
    amy, _ben = mentors(world, "Amy", "Ben")
    mine = learner(world)
    prepare(world)
    left_out = Suggestion.objects.get(suggested__person__name="Ben")
    leave_out_suggestion(by=actor_of(world.chris), suggestion=left_out)
    leave_out_suggestion(by=actor_of(world.chris), suggestion=left_out)
    release(world)

    with pytest.raises(NotAllowed):
        ask(world, mine, _ben)
    request = ask(world, mine, amy)
    accept_request(by=actor_of(cast("Person", amy.person)), request=request, charter=world.charter)

    assert Partnership.objects.count() == 1
    view = get_suggestions(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert [(row.people, str(row.label)) for row in view.released] == [(("Bela", "Amy"), "Yes")]


def test_the_reasons_stand_where_one_asks_and_where_the_other_answers(world: World) -> None:
    ann, _ben = mentors(world, "Ann", "Ben")
    own = learner(world)
    prepare(world)
    release(world)
    seeker = browser(own)

    asking = seeker.get(f"/profiles/{Profile.objects.get(application=ann).id.hex}/").text

    assert "Suggested to you, because:" in words(asking)
    assert "Speaking" in words(asking)
    assert "Who else is suggested to you Ben" in words(asking)
    request = ask(world, own, ann)
    address = f"/requests/{request.id.hex}/"
    for reader in (seeker, browser(ann)):
        page = words(reader.get(address).text)
        assert "Why the Coordination Group thought of the two of you" in page
        assert "Speaking" in page


def test_a_rule_that_warns_counts_against_a_suggestion_and_is_told(world: World) -> None:
    world.scheme.matching = {"rules": {"too_far": "warn", "same_institution": "warn"}}
    world.scheme.save()
    (ann,) = mentors(world, "Ann")
    own = learner(world)
    for one in (ann, own):
        one.answers["institution"] = "Ysgol Dewi"
        one.save(update_fields=["answers"])
    world.joining_point.refresh_from_db()

    prepare(world)

    view = get_suggestions(viewer=actor_of(world.chris), joining_point=world.joining_point)
    (row,) = view.prepared[0].rows
    assert row.speaks_against[0] == "A rule warns: The same workplace (counts 10 points less)"
    release(world)
    listed = browser(own).get(f"/applications/{own.id.hex}/choosing/").text
    assert "A rule of the scheme warns The same workplace." in words(listed)


def test_what_changed_since_it_was_looked_at_is_not_released(world: World) -> None:
    mentors(world, "Amy", "Ben")
    mine = learner(world)
    prepare(world)
    by = actor_of(world.chris)
    seen = get_suggestions(viewer=by, joining_point=world.joining_point).ids
    prepare(world)

    with pytest.raises(Refused, match="have changed since"):
        release_suggestions(by=by, joining_point=world.joining_point, seen=seen)
    declare_interest(by=by, application=mine)
    view = get_suggestions(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert (view.prepared, view.hidden) == ((), 1)
    assert "1 learner is left to others" in signed_in(world.chris).get(where(world)).text
    ids = set(Suggestion.objects.values_list("id", flat=True))
    with pytest.raises(Refused, match="have changed since"):
        release_suggestions(by=actor_of(world.chris), joining_point=world.joining_point, seen=ids)


def test_whoever_left_or_has_somebody_meanwhile_is_suggested_nobody(world: World) -> None:
    mentors(world, "Amy")
    mine = learner(world)
    prepare(world)
    Application.objects.filter(pk=mine.pk).update(state=Application.State.WITHDRAWN)

    assert (release(world), Suggestion.objects.count()) == (0, 0)


@pytest.mark.requirement("ALL-93")
def test_erasing_somebody_forgets_what_was_suggested(world: World) -> None:
    mentors(world, "Amy", "Ben")
    learner(world)
    prepare(world)

    erase_person(by=SYSTEM, email="amy@example.org")

    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_learners(world: World, count: int) -> None:
    mentors(world, "Amy", "Ben", "Cai")
    for number in range(count):
        learner(world, make_person(f"Learner{number}"))
    prepare(world)
    group = signed_in(world.chris)

    with CaptureQueriesContext(connection) as queries:
        page = group.get(where(world)).text

    assert page.count("Leave out") == count * 3
    assert len(queries) == 17


def where(world: World) -> str:
    return f"/joining-points/{world.joining_point.id.hex}/suggestions/"


def test_the_whole_way_on_pages(world: World) -> None:
    mentors(world, "Amy", "Ben")
    mine = learner(world)
    group, seeker = signed_in(world.chris), browser(mine)
    home = f"/applications/{mine.id.hex}/choosing/"
    assert "There are no suggestions for you yet" in seeker.get(home).text

    prepared = group.post(f"{where(world)}prepare/", follow=True).text
    assert ("2 suggestions are prepared" in prepared, "whom you might ask" in prepared) == (
        True,
        True,
    )
    one = Suggestion.objects.order_by("suggested__person__name").last()
    assert one is not None
    group.post(f"/suggestions/{one.id.hex}/leave-out/")
    seen = [row.id.hex for row in Suggestion.objects.all()]
    released = group.post(f"{where(world)}release/", {"seen": seen}, follow=True).text
    assert ("1 letter is on its way" in released, "Not asked" in released) == (True, True)
    again = group.post(f"{where(world)}release/", {"seen": seen}, follow=True).text
    assert "have changed since" in again
    assert group.post(f"/suggestions/{seen[0]}/leave-out/").status_code == 403

    chosen = seeker.get(home).text
    assert ("Suggested to you, because:" in chosen, "Amy" in chosen, "Ben" in chosen) == (
        True,
        True,
        False,
    )
    assert "Nobody was found" in group.post(f"{where(world)}prepare/", follow=True).text


def test_the_page_of_suggestions_stands_only_where_people_are_suggested(world: World) -> None:
    world.scheme.settings = {}
    world.scheme.save()

    assert signed_in(world.chris).get(where(world)).status_code == 403
    assert signed_in(world.dana).get(where(world)).status_code == 404


def test_suggestions_are_for_coordinators_and_wait_while_declarations_are_closed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentors(world, "Amy")
    mine = learner(world)
    point = world.joining_point
    for doing in (find_thoughts, get_suggestions):
        with pytest.raises(NotAllowed):
            doing(viewer=actor_of(world.dana), joining_point=point)
    with pytest.raises(NotAllowed):
        think_of(
            viewer=actor_of(world.dana),
            joining_point=point,
            mentors=[],
            mentees=[],
            already=frozenset(),
        )
    with pytest.raises(Refused, match="A named person"):
        release_suggestions(by=SYSTEM, joining_point=point, seen=[])
    monkeypatch.setattr("compagnon.matching.queries.guided.MOST_PAIRS", 0)
    with pytest.raises(Refused, match="too many people"):
        prepare(world)
    Application.objects.filter(pk=mine.pk).update(declared_count=1)

    said = signed_in(world.chris).post(f"{where(world)}prepare/", follow=True).text

    assert "cannot be opened, so nobody can be suggested" in said


def test_the_letter_is_not_sent_to_whoever_has_nobody_to_choose_among(world: World) -> None:
    mentors(world, "Amy")
    mine = learner(world)
    prepare(world)
    facts = Facts({"application_id": mine.id.hex, "released_on": "2026-09-14"})
    bela = Recipient(world.bela.pk, "bela@example.org", "en")
    assert about_suggestions(facts, bela) is None

    release(world)

    assert about_suggestions(facts, bela) is not None
    assert about_suggestions(facts, Recipient(world.amal.pk, "amal@example.org", "en")) is None


def test_more_learners_than_are_looked_through_at_once_follow(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compagnon.choosing.queries.suggestion.AT_ONCE", 1)
    mentors(world, "Amy")
    for number in range(2):
        learner(world, make_person(f"Learner{number}"))
    prepare(world)

    assert (
        "1 learner follows when these are released" in signed_in(world.chris).get(where(world)).text
    )
    assert (release(world), release(world)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_fifty_releases_and_answers_at_once_write_once_and_give_no_place_twice() -> None:
    world = guided(make_world())
    (amy,) = mentors(world, "Amy")
    mine = [learner(world, make_person(f"Learner{number}")) for number in range(3)]
    prepare(world)
    by = actor_of(world.chris)
    seen = get_suggestions(viewer=by, joining_point=world.joining_point).ids

    at_once(
        [
            lambda: release_suggestions(
                by=actor_of(world.chris), joining_point=world.joining_point, seen=seen
            )
            for _number in range(50)
        ]
    )
    assert Message.objects.filter(kind="choosing/suggestions_released").count() == 3

    requests = [ask(world, one, amy) for one in mine]
    at_once(
        [
            lambda number=number: accept_request(  # type: ignore[misc]  # bound to its number
                by=actor_of(cast("Person", amy.person)),
                request=Request.objects.get(pk=requests[number % 3].pk),
                charter=world.charter,
            )
            for number in range(50)
        ]
    )

    states = Counter(Request.objects.values_list("state", flat=True))
    assert states == {Request.State.ACCEPTED: 1, Request.State.LAPSED: 2}
    assert Partnership.objects.count() == 1
