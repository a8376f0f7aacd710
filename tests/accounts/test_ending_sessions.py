from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.accounts.changes import end_session, end_sessions, forget_expired, make_sign_in_link
from compagnon.accounts.models import Person, Session
from compagnon.accounts.queries import list_sessions
from compagnon.accounts.sessions import SessionStore, digest
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.core.models import CacheEntry, EventRow
from compagnon.notifications import ticking
from tests.accounts.steps import admit, sign_in
from tests.cast import actor_of

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def bela() -> Person:
    return admit("Bela")


def signed_in(person: Person, *, user_agent: str = "") -> Client:
    client = Client(headers={"user-agent": user_agent})
    sign_in(client, person)
    return client


def row_of(client: Client) -> Session:
    return Session.objects.get(key_digest=digest(client.cookies["session"].value))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_clear_expired_leaves_what_is_in_use(
    amal: Person, bela: Person, clock_stands_still: time_machine.Traveller
) -> None:
    signed_in(amal)
    clock_stands_still.shift(timedelta(hours=3))
    kept = signed_in(bela)

    SessionStore.clear_expired()

    assert [row.pk for row in Session.objects.all()] == [row_of(kept).pk]


def test_forget_expired_counts_what_it_deleted(
    amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    signed_in(amal)
    clock_stands_still.shift(timedelta(hours=3))

    counts = CacheEntry.objects.count()

    assert [forget_expired(by=SYSTEM), forget_expired(by=SYSTEM)] == [1 + counts, 0]


def test_each_tick_forgets_what_has_ended(
    amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    signed_in(amal)
    make_sign_in_link(by=SYSTEM, person=amal, lifetime=timedelta(hours=1))
    clock_stands_still.shift(timedelta(hours=3))

    counts = CacheEntry.objects.count()

    assert ticking.tick().counts["ended sessions, links and counts"] == 2 + counts
    assert counts > 0
    assert Session.objects.count() == CacheEntry.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_account_page_takes_as_many_queries_whatever_there_is(amal: Person, count: int) -> None:
    for _ in range(count):
        client = signed_in(amal)

    with CaptureQueriesContext(connection) as queries:
        client.get("/account/")

    assert len(queries) == 5


def test_list_sessions_shows_ones_own_browsers_and_which_is_this(
    amal: Person, bela: Person, clock_stands_still: time_machine.Traveller
) -> None:
    signed_in(bela)
    signed_in(amal, user_agent=FIREFOX)
    clock_stands_still.shift(timedelta(minutes=1))
    this = signed_in(amal)

    seen = list_sessions(viewer=actor_of(amal), session_key=this.cookies["session"].value)

    assert [(one.browser, one.is_this) for one in seen] == [
        ("", True),
        ("Firefox · Windows", False),
    ]


def test_account_page_names_each_browser(amal: Person) -> None:
    signed_in(amal, user_agent=FIREFOX)

    page = signed_in(amal).get("/account/").content.decode()

    assert "Firefox · Windows" in page
    assert "This browser" in page
    assert "Sign out there" in page


def test_list_sessions_is_for_people() -> None:
    with pytest.raises(LookupError):
        list_sessions(viewer=NOBODY, session_key=None)


def test_end_session_signs_one_browser_out(amal: Person) -> None:
    this, other = signed_in(amal), signed_in(amal)

    done = this.post(f"/account/sessions/{row_of(other).id.hex}/end/")

    assert (done.status_code, done.headers["Location"]) == (303, "/account/")
    assert (is_in(this), is_in(other)) == (True, False)
    assert EventRow.objects.get(name="SessionsEnded").data["number"] == 1


def test_end_session_twice_is_once(amal: Person) -> None:
    row = row_of(signed_in(amal))

    end_session(by=actor_of(amal), session=row)
    end_session(by=actor_of(amal), session=row)

    assert EventRow.objects.filter(name="SessionsEnded").count() == 1


def test_session_of_somebody_else_is_not_there(amal: Person, bela: Person) -> None:
    mine, theirs = signed_in(bela), signed_in(amal)

    answer = mine.post(f"/account/sessions/{row_of(theirs).id.hex}/end/")

    assert answer.status_code == 404
    assert is_in(theirs)


def test_end_session_of_somebody_else_is_refused(amal: Person, bela: Person) -> None:
    row = row_of(signed_in(amal))

    with pytest.raises(NotAllowed, match="Only the person themselves"):
        end_session(by=actor_of(bela), session=row)


def test_end_other_sessions_keeps_this_one(amal: Person) -> None:
    this, other, third = signed_in(amal), signed_in(amal), signed_in(amal)

    this.post("/account/sessions/end/")

    assert (is_in(this), is_in(other), is_in(third)) == (True, False, False)


def test_end_sessions_everywhere_by_the_host(amal: Person) -> None:
    client = signed_in(amal)

    assert end_sessions(by=SYSTEM, person=amal) == 1
    assert end_sessions(by=SYSTEM, person=amal) == 0
    assert not is_in(client)
