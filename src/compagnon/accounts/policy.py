"""Whether a person is who the database says: the seal over the address and everything one signs in with."""

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.core.actors import Actor


def has_sound_identity(actor: Actor) -> bool:
    """Say whether the actor's identity is as Compagnon sealed it; an address changed by hand opens nothing."""
    if actor.person_id is None:
        return False
    return actor.memo("identity", lambda: _is_sound(actor))


def _is_sound(actor: Actor) -> bool:
    person = Person.objects.filter(pk=actor.person_id, is_active=True).first()
    return person is not None and sealing.is_sound(person)
