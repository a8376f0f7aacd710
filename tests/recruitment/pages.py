"""The addresses of recruitment, and what stands on its pages."""

import re
from urllib.parse import unquote

from django.test import Client

from compagnon.recruitment.models import Application, ImportFile
from tests.cast import World


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


def names(page: str) -> list[str]:
    """Return the names in a list of applications."""
    return re.findall(r'/applications/[0-9a-f]{32}/(?:\?[^"]*)?"><bdi>([^<]+)<', page)
