"""Erasing people: everything that says who they are, and every word they wrote."""

from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.accounts.models import Person
from compagnon.core import files
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.privacy import erasers
from compagnon.privacy import ledger
from compagnon.privacy.events import PersonErased


@change("privacy.erase_person", on=None)
def erase_person(*, by: Actor, email: str) -> None:
    """Erase a person: identity, contact, answers, letters, sessions, and the keys of all they wrote.

    What a partner wrote is the partner's and stays; so do dates and counts, under random ids that lead to
    nobody. The ledger remembers it, so that no restored backup brings them back. Refused for an address that
    nobody has.
    """
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise Refused(_("Nobody has this e-mail address."), field="email")
    person_id, address = UUID(str(person.pk)), person.email
    ledger.note(person_id=person_id, address=address)
    for erase in erasers():
        erase(person_id, address)
    shred(author_id=person_id)
    record(PersonErased(person_id=person_id), by=by)


def erase_and_scrub(*, email: str) -> None:
    """Erase a person, and then every trace that deleting leaves in the database's own files."""
    erase_person(by=SYSTEM, email=email)
    files.scrub()


def replay_erasures() -> int:
    """Erase again whoever the ledger names: for a database that was just restored. Return how many."""
    again = [
        person.email
        for person in Person.objects.filter(is_active=True).iterator()
        if ledger.holds(person_id=UUID(str(person.pk)), address=person.email)
    ]
    for email in again:
        erase_person(by=SYSTEM, email=email)
    if again:
        files.scrub()
    return len(again)
