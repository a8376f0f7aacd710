"""Every address as every role: no word that the role may not see, no failure, nothing that is not theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.crawl.browsers import browser
from tests.crawl.canaries import context_of, found_in, secrets_in
from tests.crawl.cast import ROLES, SIGNED_IN
from tests.crawl.headers import faults_of
from tests.crawl.planted import seen_by
from tests.crawl.reading import stored
from tests.crawl.visiting import Address, Crawl, seen, without_ids
from tests.crawl.world import World
from tests.figures import note

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.uncounted]
VISITED = "addresses that the canary crawl visited, as each role"
TRIES_EVERYTHING = {"stranger"}
NOT_ALLOWED, FAILED = 405, 500
HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<text>.*?)</h", re.DOTALL)


@dataclass
class Visit:
    """An address as a role sees it."""

    address: Address
    response: Any


def walk(crawl: Crawl, client: Client) -> Iterator[Visit]:
    """Visit every address, and its part where htmx asks for one.

    Whoever answers to POST alone says so once; what it does is another test's business.
    """
    for route in crawl.routes():
        for address in crawl.addresses(route):
            response = client.get(address.path, secure=True)
            yield Visit(address, response)
            if "HX-Request" in response.headers.get("Vary", ""):
                part = client.get(address.path, headers={"HX-Request": "true"}, secure=True)
                yield Visit(address, part)
            if response.status_code == NOT_ALLOWED and not address.is_hidden:
                break


@pytest.mark.requirement("ALL-15")
@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_its_own_and_nothing_else(world: World, role: str) -> None:
    crawl, client = Crawl(world, role, everything=role in TRIES_EVERYTHING), browser(world, role)
    before = stored()
    found: dict[str, str] = {}
    faults: list[str] = []
    absent: dict[str, tuple[int, bytes]] = {}
    for visit in walk(crawl, client):
        note(VISITED, role, visit.address.label)
        answer = seen(visit.response)
        for key in found_in(answer):
            found.setdefault(key, f"{visit.address.path}: {context_of(answer, key)}")
        faults += faults_of_visit(visit, role, absent)
        faults += [
            f"{visit.address.path}: shows {name}" for name in secrets_seen(world, role, visit)
        ]

    assert faults == []
    assert {key: where for key, where in found.items() if key not in seen_by(role)} == {}
    assert seen_by(role) - found.keys() == set()
    assert stored() == before


def faults_of_visit(visit: Visit, role: str, absent: dict[str, tuple[int, bytes]]) -> Iterator[str]:
    """Yield what is wrong about an answer, whatever it says; `absent`: how each address answered before."""
    path, response = visit.address.path, visit.response
    if response.status_code >= FAILED:
        yield f"{path}: {response.status_code}"
    for fault in faults_of(response, is_signed_in=role in SIGNED_IN):
        yield f"{path}: {fault}"
    for heading in skipped_headings(response):
        yield f"{path}: a level is missing above “{heading}”"
    if visit.address.is_hidden:
        answer = without_ids(response, visit.address.about)
        if absent.setdefault(visit.address.of_nothing, answer) != answer:
            yield f"{path}: differs from what is not there"


def skipped_headings(response: Any) -> Iterator[str]:
    """Yield each heading of a whole page that stands more than one level below the one before it."""
    answer = response.content.decode(errors="replace") if not response.streaming else ""
    level = 0
    for found in HEADING.finditer(answer if "<!DOCTYPE html>" in answer else ""):
        below = int(found["level"])
        if below > level + 1:
            yield found["text"].strip()
        level = below


def secrets_seen(world: World, role: str, visit: Visit) -> set[str]:
    """Return the names of sign-in secrets in an answer.

    Recovery codes and a calendar's address are shown to whom they belong; a page may repeat the address by which it was asked for.
    """
    values = {
        value: name
        for name, value in world.secrets.items()
        if value not in visit.address.path
        and not (role == "mentee" and name.startswith("recovery"))
        and not (role == "mentor" and name == "calendar")
    }
    return {values[value] for value in secrets_in(visit.response.content, values)}
