import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.test import Client, RequestFactory
from fido2.utils import websafe_decode
from fido2.webauthn import AttestationObject, AuthenticatorData

from compagnon.accounts.adapter import AccountAdapter
from compagnon.accounts.changes import change_address, remove_passkey
from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.accounts.queries import get_sign_in_ways
from compagnon.accounts.sessions import SessionStore
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.core.pages import PageRequest
from compagnon.notifications.models import Message
from tests.accounts.steps import (
    SoftPasskey,
    add_passkey,
    admit,
    as_text,
    confirm_by_code,
    mailed_code,
    page_data,
    sign_in,
)
from tests.cast import actor_of

pytestmark = pytest.mark.django_db

ADD = "/account/ways/passkey/add/"
REMOVE = "/account/ways/passkey/remove/"
JSON = {"accept": "application/json"}


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def inside(client: Client, amal: Person) -> Client:
    sign_in(client, amal)
    return client


def passkey_options(client: Client) -> dict[str, object]:
    options: dict[str, object] = client.get("/sign-in/passkey/", headers=JSON).json()
    return options


def test_passkey_signs_in_without_an_address(inside: Client, amal: Person) -> None:
    passkey = add_passkey(inside)
    inside.post("/sign-out/")

    done = inside.post("/sign-in/passkey/", {"credential": passkey.get(passkey_options(inside))})

    assert (done.status_code, done.headers["Location"]) == (302, "/")
    assert inside.get("/account/").status_code == 200
    ways = [row.data["way"] for row in EventRow.objects.filter(name="SignedIn").order_by("id")]
    assert ways == ["code", "passkey"]


def test_passkey_goes_on_to_the_page_that_was_asked_for(inside: Client) -> None:
    passkey = add_passkey(inside)
    inside.post("/sign-out/")
    options = passkey_options(inside)

    done = inside.post(
        "/sign-in/passkey/", {"credential": passkey.get(options), "next": "/account/"}
    )

    assert done.headers["Location"] == "/account/"


def test_passkey_answers_each_question_once(inside: Client) -> None:
    passkey = add_passkey(inside)
    inside.post("/sign-out/")
    answer = passkey.get(passkey_options(inside))
    inside.post("/sign-in/passkey/", {"credential": answer})
    thief = Client()
    passkey_options(thief)

    thief.post("/sign-in/passkey/", {"credential": answer})

    assert thief.get("/account/").status_code == 302


def test_passkey_without_finger_face_or_pin_signs_nobody_in(inside: Client) -> None:
    passkey = add_passkey(inside)
    inside.post("/sign-out/")
    passkey.flags = AuthenticatorData.FLAG.UP

    done = inside.post("/sign-in/passkey/", {"credential": passkey.get(passkey_options(inside))})

    assert done.headers["Location"] == "/sign-in/"
    assert b"That did not fit" in inside.get("/sign-in/").content


@pytest.mark.parametrize(
    "forged", [SoftPasskey(), SoftPasskey(origin="https://evil.example"), SoftPasskey(rp_id="evil")]
)
def test_passkey_that_is_not_the_persons_signs_nobody_in(
    inside: Client, forged: SoftPasskey
) -> None:
    real = add_passkey(inside)
    inside.post("/sign-out/")
    forged.id, forged.user_handle = real.id, real.user_handle
    if forged.origin != SoftPasskey().origin or forged.rp_id != SoftPasskey().rp_id:
        forged.key = real.key

    inside.post("/sign-in/passkey/", {"credential": forged.get(passkey_options(inside))})

    assert inside.get("/account/").status_code == 302


def test_passkey_of_an_unknown_person_says_no_more(client: Client) -> None:
    forged = SoftPasskey(user_handle=as_text(b"0" * 32))

    done = client.post("/sign-in/passkey/", {"credential": forged.get(passkey_options(client))})

    assert done.headers["Location"] == "/sign-in/"


def test_address_of_the_passkey_page_leads_to_sign_in(client: Client) -> None:
    assert client.get("/sign-in/passkey/").headers["Location"] == "/sign-in/"


def test_adding_a_passkey_is_told_by_letter_and_shown(inside: Client, amal: Person) -> None:
    add_passkey(inside)

    letter = Message.objects.get()
    assert (letter.kind, letter.address) == ("accounts/way_added", amal.email)
    assert b"Phone" in inside.get("/account/ways/").content
    assert is_sound(amal.id)


def test_passkey_that_cannot_check_who_holds_it_is_not_added(inside: Client) -> None:
    weak = SoftPasskey(flags=AuthenticatorData.FLAG.UP)
    options = page_data(inside.get(ADD))

    page = inside.post(
        ADD, {"name": "Key", "passwordless": "True", "credential": weak.create(options)}
    )

    assert page.status_code == 422
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "passwordless"), [("", "True"), ("x" * 61, "True"), ("Phone", "")]
)
def test_passkey_needs_a_name_and_is_always_whole(
    inside: Client, name: str, passwordless: str
) -> None:
    options = page_data(inside.get(ADD))

    page = inside.post(
        ADD,
        {"name": name, "passwordless": passwordless, "credential": SoftPasskey().create(options)},
    )

    assert page.status_code == 422
    assert Authenticator.objects.count() == 0


def test_name_of_a_passkey_is_proposed(inside: Client) -> None:
    firefox = {"user-agent": "Mozilla/5.0 (Macintosh) Gecko/20100101 Firefox/128.0"}

    assert 'value="Firefox · Mac"' in inside.get(ADD, headers=firefox).content.decode()
    assert b'value="Passkey"' in inside.get(ADD).content


