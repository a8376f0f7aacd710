"""Whether a person is who the database says: the seal over the address and everything one signs in with."""

from uuid import UUID

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.core.actors import Actor


def has_sound_identity(actor: Actor) -> bool:
    """Say whether the actor's identity is as Compagnon sealed it; an address changed by hand opens nothing."""
    person_id = actor.person_id
    return person_id is not None and actor.memo("identity", lambda: _is_sound(person_id))


def _is_sound(person_id: UUID) -> bool:
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    return person is not None and sealing.is_sound(person)
