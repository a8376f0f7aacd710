"""Admitting, naming and closing: what happens to a person as such."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_languages

from compagnon.accounts.changes.session import delete_sessions
from compagnon.accounts.events import (
    LanguageChosen,
    PersonAdmitted,
    PersonDeactivated,
    PersonRenamed,
)
from compagnon.accounts.models import Person, SignInLink, sealed_address
from compagnon.accounts.rules import tidy_address, tidy_name
from compagnon.accounts.sealing import IdentityBroken, seal, seal_first, take
from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record

NAME_LENGTH = 200


@change("accounts.admit_person", on=None)
def admit_person(*, by: Actor, email: str, name: str, language: str) -> Person:
    """Make a person known, so that they can sign in with a mailed code.

    Who is known by that address already stays as they are, name and language included, and is returned.
    Refused for something that is no address and for an empty name; an unknown language becomes English.
    """
    address = _checked_address(email)
    row, is_new = Person.objects.get_or_create(  # type: ignore[misc]  # a default may be a function
        email=address,
        defaults={
            "name": lambda: _checked_name(name),  # not looked at where somebody is known
            "language": language if language in get_languages() else "en",
            "created_at": clock.now(),
            "password": make_password(None),
        },
    )
    if is_new:
        kept = EmailAddress.objects.create(user=row, email=address, verified=True, primary=True)
        seal_first(row, {"addresses": [sealed_address(kept)], "ways": []})
        row.save(update_fields=["seal"])
        record(PersonAdmitted(person_id=UUID(str(row.pk))), by=by)
    return row


@change("accounts.rename_person", on="person")
def rename_person(*, by: Actor, person: Person, name: str) -> None:
    """Correct one's own name. Refused for an empty one; the same name again changes nothing."""
    tidy = _checked_name(name)
    if not Person.objects.filter(pk=person.pk).exclude(name=tidy).update(name=tidy):
        return
    person.name = tidy
    record(PersonRenamed(person_id=UUID(str(person.pk))), by=by)


@change("accounts.choose_language", on="person")
def choose_language(*, by: Actor, person: Person, language: str) -> None:
    """Choose the language one reads and is written to in. Refused for one that the installation lacks."""
    if language not in get_languages():
        raise Refused(_("This site does not speak that language yet."), field="language")
    if not Person.objects.filter(pk=person.pk).exclude(language=language).update(language=language):
        return
    person.language = language
    record(LanguageChosen(person_id=UUID(str(person.pk))), by=by)


@change("accounts.deactivate_person", on="person")
def deactivate_person(*, by: Actor, person: Person) -> None:
    """Close an account: nobody signs in to it any more, and every session and link ends (ASVS 7.4.2).

    An account that somebody tampered with is closed too; its seal stays broken.
    """
    if not Person.objects.filter(pk=person.pk, is_active=True).exists():
        return
    try:
        row, values = take(person)
    except IdentityBroken:
        row = person
        sealing.end(row)
    else:
        row.is_active = False
        seal(row, values, ended=True)
    row.is_active = person.is_active = False
    row.save(update_fields=["is_active", "seal"])
    delete_sessions(row)
    sealing.delete(SignInLink.objects.filter(person=row))
    record(PersonDeactivated(person_id=UUID(str(row.pk))), by=by)


def _checked_address(email: str) -> str:
    address = tidy_address(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(_("This is not an e-mail address."), field="email") from error
    if len(address) > Person._meta.get_field("email").max_length:  # type: ignore[operator]  # the column has a length
        raise Refused(_("This e-mail address is too long."), field="email")
    return address


def _checked_name(name: str) -> str:
    tidy = tidy_name(name)
    if not tidy:
        raise Refused(_("Please write a name."), field="name")
    return tidy[:NAME_LENGTH]
