"""Work done later: a row with a state, a lease and a next try. A task only nudges it; `tick` nudges again."""

from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet

from compagnon.core import clock

LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)

W = TypeVar("W", bound="Work")


class Work(models.Model):
    """Something to be done exactly once in the database, by whichever process comes first."""

    class State(models.TextChoices):
        """Where the work stands; `dead` waits for a person."""

        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    work_state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def due(rows: "QuerySet[W]") -> "QuerySet[W]":
    """Return the rows that somebody should take up now: waiting, their time come, nobody at work on them."""
    now = clock.now()
    return rows.filter(work_state=Work.State.WAITING, next_try_at__lte=now).filter(
        Q(leased_until=None) | Q(leased_until__lte=now)
    )


def claim(row: W, *, lease: timedelta = LEASE) -> bool:
    """Take a row for the length of a lease; False if another process was quicker.

    One conditional UPDATE: whoever changes the row has it, on every database, without locks.
    """
    rows: QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk)
    if not due(rows).update(leased_until=clock.now() + lease, attempts=F("attempts") + 1):
        return False
    row.refresh_from_db()
    return True


def finish(row: Work) -> None:
    """Mark claimed work as done."""
    row.work_state = Work.State.DONE
    row.leased_until = None
    row.save(update_fields=["work_state", "leased_until"])


def postpone(row: Work, *, dead_after: int) -> None:
    """Give claimed work back after a failure: it is tried again later and later, and in the end by a person."""
    row.leased_until = None
    row.next_try_at = clock.now() + min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
    if row.attempts >= dead_after:
        row.work_state = Work.State.DEAD
    row.save(update_fields=["work_state", "leased_until", "next_try_at"])
