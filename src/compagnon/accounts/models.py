"""A person, their sessions, and the links that sign somebody in once.

What a person does in a scheme is an appointment or an application, elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext

from compagnon.core.models import PublicModel, Sealed

# What the library keeps beside a key or a secret and changes by itself: the seal leaves it out.
UNSEALED_DATA = frozenset({"name", "used_mask", "viewed_at"})


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their address, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


def known_as(name: str) -> str:
    """Return a name as others read it; of somebody who was erased, words in its place."""
    return name or gettext("a person who was erased")


class Person(AbstractBaseUser, PublicModel, Sealed):
    """One human being. One address, one name in any script, one language to be written to in.

    The seal covers the whole identity: these columns, and every address and every way to sign in that the
    sign-in library keeps for the person.
    """

    SEALED: ClassVar[tuple[str, ...]] = ("id", "email", "is_active", "password")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def known_as(self) -> str:
        """The name, as others read it."""
        return known_as(self.name)

    def check_password(self, raw_password: str | None) -> bool:
        """Compare without hashing anew: a hash that changes by itself would break the seal."""
        return check_password(raw_password, self.password)

    def sealed_values(self) -> dict[str, Any]:
        """Return what the seal covers, the addresses and ways to sign in as they now stand (one query)."""
        parts = Person.objects.filter(pk=self.pk).values_list(*IDENTITY_PARTS)
        return super().sealed_values() | sealed_parts(parts)


IDENTITY_PARTS = (
    "emailaddress__pk",
    "emailaddress__email",
    "emailaddress__verified",
    "emailaddress__primary",
    "authenticator__pk",
    "authenticator__type",
    "authenticator__data",
)


def sealed_parts(rows: Any) -> dict[str, list[list[object]]]:
    """Return the addresses and ways to sign in of a join of both (see IDENTITY_PARTS), as the seal covers them."""
    addresses: dict[int, list[object]] = {}
    ways: dict[int, list[object]] = {}
    for address_id, email, verified, primary, way_id, kind, data in rows:
        if address_id is not None:
            addresses[address_id] = [address_id, email, bool(verified), bool(primary)]
        if way_id is not None:
            ways[way_id] = [way_id, str(kind), _digest(data)]
    return {
        "addresses": [addresses[pk] for pk in sorted(addresses)],
        "ways": [ways[pk] for pk in sorted(ways)],
    }


def sealed_address(row: Any) -> list[object]:
    """Return a row of the library's addresses as the seal covers it."""
    return [row.pk, row.email, row.verified, row.primary]


def sealed_way(row: Any) -> list[object]:
    """Return a passkey, a TOTP secret or a set of recovery codes as the seal covers it."""
    return [row.pk, str(row.type), _digest(row.data)]


def _digest(data: Mapping[str, object]) -> str:
    covered = {name: value for name, value in data.items() if name not in UNSEALED_DATA}
    return hashlib.sha256(json.dumps(covered, sort_keys=True).encode()).hexdigest()


class Session(PublicModel):
    """A browser that talks to us, mostly of somebody signed in. Read and written by `sessions` only.

    The row stands under a digest of the cookie's key and its payload opens with that key alone, so whoever
    reads or writes the database cannot take over, prolong or invent a session.
    """

    key_digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    payload = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["person", "seen_at"], name="accounts_session_person")]


class SignInLink(PublicModel, Sealed):
    """A link that signs one person in once, made on the command line; only a digest of its token is kept."""

    SEALED: ClassVar[tuple[str, ...]] = ("id", "person_id", "token_digest", "expires_at")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
