"""The principles of a charter: one more, one less, another order, the same in every language."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.schemes.changes.charter_draft import (
    Overtaken,
    add_principle,
    move_principle,
    publish_draft,
    remove_principle,
    write_charter,
)
from compagnon.schemes.charter import CHARTER, CharterText, Principle
from compagnon.schemes.charter.storing import from_stored, to_stored
from compagnon.schemes.models import Charter, CharterDraft
from compagnon.schemes.queries.charter_draft import DraftView, get_draft
from compagnon.schemes.rules.principles import (
    MOST_PRINCIPLES,
    in_order,
    with_key,
    with_key_moved,
    without_key,
)
from tests.cast import World, actor_of, make_world
from tests.schemes.test_charter_draft import address_of, page_of, typed

KEYS = tuple(one.key for one in CHARTER["en"].principles)
ORDERS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@given(ORDERS, st.data(), st.booleans())
def test_moving_loses_and_doubles_nothing_and_is_undone_by_moving_back(
    keys: list[str], data: st.DataObject, up: bool
) -> None:
    key = data.draw(st.sampled_from(keys))
    moved = with_key_moved(keys, key, up=up)

    assert sorted(moved) == sorted(keys)
    at_the_edge = keys[0 if up else -1] == key
    assert moved.index(key) - keys.index(key) == (0 if at_the_edge else -1 if up else 1)
    if not at_the_edge:
        assert list(with_key_moved(moved, key, up=not up)) == keys


def test_a_charter_keeps_one_principle_and_has_an_upper_limit() -> None:
    assert without_key(("a", "b"), "a") == ("b",)
    with pytest.raises(Refused, match="at least one principle"):
        without_key(("a",), "a")
    with pytest.raises(Refused, match="taken this principle away"):
        without_key(("a", "b"), "c")
    with pytest.raises(Refused, match="taken this principle away"):
        with_key_moved(("a", "b"), "c", up=True)
    full = [str(number) for number in range(MOST_PRINCIPLES)]
    assert with_key(full[1:], "last")[-1] == "last"
    with pytest.raises(Refused, match="20 principles at most"):
        with_key(full, "one more")


def test_a_text_takes_an_order_and_lacks_what_it_does_not_say() -> None:
    text = in_order(CHARTER["cy"], ("peer_mentoring", "p_new", "inclusive"))

    assert text.principles[0] == CHARTER["cy"].principles[-1]
    assert text.principles[1] == Principle("p_new", "", "")
    assert text.principles[2] == CHARTER["cy"].principles[0]
    assert text.leaving == CHARTER["cy"].leaving


# --- changes ------------------------------------------------------------------------------------


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    text = to_stored({code: CHARTER[code] for code in ("en", "cy")})
    Charter.objects.filter(id=world.charter.id).update(text=text)
    return world


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def drafted(world: World) -> DraftView:
    return get_draft(viewer=actor_of(world.chris), scheme=world.scheme)


def orders(world: World) -> set[tuple[str, ...]]:
    """Return the order of the principles in each language; one, if they are the same."""
    draft = drafted(world)
    return {keys_in(draft.text_in(code)) for code in CHARTER}


def keys_in(text: CharterText) -> tuple[str, ...]:
    return tuple(one.key for one in text.principles)


def add(world: World, based_on: int = 0) -> str:
    return add_principle(by=actor_of(world.chris), scheme=world.scheme, based_on=based_on)


def move(world: World, key: str, *, up: bool, based_on: int = 0) -> None:
    move_principle(by=actor_of(world.chris), scheme=world.scheme, key=key, up=up, based_on=based_on)


def remove(world: World, key: str, based_on: int = 0) -> None:
    remove_principle(by=actor_of(world.chris), scheme=world.scheme, key=key, based_on=based_on)


def word(world: World, language: str, key: str, based_on: int, text: str = "We are kind.") -> None:
    standing = drafted(world).text_in(language)
    principles = tuple(
        Principle(key, "Kind", text) if one.key == key else one for one in standing.principles
    )
    write_charter(
        by=actor_of(world.chris),
        scheme=world.scheme,
        language=language,
        text=replace(standing, principles=principles),
        based_on=based_on,
    )


@pytest.mark.requirement("ALL-10")
def test_principles_are_moved_and_removed_in_every_language(world: World) -> None:
    move(world, "peer_mentoring", up=True)
    assert orders(world) == {(*KEYS[:5], "peer_mentoring", KEYS[5])}
    remove(world, "diverse", 1)
    assert orders(world) == {(KEYS[0], *KEYS[2:5], "peer_mentoring", KEYS[5])}

    charter = publish_draft(by=actor_of(world.chris), scheme=world.scheme)

    assert {keys_in(from_stored(text)) for text in charter.text.values()} == {
        (KEYS[0], *KEYS[2:5], "peer_mentoring", KEYS[5])
    }
    assert keys_in(from_stored(Charter.objects.get(version=1).text["en"])) == KEYS
    assert list(EventRow.objects.order_by("id").values_list("name", flat=True)) == [
        *["CharterDrafted"] * 2,
        "CharterPublished",
    ]


def test_at_the_edge_nothing_new_is_written(world: World) -> None:
    move(world, KEYS[0], up=True)
    move(world, KEYS[-1], up=False)

    assert not CharterDraft.objects.exists()


@pytest.mark.requirement("ALL-10")
def test_a_new_principle_is_written_in_every_language_before_it_is_published(
    world: World,
) -> None:
    key = add(world)
    assert orders(world) == {(*KEYS, key)}
    with pytest.raises(
        Refused, match=r"Principle 8 still has to be written in: English, Cymraeg\."
    ):
        publish_draft(by=actor_of(world.chris), scheme=world.scheme)
    word(world, "cy", key, 1)
    word(world, "en", key, 2, text="")
    with pytest.raises(Refused, match=r"Principle 8 still has to be written in: English\."):
        publish_draft(by=actor_of(world.chris), scheme=world.scheme)
    word(world, "en", key, 3)

    charter = publish_draft(by=actor_of(world.chris), scheme=world.scheme)

    assert from_stored(charter.text["cy"]).principles[-1] == Principle(key, "Kind", "We are kind.")


def test_a_language_written_later_takes_the_order_and_lacks_the_new_one(world: World) -> None:
    key = add(world)
    word(world, "en", key, 1)
    word(world, "cy", key, 2)
    write_charter(
        by=actor_of(world.chris), scheme=world.scheme, language="fr", text=CHARTER["fr"], based_on=3
    )

    assert keys_in(from_stored(CharterDraft.objects.get().text["fr"])) == (*KEYS, key)
    assert drafted(world).lacking_in == {"fr"}


def test_whoever_comes_second_changes_nothing(world: World) -> None:
    add(world)
    for again in (
        lambda: add(world),
        lambda: move(world, "diverse", up=True),
        lambda: remove(world, "diverse"),
    ):
        with pytest.raises(Overtaken, match="Somebody else has written meanwhile"):
            again()

    assert drafted(world).revision == 1


def test_principles_are_arranged_by_those_who_write_the_charter(world: World) -> None:
    amal = actor_of(world.amal)
    for change in (
        lambda: add_principle(by=amal, scheme=world.scheme, based_on=0),
        lambda: move_principle(by=amal, scheme=world.scheme, key="diverse", up=True, based_on=0),
        lambda: remove_principle(by=amal, scheme=world.scheme, key="diverse", based_on=0),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_before_the_charter_is_written_there_is_nothing_to_arrange(
    as_chris: Client, world: World
) -> None:
    Charter.objects.all().delete()

    with pytest.raises(Refused, match="Write the charter in a language first"):
        add(world)
    assert "Add a principle" not in page_of(as_chris, f"{address_of(world)}write/")


# --- pages --------------------------------------------------------------------------------------


def press(client: Client, address: str, sent: dict[str, str]) -> str:
    response = client.post(address, sent)
    assert response.status_code == 303
    return str(response.headers["Location"])


def test_principles_are_arranged_by_buttons(as_chris: Client, world: World) -> None:
    address, overview = f"{address_of(world)}principles/", f"{address_of(world)}write/"

    leads = press(as_chris, address, {"up": "diverse", "based_on": "0"})
    assert leads == f"{overview}#diverse"
    assert press(as_chris, address, {"down": "diverse", "based_on": "1"}) == leads
    assert press(as_chris, address, {"down": "diverse", "based_on": "2"}) == leads
    press(as_chris, address, {"down": "diverse", "based_on": "2"})
    assert "Somebody else has written meanwhile" in page_of(as_chris, overview)
    assert press(as_chris, address, {"based_on": "x"}) == overview
    press(as_chris, address, {"add": "1", "based_on": "x"})
    assert orders(world) == {(KEYS[0], KEYS[2], "diverse", *KEYS[3:])}
    for page in (f"{address_of(world)}preview/en/", f"{overview}cy/?beside=en"):
        shown = page_of(as_chris, page)
        assert shown.index("Supportive") < shown.index("Diverse") < shown.index("Confidential")


def test_a_principle_is_added_worded_and_published_on_pages(as_chris: Client, world: World) -> None:
    overview = f"{address_of(world)}write/"
    leads = press(as_chris, f"{address_of(world)}principles/", {"add": "1", "based_on": "0"})
    key = leads.partition("#")[2]

    page = page_of(as_chris, overview)
    assert f'id="{key}"' in page
    assert "Principle 8, without a name yet" in page
    assert "Principle 8 still has to be written in: English, Cymraeg." in page
    assert "Publish and ask everybody" not in page
    shown = page_of(as_chris, f"{address_of(world)}preview/en/")
    assert "Principle 8 still has to be written" in shown
    # The other words can be saved before it has its own.
    press(as_chris, f"{overview}en/", typed(based_on="1", title="Ours"))
    for revision, language in ((2, "en"), (3, "cy")):
        sent = {f"{key}_title": "Kind", f"{key}_text": "We are kind.", "based_on": str(revision)}
        press(as_chris, f"{overview}{language}/", typed(**sent))

    assert "Publish and ask everybody" in page_of(as_chris, overview)
    press(as_chris, f"{address_of(world)}publish/", {})
    assert "We are kind." in page_of(as_chris, address_of(world))


def test_a_principle_is_removed_on_a_page_that_shows_what_goes(
    as_chris: Client, world: World
) -> None:
    address = f"{address_of(world)}principles/"
    page = page_of(as_chris, f"{address}diverse/remove/")
    assert CHARTER["en"].principles[1].title in page
    leads = press(as_chris, f"{address}diverse/remove/", {"based_on": "0"})
    assert leads == f"{address_of(world)}write/#principles"
    assert orders(world) == {(KEYS[0], *KEYS[2:])}
    page_of(as_chris, f"{address}diverse/remove/", 404)
    press(as_chris, f"{address}diverse/remove/", {"based_on": "1"})
    said = page_of(as_chris, leads.partition("#")[0])
    assert "Somebody else has taken this principle away meanwhile." in said

    for revision, key in enumerate(KEYS[2:], 1):
        remove(world, key, revision)
    page = page_of(as_chris, f"{address_of(world)}write/")
    assert "/remove/" not in page
    press(as_chris, f"{address}inclusive/remove/", {"based_on": "6"})
    assert "at least one principle" in page_of(as_chris, f"{address_of(world)}write/")


def test_words_for_a_principle_that_is_gone_meanwhile_can_be_copied(
    as_chris: Client, world: World
) -> None:
    remove(world, "diverse")

    response = as_chris.post(
        f"{address_of(world)}write/en/", typed(diverse_text="My own words.", title="Mine")
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "A principle was taken away while you were writing it" in page
    assert "My own words." in page
    assert 'value="Mine"' in page


def test_a_full_charter_says_so_in_place_of_the_button(as_chris: Client, world: World) -> None:
    for revision in range(MOST_PRINCIPLES - len(KEYS)):
        add(world, revision)

    page = page_of(as_chris, f"{address_of(world)}write/")
    assert "A charter has 20 principles at most." in page
    assert "Add a principle" not in page


@pytest.mark.parametrize("more", [0, 10])
def test_the_overview_takes_as_many_queries_whatever_the_principles(
    as_chris: Client, world: World, more: int
) -> None:
    for revision in range(more):
        add(world, revision)
    page_of(as_chris, f"{address_of(world)}write/")

    with CaptureQueriesContext(connection) as queries:
        page_of(as_chris, f"{address_of(world)}write/")

    assert len(queries) == 7