NO_CREDENTIALS = [
    "",
    "x",
    "null",
    "[]",
    "1",
    "{}",
    "\x00",
    '{"id":"\\ud800"}',
    "[" * 5000,
    "[" * 30000,
    '{"response":1}',
    '{"id":1,"rawId":2,"response":[],"type":"public-key"}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": 1}}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "userHandle": "_____w",
                "clientDataJSON": "e30",
                "authenticatorData": "AA",
                "signature": "AA",
            },
        }
    ),
]


@pytest.mark.parametrize("sent", NO_CREDENTIALS)
def test_whatever_is_no_credential_is_refused_with_a_sentence(inside: Client, sent: str) -> None:
    add_passkey(inside)
    data = {"credential": sent, "name": "x", "passwordless": "True"}

    added = inside.post(ADD, data)
    confirmed = inside.post("/account/confirm/passkey/", data)
    came_in = Client().post("/sign-in/passkey/", data)

    assert (added.status_code, b"That did not fit" in added.content) == (422, True)
    assert confirmed.headers["Location"].startswith("/account/confirm/?")
    assert came_in.headers["Location"] == "/sign-in/"


def test_credential_with_any_byte_changed_is_refused(inside: Client) -> None:
    dice = random.Random(7)  # noqa: S311 -- it chooses bytes to spoil, no secrets
    real = add_passkey(inside)
    for _ in range(12):
        made = SoftPasskey().create(page_data(inside.get(ADD)))
        added = inside.post(
            ADD, {"name": "x", "passwordless": "True", "credential": spoilt(made, dice)}
        )
        asked = page_data(inside.get("/account/confirm/"))
        signed = spoilt(real.get(asked), dice)
        confirmed = inside.post("/account/confirm/passkey/", {"credential": signed})
        assert added.status_code in {303, 422}
        assert confirmed.status_code == 302


def spoilt(credential: str, dice: random.Random) -> str:
    values = json.loads(credential)
    name = dice.choice(sorted(values["response"]))
    data = bytearray(websafe_decode(values["response"][name]))
    for _ in range(3):
        data[dice.randrange(len(data))] = dice.randrange(256)
    values["response"][name] = as_text(bytes(data[: dice.randrange(1, len(data) + 1)]))
    return json.dumps(values)


def test_remove_passkey(inside: Client, amal: Person) -> None:
    add_passkey(inside)
    add_passkey(inside)
    first, second = Authenticator.objects.order_by("pk")

    page = inside.get(REMOVE)
    nothing = inside.post(REMOVE, {"once": "token"})
    done = inside.post(REMOVE, {"passkey": str(first.pk)})

    assert page.content.count(b'type="radio"') == 2
    assert nothing.status_code == 422
    assert (done.status_code, done.headers["Location"]) == (303, "/account/ways/")
    assert [row.pk for row in Authenticator.objects.all()] == [second.pk]
    assert is_sound(amal.id)
    assert Message.objects.filter(kind="accounts/way_removed").count() == 1


def test_remove_passkey_of_somebody_else_is_refused(inside: Client, amal: Person) -> None:
    add_passkey(inside)
    bela = admit("Bela")

    with pytest.raises(Refused, match="not there any more"):
        remove_passkey(by=actor_of(bela), person=bela, passkey_id=Authenticator.objects.get().pk)
    with pytest.raises(NotAllowed, match="Only the person themselves"):
        remove_passkey(by=actor_of(bela), person=amal, passkey_id=Authenticator.objects.get().pk)


def test_ways_page_without_passkeys_says_what_to_do(inside: Client) -> None:
    page = inside.get("/account/ways/").content.decode()

    assert "No passkey yet" in page
    assert "Set a password" not in page


def test_ways_show_when_a_passkey_was_last_used(inside: Client, amal: Person) -> None:
    passkey = add_passkey(inside)
    inside.post("/sign-out/")
    inside.post("/sign-in/passkey/", {"credential": passkey.get(passkey_options(inside))})

    (shown,) = get_sign_in_ways(viewer=actor_of(amal)).passkeys

    assert (shown.name, shown.used_at) == ("Phone", shown.added_at)
    assert b"last used:" in inside.get("/account/ways/").content


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


def test_code_page_of_an_address_nobody_asked_for_leads_back(inside: Client) -> None:
    assert inside.get("/account/address/code/").status_code == 302


def other_algorithm(data: bytes) -> bytes:
    return data.replace(b"\x03\x26", b"\x03\x27")  # the key says EdDSA and is none


def no_point(data: bytes) -> bytes:
    return data[:-32] + bytes(32)  # the key lies on no curve


@pytest.mark.parametrize("spoil", [other_algorithm, no_point])
def test_passkey_whose_key_is_no_key_signs_nobody_in(
    inside: Client, spoil: Callable[[bytes], bytes]
) -> None:
    passkey = SoftPasskey()
    made = json.loads(passkey.create(page_data(inside.get(ADD))))
    attested = AttestationObject(websafe_decode(made["response"]["attestationObject"]))
    forged = AttestationObject.create(
        "none", AuthenticatorData(spoil(bytes(attested.auth_data))), {}
    )
    made["response"]["attestationObject"] = as_text(forged)
    inside.post(ADD, {"name": "x", "passwordless": "True", "credential": json.dumps(made)})
    inside.post("/sign-out/")

    done = inside.post("/sign-in/passkey/", {"credential": passkey.get(passkey_options(inside))})

    assert done.headers["Location"] == "/sign-in/"


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
