"""Mutual choice for peer coaching: one pool, two or three who ask each other, or who have found each other already."""

from collections import Counter
from datetime import timedelta
from typing import cast

import pytest

from compagnon.accounts.models import Person
from compagnon.choosing.changes.request import (
    accept_request,
    decline_request,
    name_peers,
)
from compagnon.choosing.letters import about_request
from compagnon.choosing.models import Profile, Request
from compagnon.choosing.queries.code import code_of, find_by_code
from compagnon.choosing.queries.profile import list_profiles
from compagnon.choosing.queries.request import get_request, get_requests, list_waiting_requests
from compagnon.choosing.queries.way_in import list_ways_in
from compagnon.choosing.reminders import due_reminders
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.changes.chosen import open_chosen_peers
from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.matching.changes.run import start_run
from compagnon.matching.models import PastPair, Proposal
from compagnon.matching.queries.facts import get_taken
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import Member, Partnership
from compagnon.recruitment.models import Application
from tests.cast import NOW, World, actor_of, make_person, make_world
from tests.choosing.test_pages import browser, signed_in
from tests.choosing.test_request import WORDS, ask, shown
from tests.matching.released import make_application
from tests.matching.test_races import at_once


@pytest.fixture
def world(db: None) -> World:
    return pooled(make_world())


def pooled(world: World) -> World:
    world.scheme.template, world.scheme.kind = "peer_coaching", "peer_coaching"
    world.scheme.save()
    return world


def peer(world: World, who: Person) -> Application:
    application = make_application(world, who, mentor=True, region="wales")
    Application.objects.filter(pk=application.pk).update(is_mentee=True)
    return Application.objects.select_related("joining_point__cycle__scheme", "person").get(
        pk=application.pk
    )


def three(world: World) -> list[Application]:
    return [peer(world, who) for who in (world.amal, world.bela, make_person("Cai"))]


def owner(application: Application) -> Person:
    return cast("Person", application.person)


def name(world: World, own: Application, *others: Application) -> Request:
    return name_peers(
        by=actor_of(owner(own)),
        application=own,
        codes=[code_of(one) for one in others],
        words=WORDS,
        charter=world.charter,
    )


def accept(world: World, request: Request, application: Application) -> Request:
    fresh = Request.objects.select_related("asker", "asked", "third", "agreed").get(pk=request.pk)
    return accept_request(by=actor_of(owner(application)), request=fresh, charter=world.charter)


@pytest.mark.requirement("NF-18", "NF-21", "NF-22")
def test_peers_find_and_ask_each_other_and_are_alike_in_their_partnership(world: World) -> None:
    amal, bela, cai = three(world)
    for one in (amal, bela, cai):
        shown(one)
    found = list_profiles(viewer=actor_of(world.amal), application=amal)
    assert [card.name for card in found] == ["Bela", "Cai"]
    request = ask(world, amal, bela)
    ask(world, cai, amal)

    accept(world, request, bela)

    members = Partnership.objects.get().members.values_list("role", flat=True)
    assert list(members) == [Member.Role.PEER, Member.Role.PEER]
    assert Counter(Request.objects.values_list("state", flat=True)) == {
        Request.State.ACCEPTED: 1,
        Request.State.LAPSED: 1,
    }
    taken = get_taken(world.joining_point)
    assert taken.mentees == {amal.pk, bela.pk}
    with pytest.raises(Refused, match="no place left"):
        ask(world, cai, bela)
    with pytest.raises(Refused, match="has been found for you already"):
        ask(world, amal, cai)
    ways = {
        who.name: [way.title for way in list_ways_in(viewer=actor_of(who))]
        for who in map(owner, (amal, cai))
    }
    assert ways == {"Amal": [], "Cai": ["Find a peer"]}


