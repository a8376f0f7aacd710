"""Every write of the outbox and of what people chose about it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from compagnon.core import clock, installation, sealing
from compagnon.notifications.facts import Fact, plain
from compagnon.notifications.letters import letter_of
from compagnon.notifications.models import Message
from compagnon.notifications.nudging import nudge
from compagnon.notifications.secrecy import lock


def plan_message(  # noqa: PLR0913 -- one row, each column by name
    *,
    kind: str,
    recipient_id: UUID | None,
    address: str,
    language: str,
    context: Mapping[str, Fact],
    key: str,
    secret: str = "",
    not_before: datetime | None = None,
    held_for: UUID | None = None,
) -> None:
    """Plan one letter, in the transaction of its cause: what takes the cause back takes the letter back.

    `kind` is a registered letter; `context` holds ids, enums, dates and numbers, never words. `key` names
    what the letter is about and, for a reminder, the day it is due: the same kind, recipient and key planned
    again is the same letter and changes nothing. `secret` (a sign-in code, a link token) is kept
    encrypted and destroyed when the letter is sent. `not_before` delays the letter; `held_for` holds it
    until `release_held` is called with the same id. Refuses (`KeysMissing`) without the key file, as a letter that cannot be sealed is not sent.
    """
    if letter_of(kind) is None:
        raise LookupError(f"No package registered the letter {kind}")
    message = Message(
        kind=kind,
        recipient_id=recipient_id,
        address=address,
        language=language,
        context=plain(context),
        key=_natural_key(kind, recipient_id, address, key),
        held_for=held_for,
        planned_at=clock.now(),
        next_try_at=not_before or clock.now(),
    )
    message.message_id = f"<{message.id.hex}@{installation.host()}>"
    message.secret = lock(message.id, secret)
    sealing.put(message)
    Message.objects.bulk_create([message], ignore_conflicts=True)
    if held_for is None and message.next_try_at <= clock.now():
        nudge(Message, message.id)


def _natural_key(kind: str, recipient_id: UUID | None, address: str, key: str) -> str:
    """Return a digest, so that no address stands in the key."""
    reader = recipient_id.hex if recipient_id else address
    return hashlib.sha256(f"{kind}\n{reader}\n{key}".encode()).hexdigest()
