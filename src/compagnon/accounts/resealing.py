"""All identities under the current master key, for `keys rotate`."""

from compagnon.accounts.changes.identity import reseal_person
from compagnon.accounts.models import Person
from compagnon.core.actors import Actor


def reseal_all(*, by: Actor) -> int:
    """Seal every sound identity with the current master key; return how many were sound.

    Each in its own transaction, so that nobody waits while a large installation is done.
    """
    people = Person.objects.order_by("pk").iterator(chunk_size=200)
    return sum(reseal_person(by=by, person=person) for person in people)
