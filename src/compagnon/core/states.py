"""States: one table of transitions a state field, one `move` that uses it."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused


class Transition(NamedTuple):
    """A step from one state to another: the permission that allows it and the event that tells of it.

    `also`: another change that takes the same step, for a reason of its own.
    """

    permission: str
    event: str
    also: "Transition | None" = None

    def ways(self) -> "list[Transition]":
        """Return every way to take the step."""
        return [self, *(self.also.ways() if self.also else [])]


Transitions = Mapping[str, Mapping[str, Transition]]

_tables: dict[str, Transitions] = {}


def transitions(name: str, table: Transitions) -> Transitions:
    """Register a table (`partnerships.Partnership.state`) for the generated diagrams, and return it."""
    _tables[name] = table
    return table


def move(
    row: models.Model,
    to: str,
    table: Transitions,
    *,
    field: str = "state",
    also: Mapping[str, object] | None = None,
) -> None:
    """Take one step of the table.

    Refuses a step the table does not have, and one that somebody else has overtaken: the UPDATE names the
    state it starts from, so of two at once exactly one succeeds. `also`: what the same UPDATE writes besides.
    """
    more = also or {}
    start = getattr(row, field)
    if to not in table.get(start, {}):
        raise Refused(
            _(
                "This step is not possible any more. Look at the page again to see where things stand."
            )
        )
    rows = type(row)._default_manager.filter(pk=row.pk, **{field: start})
    changed = rows.update(**{field: to}, **more)
    if not changed:
        raise Refused(_("Somebody was quicker. Look at the page again to see where things stand."))
    for name, value in {field: to, **more}.items():
        setattr(row, name, value)


def tables() -> Mapping[str, Transitions]:
    """Return every registered table, for the generated diagrams and the completeness tests."""
    return dict(_tables)
