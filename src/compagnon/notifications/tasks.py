"""Nudges: each may be lost or run twice; the rows of the outbox are the truth."""

from uuid import UUID

from django_tasks import task

from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.notifications.nudging import register_work


@task
def deliver_message(message_id: str) -> None:
    """Send a message and, on the same connection, whatever else is due."""
    deliver_due(nudged=UUID(hex=message_id))


register_work(Message, deliver_message, takes_all=True)
