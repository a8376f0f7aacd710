"""How a scheme serves what its organisation is for: shipped with the association, in languages, and to be worded."""

import pytest
from django.test import Client

from compagnon.schemes.alignment import alignment_of
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of
from tests.cast import World, make_world
from tests.schemes.test_settings_pages import FILLED_IN

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ALL-03")]


@pytest.fixture
def world() -> World:
    return make_world()


def read(client: Client, path: str, **more: str) -> str:
    response = client.get(path, **more)  # type: ignore[arg-type]  # headers of the request
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.requirement("ALL-43")
def test_the_public_page_says_what_the_programme_is_part_of(client: Client, world: World) -> None:
    path = f"/join/{world.scheme.id.hex}/"

    english, german = read(client, path), read(client, path, HTTP_ACCEPT_LANGUAGE="de")

    assert "represents and supports everybody who teaches languages" in english
    assert "This programme is part of what it offers all its members" in english
    assert '<p lang="de">Der Verband' in german


@pytest.mark.requirement("ALL-32")
def test_the_words_are_the_schemes_own_where_it_wrote_some(client: Client, world: World) -> None:
    client.force_login(world.chris)
    address = f"/schemes/{world.scheme.id.hex}/alignment/"
    page = read(client, address)
    assert "Der Verband" in page

    shipped = {code: alignment_of(world.scheme, code).text for code in ("de", "fr", "es")}  # type: ignore[union-attr]  # shipped
    sent = client.post(address, {**shipped, "en": " Our  mission ", "cy": ""})

    assert sent.status_code == 303
    scheme = Scheme.objects.get()
    assert settings_of(scheme).alignment == {"en": "Our mission", "cy": ""}
    assert alignment_of(scheme, "en") == ("en", "Our mission")
    assert alignment_of(scheme, "cy") == ("en", "Our mission")
    assert "Our mission" in read(client, f"/join/{world.scheme.id.hex}/")
    # The other settings are changed without these words being lost.
    client.post(f"/schemes/{world.scheme.id.hex}/settings/", FILLED_IN)
    assert settings_of(Scheme.objects.get()).alignment == {"en": "Our mission", "cy": ""}


def test_a_scheme_without_shipped_words_says_nothing_before_somebody_writes(world: World) -> None:
    world.scheme.template = "in_house"

    assert alignment_of(world.scheme, "en") is None


def test_what_cannot_be_saved_is_said(client: Client, world: World) -> None:
    client.force_login(world.chris)
    Scheme.objects.update(settings={"length_months": 99})

    sent = client.post(f"/schemes/{world.scheme.id.hex}/alignment/", {"en": "Ours"})

    assert sent.status_code == 422
