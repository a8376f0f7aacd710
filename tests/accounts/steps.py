"""What the tests of accounts do over and over: sign in, read the letter, keep a passkey."""

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.http import HttpResponse
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.notifications.models import Message
from compagnon.notifications.secrecy import unlock

ORIGIN = "http://localhost:8000"
FRESH_TOKENS = re.compile(rb'(name="(?:csrfmiddlewaretoken|once)" value=")[^"]*')


def admit(name: str, *, language: str = "en") -> Person:
    """Admit somebody of the cast."""
    return admit_person(
        by=SYSTEM, email=f"{name.lower()}@example.org", name=name, language=language
    )


def mailed_code() -> str:
    """Return the code of the newest letter."""
    letters = list(Message.objects.exclude(secret=b"").order_by("planned_at"))
    newest = [letter for letter in letters if letter.planned_at == letters[-1].planned_at]
    assert len(newest) == 1, "the clock stands still: forget the letters before"
    return unlock(newest[0].id, bytes(newest[0].secret))


def ask_for_code(client: Client, address: str, **headers: str) -> HttpResponse:
    """Send the sign-in form."""
    return client.post("/sign-in/", {"email": address}, **headers)  # type: ignore[arg-type,return-value]  # headers of WSGI


def sign_in(client: Client, person: Person) -> None:
    """Sign in by a mailed code."""
    Message.objects.all().delete()
    ask_for_code(client, person.email)
    response = client.post("/sign-in/code/", {"code": mailed_code()})
    assert response.headers["Location"] == "/"
    Message.objects.all().delete()


def confirm_by_code(client: Client) -> None:
    """Confirm that it is really you, by a mailed code."""
    Message.objects.all().delete()
    client.post("/account/confirm/")
    response = client.post("/account/confirm/code/", {"code": mailed_code()})
    assert response.status_code == 302


def shown(response: Any) -> bytes:
    """Return a page without the tokens that differ each time."""
    return FRESH_TOKENS.sub(rb"\1", response.content)


def page_data(response: Any) -> dict[str, Any]:
    """Return what a page hands to the passkey script."""
    found = re.search(rb'id="js_data" type="application/json">(.*?)</script>', response.content)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def as_text(data: bytes) -> str:
    """Return bytes as WebAuthn writes them in JSON."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class SoftPasskey:
    """A passkey made of software: it signs whatever it is asked to, as a device does after the finger."""

    origin: str = ORIGIN
    rp_id: str = "localhost"
    flags: AuthenticatorData.FLAG = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    user_handle: str = ""

    def create(self, options: dict[str, Any]) -> str:
        """Answer a page that adds a passkey."""
        asked = options["creation_options"]["publicKey"]
        self.user_handle = asked["user"]["id"]
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            self._rp_hash(), self.flags | AuthenticatorData.FLAG.AT, 0, credential
        )
        return self._answer(
            {
                "clientDataJSON": as_text(self._client_data("webauthn.create", asked["challenge"])),
                "attestationObject": as_text(AttestationObject.create("none", data, {})),
            },
            {"credProps": {"rk": True}},
        )

    def get(self, options: dict[str, Any]) -> str:
        """Answer a page that asks for a passkey."""
        challenge = options["request_options"]["publicKey"]["challenge"]
        client_data = self._client_data("webauthn.get", challenge)
        data = AuthenticatorData.create(self._rp_hash(), self.flags, 1)
        return self._answer(
            {
                "clientDataJSON": as_text(client_data),
                "authenticatorData": as_text(data),
                "signature": as_text(self._sign(data + client_data.hash)),
                "userHandle": self.user_handle,
            },
            {},
        )

    def _answer(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": as_text(self.id),
                "rawId": as_text(self.id),
                "response": response,
                "clientExtensionResults": extensions,
            }
        )

    def _client_data(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, self.origin)

    def _rp_hash(self) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest()

    def _sign(self, text: bytes) -> bytes:
        return self.key.sign(text, ec.ECDSA(SHA256()))


def add_passkey(client: Client) -> SoftPasskey:
    """Add a passkey to whoever has just signed in."""
    passkey = SoftPasskey()
    options = page_data(client.get("/account/ways/passkey/add/"))
    response = client.post(
        "/account/ways/passkey/add/",
        {"name": "Phone", "passwordless": "True", "credential": passkey.create(options)},
    )
    assert response.status_code == 303, response.content.decode()
    return passkey
