"""The pages that are measured, and how many queries each makes."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.pairs import WORDS
from benchmarks.steps import browser
from benchmarks.verdicts import Queries
from benchmarks.world import World
from compagnon.accounts.models import Person
from compagnon.core import clock

MEMBERS: Final = re.compile(r'name="attended" value="([0-9a-f]{32})"')
TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ASIDE: Final = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
Form = dict[str, str | list[str]]


@dataclass(frozen=True)
class Page:
    """A page, who opens it, and what kind of page it is; `rows` where it is a list."""

    name: str
    kind: str
    path: str
    person: Person | None = None
    rows: int = 0

    @property
    def is_post(self) -> bool:
        return self.kind == "post"

    @property
    def status(self) -> int:
        return 303 if self.is_post else 200


def pages(world: World) -> tuple[Page, ...]:
    """Return the busiest pages, and the two that everybody may open."""
    point = {"joining_point_id": world.point.id}
    chris, run = world.coordinator, {"run_id": world.run}
    scheme = {"scheme_id": world.point.cycle.scheme_id}
    workspace = reverse("partnerships:home", kwargs={"partnership_id": world.partnership.id})
    record = reverse("partnerships:meeting_record", kwargs={"partnership_id": world.written.id})
    return (
        Page("home", "dashboard", reverse("dashboard:home"), chris),
        Page("scheme", "detail", reverse("schemes:scheme", kwargs=scheme), chris),
        Page(
            "applications", "list", reverse("recruitment:application_list", kwargs=point), chris, 25
        ),
        Page("matching room", "matching room", reverse("matching:room", kwargs=point), chris),
        Page("pairs of a run", "matching room", reverse("matching:run", kwargs=run), chris, 25),
        Page("pairs at work", "list", reverse("partnerships:activity", kwargs=point), chris, 25),
        Page("partnership", "detail", workspace, world.mentor),
        Page("record a meeting", "post", record, world.writer),
        Page("charter", "public", reverse("schemes:charter", kwargs=scheme)),
        Page("sign in", "public", reverse("account_login")),
    )


def minutes(form_page: str) -> Form:
    """Fill the form of a meeting."""
    return {
        "csrfmiddlewaretoken": TOKEN.findall(form_page)[0],
        "held_on": clock.today().isoformat(),
        "length_minutes": "60",
        "attended": MEMBERS.findall(form_page),
        "mentor_actions": WORDS,
        "mentee_actions": WORDS,
        "next_items": WORDS,
    }


def renewed(form: Form) -> Form:
    """Give a form a token of its own, as each opened page has one."""
    return {**form, "once": secrets.token_urlsafe(16)}


def count_queries(page: Page) -> Queries:
    """Count in this process, with the settings and middleware of production, the second time round."""
    client = browser(page.person)
    form = minutes(_opened(client, page)) if page.is_post else None
    _asked(client, page, form)
    with CaptureQueriesContext(connection) as captured, _counting_instances() as instances:
        answer = _asked(client, page, form)
    if answer.status_code != page.status:
        raise SystemExit(f"{page.path} answered {answer.status_code} instead of {page.status}.")
    statements = [query["sql"] for query in captured.captured_queries]
    statements = [text for text in statements if not text.startswith(_ASIDE)]
    reads = Counter(text for text in statements if text.startswith("SELECT"))
    return Queries(len(statements), reads.total() - len(reads), len(instances))


def _asked(client: Client, page: Page, form: Form | None) -> Any:
    return client.post(page.path, renewed(form)) if form else client.get(page.path)


def _opened(client: Client, page: Page) -> str:
    answer: Any = client.get(page.path, HTTP_ACCEPT_ENCODING="identity")
    return str(answer.content.decode())


@contextmanager
def _counting_instances() -> Iterator[list[str]]:
    """Note every row that becomes an object, or is made as one."""
    found: list[str] = []

    def note(sender: type, **_more: object) -> None:
        found.append(sender.__name__)

    post_init.connect(note)
    try:
        yield found
    finally:
        post_init.disconnect(note)
