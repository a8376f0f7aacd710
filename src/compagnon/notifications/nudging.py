"""Telling the workers that there is work. A nudge may be lost or doubled without harm: the row is the truth."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django_tasks.base import Task

from compagnon.core.models import Work

Nudge = Task[[str], None]

_nudges: Final[dict[type[Work], Nudge]] = {}


def register_work(rows: type[Work], task: Nudge) -> None:
    """Say which task takes up a kind of work; it is called with the row's id (32 hexadecimal digits).

    Call it from the package's `tasks`, which its AppConfig.ready imports. `tick` nudges every row of the
    kind that is due and was not taken up.
    """
    _nudges[rows] = task


def nudge(rows: type[Work], row_id: UUID) -> None:
    """Ask for a row to be taken up as soon as its transaction is committed.

    A broker that does not answer is logged and no more: the next tick asks again.
    """
    task = _nudges[rows]

    def enqueue() -> None:
        task.enqueue(row_id.hex)

    transaction.on_commit(enqueue, robust=True)


def registered_work() -> Mapping[type[Work], Nudge]:
    """Return every kind of work with its task."""
    return dict(_nudges)
