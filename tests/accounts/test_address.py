from datetime import timedelta
from typing import cast

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.test import Client, RequestFactory

from compagnon.accounts.adapter import AccountAdapter
from compagnon.accounts.changes import change_address
from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.accounts.sessions import SessionStore
from compagnon.core.errors import Refused
from compagnon.core.models import EventRow
from compagnon.core.pages import PageRequest
from compagnon.notifications.models import Message
from tests.accounts.steps import (
    admit,
    mailed_code,
    sign_in,
)
from tests.cast import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def inside(client: Client, amal: Person) -> Client:
    sign_in(client, amal)
    return client


def test_change_address_by_a_code_to_the_new_one(inside: Client, amal: Person) -> None:
    page = inside.get("/account/address/")
    asked = inside.post("/account/address/", {"email": "Amal@School.example "})
    typed = inside.get("/account/address/code/")
    code = mailed_code()
    wrong = inside.post("/account/address/code/", {"code": "BBBB-BBBB"})
    kept = Person.objects.get().email

    done = inside.post("/account/address/code/", {"code": code})

    assert b"Now it is amal@example.org" in page.content
    assert asked.headers["Location"] == "/account/address/code/"
    assert b"We have written to amal@school.example" in typed.content
    assert b"That is not the code" in wrong.content
    assert kept == "amal@example.org"
    assert done.headers["Location"] == "/account/"
    assert b"amal@school.example" in inside.get("/account/").content
    assert [row.email for row in EmailAddress.objects.all()] == ["amal@school.example"]
    assert is_sound(amal.id)
    told = Message.objects.get(kind="accounts/address_changed")
    assert (told.address, told.context) == ("amal@example.org", {})
    inside.post("/sign-out/")
    sign_in(inside, Person.objects.get())


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("amal@example.org", b"This is the address you have now."),
        ("amal at example", b"Enter a valid email address."),
    ],
)
def test_change_address_is_refused_for_the_same_and_for_none(
    inside: Client, email: str, said: bytes
) -> None:
    page = inside.post("/account/address/", {"email": email})

    assert (page.status_code, said in page.content) == (422, True)


def test_address_of_somebody_else_looks_free_until_its_owner_reads_the_letter(
    inside: Client,
) -> None:
    admit("Bela")

    free = inside.post("/account/address/", {"email": "free@example.org"})
    Message.objects.all().delete()
    taken = inside.post("/account/address/", {"email": "bela@example.org"})
    refused = inside.post("/account/address/code/", {"code": mailed_code()})

    assert (taken.status_code, taken.headers["Location"]) == (
        free.status_code,
        free.headers["Location"],
    )
    assert b"Somebody else signs in with this address." in refused.content
    assert Person.objects.filter(email="amal@example.org").exists()


def test_change_address_is_refused_for_one_that_was_taken_meanwhile(amal: Person) -> None:
    admit("Bela")

    with pytest.raises(Refused, match="Somebody else"):
        change_address(by=actor_of(amal), person=amal, email="BELA@example.org")


def test_change_address_to_the_same_changes_nothing(amal: Person) -> None:
    change_address(by=actor_of(amal), person=amal, email="Amal@example.org")

    assert EventRow.objects.filter(name="AddressChanged").count() == 0


def test_changes_of_address_are_throttled(
    inside: Client, clock_stands_still: time_machine.Traveller
) -> None:
    answers = []
    for number in range(11):
        clock_stands_still.shift(timedelta(seconds=1))
        answers.append(
            inside.post("/account/address/", {"email": f"a{number}@example.org"}).status_code
        )

    assert answers == [302] * 10 + [429]


def test_an_address_sent_twice_by_one_press_is_one_letter(inside: Client) -> None:
    form = {"email": "amal.new@example.org", "once": "a-double-click"}

    answers = [inside.post("/account/address/", form) for _ in range(2)]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (302, "/account/address/code/"),
        (303, "/account/address/code/"),
    ]
    assert Message.objects.count() == 1


def test_code_page_of_an_address_nobody_asked_for_leads_back(inside: Client) -> None:
    assert inside.get("/account/address/code/").status_code == 302


def test_address_taken_while_the_code_was_typed_stays_with_its_owner(amal: Person) -> None:
    admit("Bela")
    request = cast("PageRequest", RequestFactory().post("/account/address/code/"))
    request.user, request.actor = amal, actor_of(amal)
    request.session = SessionStore()
    request._messages = SessionStorage(request)  # type: ignore[attr-defined]  # as the middleware does

    confirmed = AccountAdapter().confirm_email(
        request, EmailAddress(user=amal, email="bela@example.org")
    )

    assert not confirmed
    assert [str(said) for said in get_messages(request)] == [
        "Somebody else signs in with this address."
    ]


def test_letter_that_we_do_not_know_is_never_sent(amal: Person) -> None:
    with pytest.raises(LookupError, match="No letter stands for"):
        AccountAdapter().send_mail("account/email/other", amal.email, {})
