from typing import Any, cast
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from compagnon.core import policy
from compagnon.core.actors import NOBODY, Actor, person
from compagnon.core.models import Submission
from compagnon.core.pages import (
    Declared,
    PageEntry,
    PageRequest,
    once_token,
    page,
    public,
    see_other,
)
from compagnon.core.policy import permit, predicate, visible
from compagnon.partnerships.models import Partnership
from tests.cast import World, actor_of, make_partnership, make_world

SOMEBODY = person(UUID(int=1))


@predicate("Only on Sundays.")
def is_sunday(_actor: Actor, _target: Any) -> bool:
    return False


@predicate("Never said.")
def is_anybody(_actor: Actor, _target: Any) -> bool:
    return True


@pytest.fixture(autouse=True)
def _own_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    get_resolver().url_patterns  # noqa: B018 -- a property that loads every package, and with it the real tables
    monkeypatch.setattr(policy, "_table", {})
    monkeypatch.setattr(policy, "_visible", {})
    permit({"core.look": is_anybody, "core.rest": is_sunday})
    visible(
        "partnership",
        lambda viewer: Partnership.objects.filter(members__person_id=viewer.person_id),
    )


def request(actor: Actor, method: str = "GET", **data: str) -> PageRequest:
    made = cast("PageRequest", RequestFactory().generic(method, "/somewhere/?page=2"))
    made.actor = actor
    made.POST = data  # type: ignore[assignment,misc]  # a dictionary answers as a QueryDict does here
    return made


@page("core.look")
def look(request: PageRequest) -> HttpResponse:
    return HttpResponse("seen")


@page("core.rest")
def rest(request: PageRequest) -> HttpResponse:
    raise AssertionError(request)


@page("core.look", on="partnership")
def look_at(request: PageRequest, partnership: Partnership) -> HttpResponse:
    return HttpResponse(partnership.id.hex)


@public(reason="It is a lantern.")
def lantern(request: HttpRequest) -> HttpResponse:
    return HttpResponse("light")


@page("core.look")
def build(request: PageRequest) -> HttpResponse:
    place = f"/built/{Submission.objects.count()}/"
    Submission.objects.create(token=f"brick {place}", sent_at="2026-09-14T09:00:00Z")
    if request.POST.get("fail"):
        return HttpResponse("say more", status=422)
    return see_other(place)


@page("core.look")
def break_a_rule(request: PageRequest) -> HttpResponse:
    Submission.objects.create(token="twice", sent_at="2026-09-14T09:00:00Z")
    Submission.objects.create(token="twice", sent_at="2026-09-14T09:00:00Z")
    raise AssertionError(request)


def test_page_sends_nobody_to_sign_in_and_back() -> None:
    response = look(request(NOBODY))

    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in/?next=/somewhere/%3Fpage%3D2"


def test_page_opens_to_whom_the_policy_lets_in() -> None:
    assert cast("HttpResponse", look(request(SOMEBODY))).content == b"seen"


def test_page_says_why_it_stays_shut() -> None:
    with pytest.raises(PermissionDenied, match=r"Only on Sundays\."):
        rest(request(SOMEBODY))


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.django_db
def test_page_fetches_what_the_viewer_may_know_of(world: World) -> None:
    partnership = make_partnership(world)

    response = look_at(request(actor_of(world.amal)), partnership_id=partnership.pk)

    assert cast("HttpResponse", response).content == partnership.id.hex.encode()


@pytest.mark.django_db
def test_page_does_not_tell_what_is_not_yours_from_what_is_not_there(world: World) -> None:
    partnership = make_partnership(world)

    for partnership_id in (partnership.pk, UUID(int=4)):
        with pytest.raises(Http404):
            look_at(request(actor_of(world.dana)), partnership_id=partnership_id)


def test_public_is_open_to_everybody_and_says_why() -> None:
    assert cast("HttpResponse", lantern(request(NOBODY))).content == b"light"
    assert cast("Declared", lantern).page_entry == PageEntry(None, None, "It is a lantern.")
    assert cast("Declared", look_at).page_entry == PageEntry("core.look", "partnership", None)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_takes_effect_once() -> None:
    token = once_token()

    answers = [build(request(SOMEBODY, "POST", once=token)) for _ in range(2)]

    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(303, "/built/1/")] * 2
    assert Submission.objects.filter(token__startswith="brick").count() == 1


@page("core.rest")
def leave(request: PageRequest) -> HttpResponse:
    policy._table["core.rest"] = is_sunday
    return see_other("/left/")


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_is_answered_once_even_if_the_first_shut_the_door() -> None:
    policy._table["core.rest"] = is_anybody
    token = once_token()

    answers = [leave(request(SOMEBODY, "POST", once=token)) for _ in range(2)]

    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(303, "/left/")] * 2
    with pytest.raises(PermissionDenied, match=r"Only on Sundays\."):
        leave(request(SOMEBODY, "POST", once=once_token()))


@pytest.mark.django_db(transaction=True)
def test_a_form_that_was_refused_can_be_sent_again() -> None:
    token = once_token()

    refused = build(request(SOMEBODY, "POST", once=token, fail="yes"))
    answer = build(request(SOMEBODY, "POST", once=token))

    assert (refused.status_code, answer.status_code) == (422, 303)
    assert Submission.objects.filter(token__startswith="brick").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("token", ["a\x00b", "a b", "é", "a" * 41])
def test_a_token_that_nobody_made_is_none(token: str) -> None:
    answers = [build(request(SOMEBODY, "POST", once=token)) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == ["/built/0/", "/built/1/"]


@pytest.mark.django_db(transaction=True)
def test_a_form_without_a_token_is_simply_sent() -> None:
    assert build(request(SOMEBODY, "POST")).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_a_broken_rule_of_the_database_is_not_taken_for_a_twin() -> None:
    with pytest.raises(IntegrityError):
        break_a_rule(request(SOMEBODY, "POST", once=once_token()))
