from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.notifications.models import Message
from tests.accounts.steps import (
    add_passkey,
    admit,
    confirm_by_code,
    mailed_code,
    page_data,
    sign_in,
)

pytestmark = pytest.mark.django_db

ADD = "/account/ways/passkey/add/"
REMOVE = "/account/ways/passkey/remove/"


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def inside(client: Client, amal: Person) -> Client:
    sign_in(client, amal)
    return client


def test_change_of_ways_to_sign_in_asks_first_whether_it_is_you(
    inside: Client, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.shift(timedelta(minutes=10))

    for path in (ADD, REMOVE, "/account/address/"):
        for answer in (inside.get(path), inside.post(path)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/account/confirm/?next=")
    confirm_by_code(inside)
    assert inside.get(ADD).status_code == 200


def test_confirming_by_code_goes_back_to_where_one_was_going(
    inside: Client, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.shift(timedelta(minutes=10))
    asked = inside.get(ADD).headers["Location"]
    page = inside.get(asked)
    sent = inside.post(asked).headers["Location"]
    typed = inside.get(sent)

    done = inside.post(sent, {"code": mailed_code()})

    assert b"Is it you?" in page.content
    assert b"Use a passkey" not in page.content
    assert b"We have written to amal@example.org" in typed.content
    assert done.headers["Location"] == ADD
    assert Message.objects.filter(context__purpose="confirm").count() == 1


def test_code_for_confirming_is_refused_wrong_late_and_after_three_tries(
    inside: Client, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.shift(timedelta(minutes=10))
    inside.post("/account/confirm/")
    code = mailed_code()

    tries = [inside.post("/account/confirm/code/", {"code": "BBBB-BBBB"}) for _ in range(3)]
    right = inside.post("/account/confirm/code/", {"code": code})

    assert [answer.status_code for answer in tries] == [422, 422, 302]
    assert right.headers["Location"].startswith("/account/confirm/?")
    assert b"That was tried too often" in inside.get("/account/confirm/").content
    clock_stands_still.shift(timedelta(seconds=1))
    inside.post("/account/confirm/")
    clock_stands_still.shift(timedelta(minutes=11))
    late = inside.post("/account/confirm/code/", {"code": mailed_code()})
    assert late.headers["Location"].startswith("/account/confirm/?")
    assert inside.get(ADD).status_code == 302


def test_confirming_by_passkey(inside: Client, clock_stands_still: time_machine.Traveller) -> None:
    passkey = add_passkey(inside)
    clock_stands_still.shift(timedelta(minutes=11))
    page = inside.get(f"/account/confirm/?next={ADD}")

    done = inside.post(
        "/account/confirm/passkey/", {"credential": passkey.get(page_data(page)), "next": ADD}
    )

    assert b"Use a passkey" in page.content
    assert done.headers["Location"] == ADD
    assert inside.get(ADD).status_code == 200


def test_codes_for_confirming_are_throttled(inside: Client) -> None:
    answers = [inside.post("/account/confirm/").status_code for _ in range(11)]

    assert answers == [302] * 10 + [429]
