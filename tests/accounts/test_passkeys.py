import json
import random
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from fido2.utils import websafe_decode
from fido2.webauthn import AttestationObject, AuthenticatorData

from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message
from tests.accounts.steps import (
    SoftPasskey,
    add_passkey,
    admit,
    as_text,
    page_data,
    sign_in,
)

pytestmark = pytest.mark.django_db

ADD = "/account/ways/passkey/add/"
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
