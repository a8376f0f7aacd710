"""Sealing an identity again, when the host says so (a changed master key: `core.sealing.reseal_all`)."""

from compagnon.accounts.models import Person
from compagnon.accounts.sealing import seal
from compagnon.core.actors import Actor
from compagnon.core.changes import change


@change("accounts.reseal", on="person")
def seal_identity(*, by: Actor, person: Person) -> None:  # noqa: ARG001 -- the policy asks who
    """Seal a person's identity as it now stands. For the host, who has made sure that it is theirs."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    seal(row, row.sealed_values())
    row.save(update_fields=["seal"])
