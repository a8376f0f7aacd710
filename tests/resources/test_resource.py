"""What a scheme points its people to: looked after by its group, found by those who take part."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.resource import get_resources
from compagnon.resources.changes import (
    add_resource,
    check_resource,
    move_resource,
    revise_resource,
    suggest_resources,
)
from compagnon.resources.models import Resource
from compagnon.resources.queries import list_resources
from compagnon.resources.rules import ResourceWords
from compagnon.resources.shipped import SHIPPED
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import TEMPLATES
from tests.cast import World, actor_of
from tests.partnerships.conftest import agreement, partnership, world
from tests.partnerships.test_views import as_person, page, url

__all__ = ["agreement", "partnership", "world"]  # fixtures, found here by their names
pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Speaking without fear",
    "purpose": "Ten games for the first weeks.",
    "url": "https://example.org/games",
    "where": "",
    "roles": ["mentee"],
    "focus_areas": ["assessment"],
    "language": "fr",
    "based_on": "0",
}


def address(world: World, rest: str = "") -> str:
    return f"/schemes/{world.scheme.id.hex}/resources/{rest}"


def add(world: World, title: str, **more: tuple[str, ...]) -> Resource:
    words = ResourceWords(title, f"About {title}", where="In the cupboard", **more)  # type: ignore[arg-type]  # roles and areas
    return add_resource(by=actor_of(world.chris), scheme=world.scheme, words=words)


@pytest.mark.requirement("ALL-71")
@pytest.mark.requirement("ALL-72")
@pytest.mark.requirement("LSIS-84")
def test_the_group_begins_with_what_ships_and_members_see_what_it_has_checked(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.amal)
    assert "Do you know something" in page(client, url(partnership, "resources/"))
    as_person(client, world.chris)
    assert "Begin with suggestions" in page(client, address(world))
    assert client.post(address(world, "suggest/")).status_code == 303
    suggest_resources(by=actor_of(world.chris), scheme=world.scheme)
    assert Resource.objects.count() == len(SHIPPED["association"])
    listed = page(client, address(world))
    assert "Yours to check" in listed
    own = Resource.objects.get(position=1)
    opened = f"/resources/{own.id.hex}/"
    assert "Our journals and magazines" in page(client, opened)

    empty = client.post(opened, {**TYPED, "based_on": "1", "url": ""})
    harmful = client.post(opened, {**TYPED, "based_on": "1", "url": "javascript:alert(1)"})
    sent = client.post(opened, {**TYPED, "based_on": "1"})
    late = client.post(opened, {**TYPED, "based_on": "1", "title": "Mine"})

    assert [one.status_code for one in (empty, harmful, sent, late)] == [422, 422, 303, 422]
    assert "Say where it is found" in empty.content.decode()
    assert "As it stands now" in late.content.decode()
    assert 'name="based_on" value="2"' in late.content.decode()
    as_person(client, world.bela)
    seen = page(client, url(partnership, "resources/"))
    for words in (
        "Speaking without fear",
        '<a href="https://example.org/games" rel="noopener noreferrer">example.org</a>',
        "leads to another site",
        "Mentees",
    ):
        assert words in seen
    assert "OASIS" not in seen


def test_the_list_is_ordered_and_shortened_by_the_group(client: Client, world: World) -> None:
    one, two, three = (add(world, title) for title in ("One", "Two", "Three"))
    as_person(client, world.chris)
    assert "Resources" in page(client, f"/schemes/{world.scheme.id.hex}/")

    for resource in (three, three, three, one):
        assert client.post(f"/resources/{resource.id.hex}/move/").status_code == 303
    client.post(f"/resources/{two.id.hex}/remove/")
    added = client.post(address(world, "new/"), TYPED)
    nowhere = client.post(address(world, "new/"), {**TYPED, "url": ""})

    assert (added.status_code, nowhere.status_code) == (303, 422)
    found = list_resources(viewer=actor_of(world.chris), scheme=world.scheme)
    assert [row.words.title for row in found.shown] == ["One", "Three", "Speaking without fear"]
    assert found.shown[-1].language_name == "français"
    listed = page(client, address(world))
    assert listed.count("Move up") == 2
    assert "Mentees" in listed
    assert EventRow.objects.filter(name="ResourceMoved").count() == 3
    assert "A resource" in page(client, address(world, "new/"))
    with CaptureQueriesContext(connection) as queries:
        list_resources(viewer=actor_of(world.chris), scheme=world.scheme)
    assert len(queries) == 2


@pytest.mark.requirement("ALL-60")
@pytest.mark.usefixtures("agreement")
def test_what_suits_a_members_role_and_what_they_agreed_on_comes_first(
    client: Client, world: World, partnership: Partnership
) -> None:
    add(world, "For the others", roles=("mentor",), focus_areas=("assessment",))
    add(world, "For all")
    add(world, "For learners", roles=("mentee",), focus_areas=("assessment", "leadership"))

    def found_by(person: object, about: str = "") -> list[str]:
        viewer = actor_of(person)  # type: ignore[arg-type]  # one of the cast
        found = get_resources(viewer=viewer, partnership=partnership, about=about).found
        return [row.words.title for row in found]

    assert found_by(world.bela) == ["For learners", "For all", "For the others"]
    assert found_by(world.amal) == ["For the others", "For all", "For learners"]
    assert found_by(world.bela, "leadership") == ["For learners"]
    assert found_by(world.bela, "gardening") == found_by(world.bela)
    as_person(client, world.bela)
    assert "In the cupboard" in page(client, url(partnership, "resources/"))
    assert "Nothing found" in page(
        client, url(partnership, "resources/?about=personal_development")
    )
    assert "/resources/" in page(client, url(partnership))


def test_only_those_who_look_after_a_scheme_write_its_list(
    client: Client, world: World, partnership: Partnership
) -> None:
    resource = add(world, "One")
    words = ResourceWords("Mine", "For me", where="Here")

    for stranger in (world.amal, world.dana):
        with pytest.raises(NotAllowed):
            add_resource(by=actor_of(stranger), scheme=world.scheme, words=words)
        with pytest.raises(NotAllowed):
            move_resource(by=actor_of(stranger), resource=resource)
        as_person(client, stranger)
        assert client.get(f"/resources/{resource.id.hex}/").status_code == 404
    as_person(client, world.dana)
    assert client.get(url(partnership, "resources/")).status_code == 404


def test_a_list_has_an_end_and_a_colleagues_words_are_not_overwritten(world: World) -> None:
    resource = add(world, "One")
    chris = actor_of(world.chris)
    words = ResourceWords("Mine", "For me", where="Here")
    revise_resource(by=chris, resource=resource, words=words, based_on=1)
    with pytest.raises(Refused, match="meanwhile"):
        revise_resource(by=chris, resource=resource, words=words, based_on=1)
    with pytest.raises(Refused, match="https"):
        add_resource(
            by=chris, scheme=world.scheme, words=ResourceWords("A", "B", url="javascript:alert(1)")
        )
    Resource.objects.bulk_create(
        Resource(scheme=world.scheme, position=place, title="x", purpose="x")
        for place in range(2, 101)
    )
    with pytest.raises(Refused, match="100"):
        add(world, "One too many")


def test_every_template_has_something_to_begin_with() -> None:
    assert SHIPPED.keys() == TEMPLATES.keys()


def test_peers_are_not_asked_whom_it_is_for(client: Client, world: World) -> None:
    Scheme.objects.update(template="peer_coaching", kind="peer_coaching")
    as_person(client, world.chris)

    asked = page(client, address(world, "new/"))
    sent = client.post(address(world, "new/"), {**TYPED, "language": ""})

    assert "Whom is it for?" not in asked
    assert sent.status_code == 303
    assert Resource.objects.get().roles == []


def test_what_ships_is_checked_one_after_the_other_on_one_page(
    client: Client, world: World, partnership: Partnership
) -> None:
    suggest_resources(by=actor_of(world.chris), scheme=world.scheme)
    as_person(client, world.chris)
    listed = page(client, address(world))
    linked = Resource.objects.exclude(url="").order_by("position")
    assert listed.count("Checked<span") == linked.count()
    assert listed.count("Fill it in<span") == Resource.objects.filter(url="").count()
    first = linked[0]
    assert f'href="{first.url}"' in listed

    for _press in range(2):
        said = client.post(f"/resources/{first.id.hex}/check/", follow=True).content.decode()
    own = Resource.objects.filter(url="")[0]
    refused = client.post(f"/resources/{own.id.hex}/check/", follow=True).content.decode()
    for one in Resource.objects.exclude(pk=first.pk):
        client.post(f"/resources/{one.id.hex}/remove/")

    assert "Checked. People who take part see it." in said
    assert "Say where it is found" in refused
    assert "Yours to check" not in page(client, address(world))
    assert EventRow.objects.filter(name="ResourceChecked").count() == 1
    as_person(client, world.bela)
    assert first.title in page(client, url(partnership, "resources/"))
    with pytest.raises(NotAllowed):
        check_resource(by=actor_of(world.bela), resource=first)


def test_what_is_seen_moves_among_what_is_seen(world: World) -> None:
    suggest_resources(by=actor_of(world.chris), scheme=world.scheme)
    one, two = (add(world, title) for title in ("One", "Two"))

    for _press in range(2):
        move_resource(by=actor_of(world.chris), resource=Resource.objects.get(pk=two.pk))

    found = list_resources(viewer=actor_of(world.chris), scheme=world.scheme)
    assert [row.id for row in found.shown] == [two.id, one.id]
    assert len(found.waiting) == len(SHIPPED["association"])
