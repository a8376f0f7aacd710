"""Changing a sealed identity, step by step, so that nothing slips in under a new seal.

The sign-in library offers signals where it adds or removes a way to sign in. None is used: our own changes
write those rows, look at the seal before, and make the new one from what was sealed before and the
one thing that they changed. What somebody put into the database meanwhile is in neither, and breaks it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.core.errors import Refused

Values = dict[str, Any]


class IdentityBroken(Refused):
    """An identity is not as it was sealed, so it is not changed and not sealed again."""

    def __init__(self) -> None:
        """Say it to the person whose account it is."""
        super().__init__(
            _(
                "Something about how you sign in was changed outside Compagnon, so it stays as it is."
                " Please tell the people who run this site."
            )
        )


def take(person: Person) -> tuple[Person, Values]:
    """Lock a person's row and return it with what its seal covers; refuses an identity that is not sound."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    values = row.sealed_values()
    if not sealing.holds(Person._meta.label, values, bytes(row.seal)):
        raise IdentityBroken
    return row, values


def seal(row: Person, values: Values, *, ended: bool = False) -> None:
    """Seal a person's row anew with the values given, its own columns as they now stand (before it is saved).

    No earlier seal holds any more. `ended`: the account is closed, and no restored backup opens it.
    """
    row.seal = sealing.renewed(
        Person._meta.label, values | _columns(row), bytes(row.seal), ended=ended
    )


def seal_first(row: Person, values: Values) -> None:
    """Seal somebody who was not known before."""
    row.seal = sealing.code(Person._meta.label, values | _columns(row))


def _columns(row: Person) -> Values:
    return {name: getattr(row, name) for name in Person.SEALED}
