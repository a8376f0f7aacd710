"""A browser for each role, signed in when the world was built."""

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.test import Client

from compagnon.accounts.adapter import FRESH
from compagnon.core import clock
from compagnon.matching import links
from tests.crawl.cast import ROLES, SIGNED_IN
from tests.crawl.matching import waiting_answer
from tests.crawl.settings import HOST

if TYPE_CHECKING:
    from tests.crawl.world import World


def sign_everybody_in(world: "World") -> None:
    """Open a session for each role; whoever signed in has just confirmed that it is them."""
    for role in ROLES:
        client = Client(SERVER_NAME=HOST)
        if role in SIGNED_IN:
            client.force_login(world.people[role])
            session = client.session
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [
                {"method": "code", "at": clock.now().timestamp(), FRESH: True}
            ]
            session.save()
        elif role == "letter_holder":
            opened = client.get(links.path(waiting_answer().id), secure=True)
            assert opened.status_code == 303
        else:
            continue
        world.secrets[f"session of {role}"] = client.cookies[settings.SESSION_COOKIE_NAME].value


def browser(world: "World", role: str) -> Client:
    """Return the browser of a role; one that fails answers with the page that a reader would get."""
    client = Client(SERVER_NAME=HOST, raise_request_exception=False)
    if (key := world.secrets.get(f"session of {role}")) is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client
