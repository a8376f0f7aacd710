"""Sealing an identity again, when the host says so or after the master key changed."""

from compagnon.accounts.models import Person, SignInLink
from compagnon.accounts.sealing import seal
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change


@change("accounts.reseal", on="person")
def seal_identity(*, by: Actor, person: Person) -> None:  # noqa: ARG001 -- the policy asks who
    """Seal a person's identity as it now stands. For the host, who has made sure that it is theirs."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    seal(row, row.sealed_values())
    row.save(update_fields=["seal"])


@change("accounts.reseal", on="person")
def reseal_person(*, by: Actor, person: Person) -> bool:  # noqa: ARG001 -- the policy asks who
    """Seal a sound identity, and its sound links, with the current master key; say whether it was sound.

    What is not sound under an older key stays so: a rotation launders nothing.
    """
    row = Person.objects.select_for_update().get(pk=person.pk)
    for link in SignInLink.objects.filter(person=row):
        if sealing.is_sound(link):
            sealing.put(link)
            link.save(update_fields=["seal"])
    values = row.sealed_values()
    if not sealing.holds(Person._meta.label, values, bytes(row.seal)):
        return False
    seal(row, values)
    row.save(update_fields=["seal"])
    return True
