"""What happens to people and their ways to sign in."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from compagnon.core.events import Event


class Way(StrEnum):
    """A way to sign in."""

    CODE = "code"
    PASSKEY = "passkey"
    PASSWORD = "password"  # noqa: S105 -- the name of a way to sign in, not a password
    APP = "app"
    RECOVERY_CODES = "recovery_codes"
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class PersonAdmitted(Event):
    """Somebody is known from now on, and can sign in."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonRenamed(Event):
    """A person corrected their own name."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class LanguageChosen(Event):
    """A person chose the language they read and are written to in."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class AddressChanged(Event):
    """A person moved to another address and proved that it is theirs."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(Event):
    """An account was closed: nobody signs in to it, every session ended."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A person signed in."""

    person_id: UUID
    way: Way


@dataclass(frozen=True, kw_only=True)
class SignInRefused(Event):
    """Somebody proved a way to sign in, but the identity behind it is not as we sealed it."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """A person ended sessions of theirs."""

    person_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class SignInWayAdded(Event):
    """A passkey, an app, recovery codes or a password was added."""

    person_id: UUID
    way: Way


@dataclass(frozen=True, kw_only=True)
class SignInWayRemoved(Event):
    """A passkey, an app, recovery codes or a password was removed."""

    person_id: UUID
    way: Way


@dataclass(frozen=True, kw_only=True)
class SignInLinkMade(Event):
    """The command line made a link that signs one person in once."""

    person_id: UUID