@pytest.mark.requirement("NF-22")
def test_three_who_found_each_other_all_say_yes_before_anything_begins(world: World) -> None:
    amal, bela, cai = three(world)
    request = name(world, amal, bela, cai)
    letters = Message.objects.filter(kind="choosing/request_sent")
    assert {one.address for one in letters} == {"bela@example.org", "cai@example.org"}

    for _twice in range(2):
        accept(world, request, bela)
    assert Partnership.objects.count() == 0
    assert list_waiting_requests(viewer=actor_of(world.bela)) == []
    waiting = list_waiting_requests(viewer=actor_of(owner(cai)))
    assert [one.name for one in waiting] == ["Amal"]
    due = due_reminders(NOW.date() + timedelta(days=7))
    assert [one.address for one in due] == ["cai@example.org"]
    accept(world, request, cai)

    partnership = Partnership.objects.get()
    assert set(partnership.members.values_list("person__name", "role")) == {
        (who, Member.Role.PEER) for who in ("Amal", "Bela", "Cai")
    }
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    proposal = Proposal.objects.get()
    assert (proposal.state, PastPair.objects.count()) == ("opened", 2)
    assert {one.pk for one in proposal.people} == {amal.pk, cai.pk}
    ways = {who.name: list_ways_in(viewer=actor_of(who)) for who in map(owner, (amal, bela, cai))}
    assert {who: [way.title for way in found] for who, found in ways.items()} == {
        "Amal": [],
        "Bela": ["Find a peer"],
        "Cai": [],
    }
    with pytest.raises(Refused):
        name(world, bela, amal)

    leave_partnership(by=actor_of(world.amal), partnership=partnership)

    assert (Proposal.objects.get().state, PastPair.objects.count()) == ("closed", 3)
    ways_of_cai = list_ways_in(viewer=actor_of(owner(cai)))
    assert [way.title for way in ways_of_cai] == ["Find a peer"]


@pytest.mark.parametrize("position", [0, 1, 2])
def test_whichever_of_three_leaves_the_other_two_go_on(world: World, position: int) -> None:
    everybody = three(world)
    request = name(world, *everybody)
    for one in everybody[1:]:
        accept(world, request, one)

    leaving = everybody[position]
    leave_partnership(by=actor_of(owner(leaving)), partnership=Partnership.objects.get())

    staying = {one.pk for one in everybody} - {leaving.pk}
    assert {one.pk for one in Proposal.objects.get().people} == staying
    taken = get_taken(world.joining_point)
    assert taken.mentees == staying


def test_a_no_of_one_frees_all_three_and_tells_those_who_wished(world: World) -> None:
    amal, bela, cai = three(world)
    request = name(world, amal, bela, cai)
    accept(world, request, bela)

    fresh = Request.objects.select_related("asker", "asked", "third").get(pk=request.pk)
    decline_request(by=actor_of(owner(cai)), request=fresh)

    told = Message.objects.filter(kind="choosing/request_declined")
    assert {one.address for one in told} == {"amal@example.org", "bela@example.org"}
    assert Partnership.objects.count() == 0


def test_a_code_tells_nothing_of_anybody(world: World) -> None:
    amal, bela, cai = three(world)
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=amal, mentee=cai
    )
    other = name(world, bela, cai)
    accept(world, other, cai)
    dee, efa = peer(world, make_person("Dee")), peer(world, make_person("Efa"))
    forbid_pair(by=actor_of(world.chris), joining_point=world.joining_point, mentor=dee, mentee=efa)

    said = set()
    for others in ((bela,), (cai,), (amal,), (dee, efa)):
        with pytest.raises(Refused) as refused:
            name(world, amal, *others)
        said.add((str(refused.value), refused.value.field))

    assert said == {
        ("Nobody who can be asked has this code. Ask them to read it to you once more.", "code")
    }
    assert find_by_code(world.joining_point, "AAAA-AAAA") is None
    assert find_by_code(world.joining_point, f" {code_of(dee).lower().replace('-', ' ')}") == dee


def test_who_is_named_twice_and_words_that_are_missing_are_said(world: World) -> None:
    amal, bela, _cai = three(world)
    with pytest.raises(Refused, match="one code, or two different ones"):
        name(world, amal, bela, bela)
    with pytest.raises(Refused, match="Say in a few words"):
        name_peers(
            by=actor_of(world.amal),
            application=amal,
            codes=[code_of(bela)],
            words=" ",
            charter=world.charter,
        )
    world.scheme.template = "coaching"
    world.scheme.save()
    with pytest.raises(NotAllowed):
        name(world, peer(world, make_person("Gil")), bela)


