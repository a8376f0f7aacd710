"""Every form as every role: whoever has no right changes nothing, and is told no more than a stranger."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from compagnon.core.policy import decide, visible_to
from compagnon.core.routes import Route
from tests.crawl.browsers import browser
from tests.crawl.canaries import found_in
from tests.crawl.cast import ROLES, SIGNED_IN
from tests.crawl.planted import seen_by
from tests.crawl.reading import stored
from tests.crawl.settings import HOST
from tests.crawl.visiting import ABOUT_ANSWERS, ABOUT_INVITATIONS, Address, Crawl, without_ids
from tests.crawl.world import World
from tests.figures import note

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.uncounted]
REFUSED = "forms that the crawl sent without a right, as each role"


def may_send(crawl: Crawl, address: Address) -> bool:
    """Say whether the policy gives the role of a crawl the right that a route asks."""
    route, actor = address.route, crawl.actor()
    if address.is_hidden:
        return False
    if route.permission is None:
        return True
    target = visible_to(actor, route.on).get(pk=address.about) if route.on else None
    return decide(actor, route.permission, target).allowed


def guarded(crawl: Crawl) -> Iterator[Route]:
    """Yield the routes that are not everybody's."""
    for route in crawl.routes():
        if route.permission or route.name in ABOUT_ANSWERS | ABOUT_INVITATIONS:
            yield route


@pytest.mark.parametrize("role", ROLES)
def test_whoever_has_no_right_changes_nothing(world: World, role: str) -> None:
    crawl, client = Crawl(world, role), browser(world, role)
    before, answers = stored(), []
    absent: dict[str, tuple[int, bytes]] = {}
    differing: list[str] = []
    for route in guarded(crawl):
        for address in crawl.addresses(route):
            if not may_send(crawl, address):
                response = client.post(address.path, {"charter": "1"}, secure=True)
                note(REFUSED, role, address.label)
                answers.append((address.path, outcome(response)))
                answer = without_ids(response, address.about)
                if address.is_hidden and absent.setdefault(address.of_nothing, answer) != answer:
                    differing.append(address.path)

    # Not found, not allowed, no such method: the same for what is not there (see the pages).
    refusals = {404, 403, 405} if role in SIGNED_IN else {404, 405, "sign in first"}
    assert len(answers) > 40
    assert [answer for answer in answers if answer[1] not in refusals] == []
    assert differing == []
    assert stored() == before


def outcome(response: Any) -> object:
    """Return how a form was answered: the status, or that somebody has to sign in first."""
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in/?next="):
        return "sign in first"
    return response.status_code


@pytest.mark.parametrize("role", ["mentor", "coordinator", "administrator", "letter_holder"])
def test_a_form_without_its_token_is_refused(world: World, role: str) -> None:
    """Another site that makes a browser send a form has no token of ours."""
    crawl = Crawl(world, role)
    client = browser(world, role)
    client.handler.enforce_csrf_checks = True
    before, answers = stored(), {}
    for route in crawl.routes():
        for address in crawl.addresses(route):
            if not address.is_hidden:
                response = client.post(address.path, {"charter": "1"}, secure=True)
                answers[route.name] = response.status_code
                break

    # The mail program's own button sends no token; whoever holds the link may turn reminders off, no more.
    exempt = {name for name, status in answers.items() if status != 403}
    assert exempt == {"notifications:unsubscribe"}
    assert stored() == before


@pytest.mark.parametrize("role", ["mentor", "mentee", "coordinator", "administrator", "stranger"])
def test_an_empty_form_of_whoever_has_the_right_never_fails(world: World, role: str) -> None:
    crawl, client = Crawl(world, role), browser(world, role)
    statuses: dict[str, int] = {}
    found: set[str] = set()
    for route in guarded(crawl):
        for address in crawl.addresses(route):
            if may_send(crawl, address):
                with transaction.atomic():
                    response = client.post(address.path, {}, secure=True)
                    transaction.set_rollback(True)
                statuses[address.path] = response.status_code
                found |= found_in(response.content)

    assert {path: status for path, status in statuses.items() if status >= 500} == {}
    assert found - seen_by(role) == set()


@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("role", ["mentor", "coordinator"])
def test_no_other_method_changes_anything(world: World, role: str, method: str) -> None:
    crawl, client = Crawl(world, role), browser(world, role)
    before, statuses = stored(), {}
    found: set[str] = set()
    for route in crawl.routes():
        for address in crawl.addresses(route):
            if not address.is_hidden:
                response = getattr(client, method)(address.path, secure=True)
                statuses[address.path] = response.status_code
                found |= found_in(response.content)
                break

    assert {path: status for path, status in statuses.items() if status >= 500} == {}
    assert found - seen_by(role) == set()
    assert stored() == before


def test_another_name_of_this_host_is_refused(world: World) -> None:
    client = Client(SERVER_NAME="elsewhere.example", raise_request_exception=False)

    assert client.get("/sign-in/", secure=True).status_code == 400
    assert settings.ALLOWED_HOSTS == [HOST]


def test_plain_http_is_sent_to_https_and_shows_nothing(world: World) -> None:
    client = browser(world, "mentor")

    response = client.get("/account/")

    assert (response.status_code, response.headers["Location"]) == (301, f"https://{HOST}/account/")
