"""Telling the workers that there is work. A nudge may be lost or doubled without harm: the row is the truth."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django_tasks.base import Task

from compagnon.core.models import Work

Nudge = Task[[str], None]

_nudges: Final[dict[type[Work], Nudge]] = {}
_taking_all: Final[set[type[Work]]] = set()


def register_work(rows: type[Work], task: Nudge, *, takes_all: bool = False) -> None:
    """Say which task takes up a kind of work; it is called with the row's id (32 hexadecimal digits).

    Call it from the package's `tasks`, which its AppConfig.ready imports. `tick` nudges every row of the
    kind that is due and was not taken up. With `takes_all`, the task takes up every other due row of the
    kind too, so that one nudge a transaction is enough.
    """
    _nudges[rows] = task
    if takes_all:
        _taking_all.add(rows)


class _Nudging:
    """A nudge that waits for its transaction; Django logs it by its `__qualname__` where it fails."""

    def __init__(self, rows: type[Work], row_id: UUID) -> None:
        self.rows = rows
        self._row_id = row_id
        self.__qualname__ = f"nudge of {rows._meta.label}"

    def __call__(self) -> None:
        _nudges[self.rows].enqueue(self._row_id.hex)


def nudge(rows: type[Work], row_id: UUID) -> None:
    """Ask for a row to be taken up as soon as its transaction is committed.

    A broker that does not answer is logged and no more: the next tick asks again.
    """
    if rows not in _taking_all or not _is_waiting(rows):
        transaction.on_commit(_Nudging(rows, row_id), robust=True)


def _is_waiting(rows: type[Work]) -> bool:
    """Say whether this transaction nudges the kind already; a savepoint taken back takes its nudges back."""
    waiting = transaction.get_connection().run_on_commit
    return any(
        isinstance(callback, _Nudging) and callback.rows is rows
        for _savepoints, callback, _robust in waiting
    )


def registered_work() -> Mapping[type[Work], Nudge]:
    """Return every kind of work with its task."""
    return dict(_nudges)
