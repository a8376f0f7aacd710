"""Reading about one's own account, and finding people for the command line."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from compagnon.accounts.models import Person, Session, SignInLink
from compagnon.accounts.rules import tidy_address, token_digest
from compagnon.accounts.sessions import digest
from compagnon.core import clock, sealing
from compagnon.core.actors import Actor, ActorKind


@dataclass(frozen=True)
class OpenSession:
    """A browser in which the viewer is signed in."""

    id: UUID
    browser: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class Passkey:
    """A passkey of the viewer's, by the name they gave it."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SignInWays:
    """Everything the viewer can sign in with, besides the mailed code."""

    passkeys: tuple[Passkey, ...]
    has_app: bool
    has_password: bool


def get_person(*, viewer: Actor) -> Person:
    """Return the viewer themselves."""
    return viewer.memo("person", lambda: Person.objects.get(pk=_id(viewer)))


def list_sessions(*, viewer: Actor, session_key: str | None) -> list[OpenSession]:
    """Return the browsers in which the viewer is signed in, the one last used first (ASVS 7.5.2)."""
    rows = Session.objects.filter(person_id=_id(viewer), ends_at__gt=clock.now())
    this = digest(session_key or "")
    return [
        OpenSession(
            row.id, row.browser, row.started_at, row.seen_at, is_this=row.key_digest == this
        )
        for row in rows.defer("payload").order_by("-seen_at", "id")
    ]


def get_sign_in_ways(*, viewer: Actor) -> SignInWays:
    """Return what the viewer can sign in with, the oldest passkey first."""
    rows = list(Authenticator.objects.filter(user_id=viewer.person_id).order_by("pk"))
    return SignInWays(
        passkeys=tuple(
            Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at)
            for row in rows
            if row.type == Authenticator.Type.WEBAUTHN
        ),
        has_app=any(row.type == Authenticator.Type.TOTP for row in rows),
        has_password=get_person(viewer=viewer).has_usable_password(),
    )


def list_recovery_codes(*, viewer: Actor) -> list[str]:
    """Return the viewer's unused recovery codes."""
    row = Authenticator.objects.filter(
        user_id=viewer.person_id, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return [] if row is None else row.wrap().get_unused_codes()


def _id(viewer: Actor) -> UUID:
    """Return the viewer's id; there is nothing to read about somebody who is not signed in."""
    if viewer.person_id is None:
        raise LookupError("Only somebody who is signed in has an account.")
    return viewer.person_id


def find_person(*, viewer: Actor, address: str) -> Person | None:
    """Return who signs in with an address. For the command line; nobody else is told who has an account."""
    if viewer.kind is not ActorKind.SYSTEM:
        return None
    return Person.objects.filter(email=tidy_address(address)).first()


def find_sign_in_link(*, viewer: Actor, token: str) -> SignInLink | None:  # noqa: ARG001 -- the token is the right
    """Return the link of a token, if its time has not passed, its person is active and its seal holds."""
    link = (
        SignInLink.objects.select_related("person")
        .filter(token_digest=token_digest(token), expires_at__gt=clock.now())
        .filter(person__is_active=True)
        .first()
    )
    return link if link is not None and sealing.is_sound(link) else None
