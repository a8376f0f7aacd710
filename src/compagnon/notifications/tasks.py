"""Nudges: each may be lost or run twice; the rows of the outbox are the truth."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from compagnon.core import clock
from compagnon.notifications import ticking
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.notifications.nudging import register_work

NUDGES_KEPT: Final = timedelta(days=1)


@task
def deliver_message(message_id: str) -> None:
    """Send a message and, on the same connection, whatever else is due."""
    deliver_due(nudged=UUID(hex=message_id))


register_work(Message, deliver_message, takes_all=True)


def forget_ended_nudges() -> int:
    """Delete the library's rows of nudges that ended, or whose worker was killed, a day ago or more."""
    old = DBTaskResult.objects.filter(enqueued_at__lt=clock.now() - NUDGES_KEPT)
    count, _rows = old.exclude(status=TaskResultStatus.READY).delete()
    return count


ticking.register("ended nudges", forget_ended_nudges)
