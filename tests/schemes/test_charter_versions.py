from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.schemes.changes.charter import publish_charter, sign_charter
from compagnon.schemes.charter import CHARTER, CharterText
from compagnon.schemes.models import Charter, CharterSignature
from compagnon.schemes.queries.charter import charter_signed, get_charter, signed_person_ids
from tests.cast import World, actor_of, make_world

pytestmark = pytest.mark.django_db

SECOND = {
    "en": replace(CHARTER["en"], title="Charter, revised"),
    "cy": replace(CHARTER["cy"], title="Siarter"),
}


@pytest.fixture
def world() -> World:
    return make_world()


def revise(world: World) -> Charter:
    return publish_charter(by=actor_of(world.chris), scheme=world.scheme, text=SECOND)


@pytest.mark.requirement("ALL-11")
def test_sign_charter_records_who_which_version_and_when(world: World) -> None:
    sign_charter(by=actor_of(world.amal), charter=world.charter)

    signature = CharterSignature.objects.get()
    assert (signature.person, signature.charter.version) == (world.amal, 1)
    assert signature.signed_at == clock.now()


@pytest.mark.requirement("ALL-11")
def test_charter_signed_asks_again_for_a_new_version(world: World) -> None:
    sign_charter(by=actor_of(world.amal), charter=world.charter)

    def signed() -> bool:
        return charter_signed(viewer=SYSTEM, person_id=world.amal.id, scheme=world.scheme)

    assert signed() is True
    second = revise(world)
    assert signed() is False
    sign_charter(by=actor_of(world.amal), charter=second)
    assert signed() is True


def test_sign_charter_twice_changes_nothing(world: World) -> None:
    first = sign_charter(by=actor_of(world.amal), charter=world.charter)
    second = sign_charter(by=actor_of(world.amal), charter=world.charter)

    assert first == second
    assert EventRow.objects.filter(name="CharterSigned").count() == 1


def test_sign_charter_is_refused_for_a_version_that_was_replaced(world: World) -> None:
    revise(world)

    with pytest.raises(Refused, match="newer version"):
        sign_charter(by=actor_of(world.amal), charter=world.charter)


def test_sign_charter_is_refused_to_whoever_is_nobody(world: World) -> None:
    with pytest.raises(NotAllowed, match="sign for yourself"):
        sign_charter(by=NOBODY, charter=world.charter)
    with pytest.raises(Refused, match="Only a person"):
        sign_charter(by=SYSTEM, charter=world.charter)


def test_sign_charter_is_refused_to_an_identity_changed_by_hand(world: World) -> None:
    type(world.amal).objects.filter(pk=world.amal.pk).update(email="mallory@example.net")

    with pytest.raises(NotAllowed, match="sign for yourself"):
        sign_charter(by=actor_of(world.amal), charter=world.charter)


@pytest.mark.requirement("ALL-10")
def test_publish_charter_counts_versions_and_keeps_the_old_one(world: World) -> None:
    assert revise(world).version == 2
    assert Charter.objects.get(version=1).text["en"]["title"] == "Peer Mentoring Charter"


def test_publish_charter_is_the_first_version_of_a_scheme_without_one(world: World) -> None:
    Charter.objects.all().delete()

    assert revise(world).version == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ({}, "needs a text"),
        ({"tlh": CHARTER["en"]}, "needs a text"),
        ({"en": CHARTER["en"]}, "nothing new to sign"),
    ],
)
def test_publish_charter_is_refused(
    world: World, text: dict[str, CharterText], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        publish_charter(by=actor_of(world.chris), scheme=world.scheme, text=text)


def test_publish_charter_is_for_the_coordination_group(world: World) -> None:
    with pytest.raises(NotAllowed):
        publish_charter(by=actor_of(world.dana), scheme=world.scheme, text=SECOND)


@pytest.mark.requirement("ALL-10")
def test_get_charter_is_for_anybody_in_their_language(world: World) -> None:
    revise(world)

    in_welsh = get_charter(viewer=NOBODY, scheme_id=world.scheme.id, language="cy")
    in_german = get_charter(viewer=NOBODY, scheme_id=world.scheme.id, language="de")

    assert in_welsh is not None
    assert in_german is not None
    assert (in_welsh.version, in_welsh.language, in_welsh.text) == (2, "cy", SECOND["cy"])
    assert in_german.language == "en"
    assert (in_welsh.languages, in_welsh.signed_at) == (("en", "cy"), None)
    assert in_welsh.sign.allowed is False


def test_get_charter_says_when_the_reader_signed(world: World) -> None:
    sign_charter(by=actor_of(world.amal), charter=world.charter)

    mine = get_charter(viewer=actor_of(world.amal), scheme_id=world.scheme.id, language="en")
    theirs = get_charter(viewer=actor_of(world.bela), scheme_id=world.scheme.id, language="en")

    assert mine is not None
    assert theirs is not None
    assert (mine.signed_at, theirs.signed_at) == (clock.now(), None)
    assert theirs.sign.allowed is True


def test_get_charter_finds_none_where_there_is_none(world: World) -> None:
    Charter.objects.all().delete()

    assert get_charter(viewer=NOBODY, scheme_id=world.scheme.id, language="en") is None


def test_who_has_signed_is_for_the_person_and_the_coordination_group(world: World) -> None:
    sign_charter(by=actor_of(world.amal), charter=world.charter)

    for viewer in (actor_of(world.amal), actor_of(world.chris), SYSTEM):
        assert charter_signed(viewer=viewer, person_id=world.amal.id, scheme=world.scheme)
    with pytest.raises(NotAllowed, match="Only the person and the Coordination Group"):
        charter_signed(viewer=actor_of(world.dana), person_id=world.amal.id, scheme=world.scheme)
    assert list(signed_person_ids(viewer=actor_of(world.chris), scheme=world.scheme)) == [
        world.amal.id
    ]
    assert list(signed_person_ids(viewer=actor_of(world.dana), scheme=world.scheme)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_get_charter_takes_three_queries(world: World, count: int) -> None:
    for number in range(count - 1):
        text = {"en": replace(CHARTER["en"], title=str(number))}
        publish_charter(by=SYSTEM, scheme=world.scheme, text=text)
    viewer = actor_of(world.amal)

    with CaptureQueriesContext(connection) as queries:
        get_charter(viewer=viewer, scheme_id=world.scheme.id, language="en")

    assert len(queries) == 3
