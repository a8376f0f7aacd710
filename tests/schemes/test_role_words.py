"""What a scheme calls those who take part: by its kind, or in its own words, in every language."""

import pytest
from django.test import Client
from django.utils.translation import override

from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import MENTOR_AND_MENTEE, RoleWords, role_words
from compagnon.schemes.template import settings_of
from tests.cast import World, make_world

LSA = {"en": {"mentee": "LSA", "mentees": "LSAs"}}


@pytest.fixture
def world() -> World:
    return make_world()


def of_kind(kind: Scheme.Kind) -> RoleWords:
    return role_words(Scheme(kind=kind, template="association"))


@pytest.mark.requirement("NF-01")
def test_each_kind_of_scheme_has_words_of_its_own() -> None:
    coaching, peers = of_kind(Scheme.Kind.COACHING), of_kind(Scheme.Kind.PEER_COACHING)

    assert (coaching.mentor, coaching.mentees) == ("Coach", "Coachees")
    assert (peers.mentor, peers.mentees) == ("Peer", "Peers")
    with override("de"):
        assert (coaching.mentors, of_kind(Scheme.Kind.MENTORING).mentee) == ("Coaches", "Mentee")


@pytest.mark.requirement("LSIS-88")
def test_a_scheme_says_its_own_words_where_it_has_some() -> None:
    words = role_words(Scheme(kind="mentoring", template="in_house", settings={"role_words": LSA}))

    assert (words.mentor, words.mentee, words.of("mentee")) == ("Mentor", "LSA", "LSA")
    assert words.listed(["mentor", "mentee"]) == ("Mentor", "LSA")
    with override("fr"):
        assert words.several("mentee") == MENTOR_AND_MENTEE.several("mentee")


def test_two_sides_that_are_called_the_same_are_told_apart() -> None:
    peers = of_kind(Scheme.Kind.PEER_COACHING)

    assert (peers.of("mentor"), peers.several("mentee")) == ("Peer (offers)", "Peers (asks)")
    assert peers.listed(["mentee"]) == ("Peer (asks)",)
    assert peers.listed(["mentor", "mentee"]) == ("Peer",)


def test_a_file_may_say_the_schemes_words_in_any_language() -> None:
    scheme = Scheme(kind="mentoring", template="in_house", settings={"role_words": LSA})
    known, peers = (
        role_words(scheme).recognised(),
        of_kind(Scheme.Kind.PEER_COACHING).recognised(),
    )

    assert [one.key for one in known.find("LSA")] == ["mentee"]
    assert [one.key for one in known.find("Mentorin oder Mentor")] == []
    assert [one.key for one in known.find("both")] == ["mentor", "mentee"]
    assert [one.key for one in peers.find("peer")] == ["mentor", "mentee"]
    assert [one.key for one in peers.find("Peer (asks)")] == ["mentee"]
    # Whatever a scheme calls the one side, a word for the other side keeps its meaning.
    swapped = RoleWords(MENTOR_AND_MENTEE.shipped, {"en": {"mentor": "Mentee", "mentee": "Guest"}})
    assert [one.key for one in swapped.recognised().find("mentee")] == ["mentee"]


@pytest.mark.django_db
@pytest.mark.requirement("LSIS-88")
def test_a_coordinator_words_the_roles_language_by_language(client: Client, world: World) -> None:
    client.force_login(world.chris)
    address = f"/schemes/{world.scheme.id.hex}/words/"
    page = client.get(address).content.decode()
    assert 'value="Mentee"' in page

    sent = client.post(
        address, {"en-mentor": "Mentor", "en-mentee": " L  SA ", "de-mentees": "Kolleginnen"}
    )

    assert sent.status_code == 303
    scheme = Scheme.objects.get()
    assert settings_of(scheme).role_words == {
        "en": {"mentee": "L SA"},
        "de": {"mentees": "Kolleginnen"},
    }
    assert 'value="L SA"' in client.get(address).content.decode()
    too_long = client.post(address, {"fr-mentor": "x" * 41})
    assert too_long.status_code == 422
    assert "40" in too_long.content.decode()


@pytest.mark.django_db
def test_words_that_cannot_be_saved_are_refused_with_the_reason(
    client: Client, world: World
) -> None:
    client.force_login(world.chris)
    Scheme.objects.update(settings={"length_months": 99})

    sent = client.post(f"/schemes/{world.scheme.id.hex}/words/", {"en-mentee": "LSA"})

    assert sent.status_code == 422
    assert "between one month and two years" in sent.content.decode()
