"""The addresses of recruitment, and what stands on its pages."""

import re
from urllib.parse import unquote
from uuid import UUID

from django.test import Client

from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.queries.queue import narrowed, sent_to
from compagnon.recruitment.rules.queue import WITHOUT_DOUBT
from tests.cast import World, actor_of


def point(world: World, rest: str) -> str:
    """Return an address of September's pages."""
    return f"/joining-points/{world.joining_point.id.hex}/{rest}"


def application_of(name: str) -> Application:
    """Return somebody's application, as a page fetches it."""
    return Application.objects.select_related("joining_point__cycle__scheme").get(person__name=name)


def at(thing: Application | ImportFile, rest: str = "") -> str:
    """Return an address of an application's or a file's pages."""
    kind = "applications" if isinstance(thing, Application) else "imports"
    return f"/{kind}/{thing.id.hex}/{rest}"


def read(client: Client, address: str, *, status: int = 200) -> str:
    """Return a page, which answers with this status."""
    response = client.get(address)
    assert response.status_code == status
    return unquote(response.content.decode())


def without_doubt(world: World) -> set[UUID]:
    """Return whom Chris finds in September's queue without a doubt."""
    chris = actor_of(world.chris)
    rows = sent_to(chris, world.joining_point)
    found = narrowed(rows, WITHOUT_DOUBT, viewer=chris, point=world.joining_point)
    return set(found.values_list("id", flat=True))


def names(page: str) -> list[str]:
    """Return the names in a list of applications."""
    return re.findall(r'/applications/[0-9a-f]{32}/(?:\?[^"]*)?"><bdi>([^<]+)<', page)
