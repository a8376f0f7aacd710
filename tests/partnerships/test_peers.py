"""Three peers: all alike, each with an own line in the minutes and one text of what each takes on (NF-21)."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.agreement import sign_agreement
from compagnon.partnerships.changes.partnership import Joining, open_peer_partnership
from compagnon.partnerships.letters import about_partnership
from compagnon.partnerships.models import ActionItem, Agreement, Partnership
from compagnon.partnerships.queries.activity import list_activity, list_rows
from compagnon.partnerships.queries.partnership import list_partnerships
from tests.cast import World, actor_of, make_person
from tests.partnerships.test_views import MET, TYPED, as_person, page, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def cai(world: World) -> Person:
    return make_person("Cai")


@pytest.fixture
def peers(world: World, cai: Person) -> Partnership:
    return open_peer_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        peers=[Joining(one.pk, {}) for one in (world.amal, world.bela, cai)],
        starts_on=date(2026, 9, 28),
    )


def agree(client: Client, world: World, peers: Partnership, cai: Person) -> Agreement:
    typed = {key: value for key, value in TYPED.items() if key != "mentee_responsibilities"}
    as_person(client, world.amal).post(url(peers, "agreement/"), typed)
    agreement = Agreement.objects.select_related("partnership").get()
    for one in (world.bela, cai):
        sign_agreement(by=actor_of(one), agreement=agreement)
    return agreement


@pytest.mark.requirement("NF-21")
def test_the_contract_of_peers_says_once_what_each_takes_on(
    client: Client, world: World, peers: Partnership, cai: Person
) -> None:
    written = page(as_person(client, world.amal), url(peers, "agreement/"))
    assert ("What each of you takes on" in written, "the mentor" in written) == (True, False)

    agreement = agree(client, world, peers, cai)

    shown = page(as_person(client, cai), f"/agreements/{agreement.id.hex}/")
    assert ("What each of us takes on" in shown, "Keeps the time" in shown) == (True, True)
    assert "What the mentor takes on" not in shown


@pytest.mark.requirement("NF-21")
def test_each_peer_has_an_own_line_in_the_minutes(
    client: Client, world: World, peers: Partnership, cai: Person
) -> None:
    agree(client, world, peers, cai)
    form = page(as_person(client, cai), url(peers, "meetings/record/"))
    assert [f"What {one} will do" in form for one in ("Amal", "Bela", "Cai")] == [True] * 3

    members = peers.members.order_by("person__name")
    typed = {key: value for key, value in MET.items() if not key.endswith("_actions")}
    lines = {f"{one.id.hex}_actions": f"Line of {one.person.name}" for one in members}
    attended = [one.id.hex for one in members]
    client.post(url(peers, "meetings/record/"), {**typed, **lines, "attended": attended})

    owners = ActionItem.objects.order_by("position").values_list("owner__person__name", flat=True)
    assert list(owners) == ["Amal", "Bela", "Cai"]


def test_everybody_is_named_where_two_would_be(
    client: Client, world: World, peers: Partnership, cai: Person
) -> None:
    assert "You and Amal and Bela" in page(as_person(client, cai), url(peers))
    assert [one.partner_name for one in list_partnerships(viewer=actor_of(cai))] == [
        "Amal and Bela"
    ]
    letter = about_partnership(
        Facts({"partnership_id": peers.id.hex}), Recipient(cai.pk, "cai@example.org", "en")
    )
    assert letter is not None
    assert letter["partner_name"] == "Amal and Bela"
    chris = actor_of(world.chris)
    (activity,) = list_activity(viewer=chris, joining_point=world.joining_point)
    assert (activity.names, activity.contract) == (("Amal", "Bela", "Cai"), "0 of 3 signatures")
    row = list_rows(viewer=chris, joining_point=world.joining_point)[1]
    assert row[:2] == ("Amal", "Bela and Cai")
    where = f"/joining-points/{world.joining_point.id.hex}/partnerships/"
    assert page(as_person(client, world.chris), where).count("Peer") >= 2


@pytest.mark.requirement("NF-21")
def test_of_three_a_letter_names_whoever_acted_and_says_in_force_once_all_have_signed(
    client: Client, world: World, peers: Partnership, cai: Person
) -> None:
    pool(world)
    agree(client, world, peers, cai)
    signed = Message.objects.filter(kind="partnerships/agreement_signed")
    assert {one.address for one in signed} == {"amal@example.org", "bela@example.org"}
    for letter in signed:
        assert letter.context["acted_id"] == peers.members.get(person=cai).id.hex
    told = about_partnership(
        Facts(signed[0].context), Recipient(world.amal.pk, "amal@example.org", "en")
    )
    assert told is not None
    assert told["partner_name"] == "Cai"


def test_three_see_their_half_terms(
    client: Client, world: World, peers: Partnership, cai: Person
) -> None:
    agree(client, world, peers, cai)
    Agreement.objects.update(frequency="half_termly")
    peers.members.filter(person=cai).update(calendar="scotland")
    with clock.moved_to(datetime(2026, 9, 21, 9, tzinfo=UTC)):
        shown = page(as_person(client, world.amal), url(peers))
    assert "One of you has another half term" in shown
    assert "One meeting counts for everybody until" in shown


def pool(world: World) -> None:
    world.scheme.template, world.scheme.kind = "peer_coaching", "peer_coaching"
    world.scheme.save()


@pytest.mark.requirement("LSIS-52")
def test_any_peer_observes_any_other(
    client: Client, world: World, peers: Partnership, cai: Person
) -> None:
    as_person(client, cai)
    shown = page(client, url(peers, "observations/new/"))
    members = {one.person_id: one.id.hex for one in peers.members.all()}
    assert [members[one.pk] in shown for one in (world.amal, world.bela, cai)] == [
        True,
        True,
        False,
    ]

    typed = {"whom": members[world.bela.pk], "focus": "Who speaks", "based_on": "0"}
    client.post(url(peers, "observations/new/"), typed)

    assert "Cai observes Bela" in page(as_person(client, world.amal), url(peers, "observations/"))
