"""The pages on which a coordinator names workplaces and puts spellings together; the suggestions on the form."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compagnon.recruitment.rules.institutions import handle_of
from compagnon.recruitment.views import institution
from tests.cast import World
from tests.recruitment.applying import begin, open_january
from tests.recruitment.test_institutions import lines, name, work_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def read(response: Any, *, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def place(world: World, more: str = "") -> str:
    return f"/schemes/{world.scheme.id.hex}/institutions/{more}"


def of(world: World, key: str, more: str = "") -> str:
    """Return the address of a place: it does not say which one."""
    return place(world, f"{handle(world, key)}/{more}")


def handle(world: World, key: str) -> str:
    return handle_of(world.organisation.id, key)


def test_the_list_says_what_may_be_a_double(as_chris: Client, world: World) -> None:
    assert "Nobody has named a workplace yet" in read(as_chris.get(place(world)))
    work_at(world, "Bryn", "Ivo")
    work_at(world, "Ysgol y Bryn", "Kim")

    page = read(as_chris.get(place(world)))

    assert "2 may be doubles" in page
    assert "Like “Ysgol y Bryn”" in page
    assert "Institutions" in read(as_chris.get(f"/schemes/{world.scheme.id.hex}/"))


def test_a_place_is_named_put_together_and_parted(as_chris: Client, world: World) -> None:
    work_at(world, "Bryn", "Ivo")
    work_at(world, "Ysgol y Bryn", "Kim")
    page = read(as_chris.get(of(world, "ysgol-y-bryn")))
    assert f'<option value="{handle(world, "bryn")}"' in page
    assert "bryn" not in of(world, "ysgol-y-bryn")

    typed = {"name": "Ysgol y Bryn, Bangor", "is_confirmed": "on"}
    as_chris.post(of(world, "ysgol-y-bryn"), typed)
    assert "Offered to applicants" in read(as_chris.get(place(world)))
    as_chris.post(of(world, "ysgol-y-bryn", "merge/"), {"other": handle(world, "bryn")})
    page = read(as_chris.get(of(world, "ysgol-y-bryn")))
    assert "They are one place now." in page
    assert "Put together with it" in page
    as_chris.post(of(world, "bryn", "part/"))
    assert "They are two places again." in read(as_chris.get(place(world)))
    as_chris.post(of(world, "bryn", "part/"))
    assert "This place stands alone already." in read(as_chris.get(place(world)))


def test_what_is_wrong_is_said(as_chris: Client, world: World) -> None:
    work_at(world, "Bryn", "Ivo")

    assert as_chris.post(of(world, "bryn"), {"name": ""}).status_code == 422
    assert as_chris.post(of(world, "bryn", "merge/"), {"other": "gone"}).status_code == 422
    assert as_chris.get(of(world, "gone")).status_code == 404


def test_a_long_list_is_shown_in_parts(
    as_chris: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(institution, "AT_ONCE", 1)
    work_at(world, "Abbey", "Ivo")
    work_at(world, "Bryn", "Kim")

    first = read(as_chris.get(place(world)))
    second = read(as_chris.get(place(world, f"?after={handle(world, 'abbey')}")))

    assert ("Abbey" in first, "Bryn" in first) == (True, False)
    assert f"?after={handle(world, 'abbey')}" in first
    assert ("Abbey" in second, "Bryn" in second) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(
    as_chris: Client, world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        work_at(world, f"Place {number}", f"Person{number}")

    with django_assert_num_queries(6):
        read(as_chris.get(place(world)))
    with django_assert_num_queries(6):
        read(as_chris.get(of(world, "place-0")))


def test_applicants_are_offered_confirmed_names_without_scripts(
    client: Client, world: World
) -> None:
    work_at(world, "bryn", "Ivo")
    work_at(world, "Only Typed College", "Kim")
    name(world, lines(world)["bryn"], "Ysgol <Bryn>")
    draft = begin(open_january(world), world.dana)
    client.force_login(world.dana)

    page = read(client.get(f"/applications/{draft.id.hex}/form/work/"))

    assert '<option value="Ysgol &lt;Bryn&gt;"></option>' in page
    assert 'list="id_institution_list"' in page
    assert "Only Typed College" not in page
