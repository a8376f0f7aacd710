"""Adding and removing ways to sign in, each sealed in the same transaction."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.events import AddressChanged, SignInWayAdded, SignInWayRemoved, Way
from compagnon.accounts.models import Person, sealed_address, sealed_way
from compagnon.accounts.rules import tidy_address
from compagnon.accounts.sealing import Values, seal, take
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import Event, record
from compagnon.core.ids import new_public_id
from compagnon.notifications.changes import plan_message

WAY_OF_TYPE = {
    Authenticator.Type.WEBAUTHN: Way.PASSKEY,
    Authenticator.Type.TOTP: Way.APP,
    Authenticator.Type.RECOVERY_CODES: Way.RECOVERY_CODES,
}


@change("accounts.change_sign_in_ways", on="person")
def add_passkey(*, by: Actor, person: Person, name: str, credential: dict[str, Any]) -> None:
    """Add a passkey that the browser has just made and the form has checked."""
    row, values = take(person)
    _add(values, WebAuthn.add(row, name, credential).instance)
    _close(row, values, SignInWayAdded(person_id=_id(row), way=Way.PASSKEY), by)


@change("accounts.change_sign_in_ways", on="person")
def remove_passkey(*, by: Actor, person: Person, passkey_id: int) -> None:
    """Remove one of one's own passkeys; one that is not there (any more) changes nothing."""
    row, values = take(person)
    found = Authenticator.objects.filter(
        user_id=row.pk, pk=passkey_id, type=Authenticator.Type.WEBAUTHN
    )
    if not found.delete()[0]:
        return
    _drop(values, passkey_id)
    _close(row, values, SignInWayRemoved(person_id=_id(row), way=Way.PASSKEY), by)


@change("accounts.change_sign_in_ways", on="person")
def add_app(*, by: Actor, person: Person, secret: str) -> None:
    """Add an app that shows codes (TOTP), with a fresh set of recovery codes. One app a person."""
    row, values = take(person)
    _remove_all(row, values, (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES))
    _add(values, TOTP.activate(row, secret).instance)
    _add(values, RecoveryCodes.activate(row).instance)
    _close(row, values, SignInWayAdded(person_id=_id(row), way=Way.APP), by)


@change("accounts.change_sign_in_ways", on="person")
def remove_app(*, by: Actor, person: Person) -> None:
    """Remove the app and its recovery codes; a password then asks for a mailed code besides."""
    row, values = take(person)
    if _remove_all(row, values, (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)):
        _close(row, values, SignInWayRemoved(person_id=_id(row), way=Way.APP), by)


@change("accounts.change_sign_in_ways", on="person")
def renew_recovery_codes(*, by: Actor, person: Person) -> None:
    """Replace the recovery codes by new ones. Refused without an app, which they stand in for."""
    row, values = take(person)
    if not Authenticator.objects.filter(user_id=row.pk, type=Authenticator.Type.TOTP).exists():
        raise Refused(_("Recovery codes stand in for an app. Add one first."))
    _remove_all(row, values, (Authenticator.Type.RECOVERY_CODES,))
    _add(values, RecoveryCodes.activate(row).instance)
    _close(row, values, SignInWayAdded(person_id=_id(row), way=Way.RECOVERY_CODES), by)


@change("accounts.change_sign_in_ways", on="person")
def set_password(*, by: Actor, person: Person, password: str) -> None:
    """Set or change the password. Every other session ends, because it was opened with the old one."""
    row, values = take(person)
    row.set_password(password)
    person.password = row.password
    _close(row, values, SignInWayAdded(person_id=_id(row), way=Way.PASSWORD), by)


@change("accounts.change_sign_in_ways", on="person")
def remove_password(*, by: Actor, person: Person) -> None:
    """Go back to codes and passkeys alone."""
    row, values = take(person)
    if not row.has_usable_password():
        return
    row.set_unusable_password()
    person.password = row.password
    _close(row, values, SignInWayRemoved(person_id=_id(row), way=Way.PASSWORD), by)


@change("accounts.change_address", on="person")
def change_address(*, by: Actor, person: Person, email: str) -> None:
    """Move to an address that the person has just proved to be theirs; the old one is told.

    Refused if somebody else has it.
    """
    row, values = take(person)
    address, old = tidy_address(email), row.email
    if Person.objects.filter(email=address).exclude(pk=row.pk).exists():
        raise Refused(_("Somebody else signs in with this address."), field="email")
    if address == old:
        return
    EmailAddress.objects.filter(user_id=row.pk).delete()
    kept = EmailAddress.objects.create(user=row, email=address, verified=True, primary=True)
    row.email = person.email = address
    values["addresses"] = [sealed_address(kept)]
    plan_message(
        kind="accounts/address_changed",
        recipient_id=_id(row),
        address=old,
        language=row.language,
        context={},
        key=new_public_id().hex,
    )
    _close(row, values, AddressChanged(person_id=_id(row)), by)


def _add(values: Values, added: Authenticator) -> None:
    values["ways"].append(sealed_way(added))


def _drop(values: Values, way_id: int) -> None:
    values["ways"] = [way for way in values["ways"] if way[0] != way_id]


def _remove_all(row: Person, values: Values, types: tuple[str, ...]) -> bool:
    """Delete a person's ways of some types; say whether there were any."""
    found = Authenticator.objects.filter(user_id=row.pk, type__in=types)
    for way_id in found.values_list("pk", flat=True):
        _drop(values, way_id)
    return bool(found.delete()[0])


def _close(row: Person, values: Values, event: Event, by: Actor) -> None:
    """Seal, save and record."""
    seal(row, values)
    row.save(update_fields=["email", "password", "seal"])
    record(event, by=by)


def _id(row: Person) -> UUID:
    return UUID(str(row.pk))