def test_pages_of_peers_say_what_is_theirs(world: World) -> None:
    amal, bela, cai = three(world)
    shown(bela)
    first, where = browser(amal), f"/applications/{amal.id.hex}/choosing/"
    page = first.get(where).text
    assert ("Find a peer" in page, "Show this to the others" in page, "Bela" in page) == (
        True,
        True,
        True,
    )
    together = f"{where}together/"
    assert code_of(amal) in first.get(together).text
    typed = {"code": "AAAA-AAAA", "other_code": "", "words": WORDS, "charter": "1"}
    refused = first.post(together, typed)
    assert (refused.status_code, "has this code" in refused.text, WORDS in refused.text) == (
        422,
        True,
        True,
    )
    assert first.post(together, {**typed, "charter": "9"}).status_code == 404
    codes = {"code": code_of(bela), "other_code": code_of(cai)}
    first.post(together, {**typed, **codes})
    request = Request.objects.get()
    address = f"/requests/{request.id.hex}/"

    said = browser(bela).post(f"{address}accept/", {"charter": "1"}, follow=True).text
    assert ("as soon as everybody has said yes" in said, "You have said yes" in said) == (
        True,
        True,
    )
    view = get_request(
        viewer=actor_of(owner(cai)),
        request=Request.objects.select_related(
            "asker__person", "asked__person", "third__person"
        ).get(),
    )
    assert (view.other_name, [one for one, _parts in view.others]) == (
        "Amal and Bela",
        ["Amal", "Bela"],
    )
    rows = get_requests(viewer=actor_of(world.chris), joining_point=world.joining_point).rows
    assert [row.people for row in rows] == [("Amal", "Bela and Cai")]
    assert signed_in(world.dana).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_fifty_answers_at_once_give_each_peer_one_partnership() -> None:
    world = pooled(make_world())
    people = [peer(world, make_person(f"Peer{number}")) for number in range(9)]
    requests = [name(world, people[one], people[one + 1], people[(one + 4) % 9]) for one in (0, 2)]
    requests += [name(world, people[5], people[1]), name(world, people[7], people[3])]
    answers = [
        (request, asked)
        for request in requests
        for asked in Request.objects.get(pk=request.pk).people[1:]
    ]

    at_once(
        [
            lambda number=number: accept(world, *answers[number % len(answers)])  # type: ignore[misc]  # bound to its number
            for number in range(50)
        ]
    )

    members = Counter(Member.objects.values_list("person__name", flat=True))
    assert set(members.values()) == {1}
    accepted = Request.objects.filter(state=Request.State.ACCEPTED).count()
    assert Partnership.objects.count() == accepted >= 2


def test_profiles_of_peers_are_not_found_from_other_schemes(world: World) -> None:
    amal, bela, _cai = three(world)
    shown(bela)

    assert Profile.objects.count() == 1
    assert list_profiles(viewer=actor_of(world.dana), application=amal) == []


def test_a_match_of_the_group_gives_no_peer_a_side(world: World) -> None:
    three(world)

    with pytest.raises(NotAllowed, match="peers choose each other"):
        start_run(by=actor_of(world.chris), joining_point=world.joining_point)

    room = signed_in(world.chris).get(f"/joining-points/{world.joining_point.id.hex}/matching/")
    assert "the Coordination Group does not match them" in room.text


def test_peers_who_left_must_not_meet_or_have_somebody_open_nothing(world: World) -> None:
    amal, bela, cai = three(world)
    dee = peer(world, make_person("Dee"))
    open_chosen_peers(by=SYSTEM, peers=[cai, dee])
    with pytest.raises(Refused, match="has found somebody in the meantime"):
        open_chosen_peers(by=SYSTEM, peers=[amal, cai])
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=amal, mentee=bela
    )
    with pytest.raises(Refused, match="These people cannot be paired"):
        open_chosen_peers(by=SYSTEM, peers=[amal, bela])
    Application.objects.filter(pk=bela.pk).update(state=Application.State.WITHDRAWN)
    with pytest.raises(Refused, match="does not take part any more"):
        open_chosen_peers(by=SYSTEM, peers=[amal, bela])


def test_whoever_said_yes_has_no_letter_that_asks_again(world: World) -> None:
    amal, bela, cai = three(world)
    request = name(world, amal, bela, cai)
    accept(world, request, bela)
    facts = Facts({"request_id": request.id.hex})

    asked = [
        about_request(facts, Recipient(one.pk, one.email, "en"))
        for one in (world.amal, world.bela, owner(cai))
    ]

    assert [one is not None for one in asked] == [False, False, True]
