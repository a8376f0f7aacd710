"""Sending what is due. A message is claimed, rendered, handed to the mail server, and only then marked.

A crash between handing over and marking repeats the mail, with the same Message-ID and no other effect.
"""

import logging
from collections import Counter
from contextlib import suppress
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Final
from uuid import UUID

from django.core.mail import EmailMultiAlternatives, get_connection

from compagnon.core import clock, retired, sealing, work
from compagnon.core.encryption import master
from compagnon.core.encryption.tokens import Unreadable
from compagnon.notifications.changes import KEPT_FOR
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Letter, letter_of
from compagnon.notifications.models import AddressProblem, Message
from compagnon.notifications.queries import wants_reminders
from compagnon.notifications.rendering import recipient_of, render, to_mail, trial_of
from compagnon.notifications.secrecy import unlock

log = logging.getLogger("compagnon.mail")

BATCH: Final = 500
# With waits that double from a minute to six hours: about five days, as mail servers do it.
DEAD_AFTER: Final = 28
PERMANENT: Final = 500

Outcome = Message.Outcome


class Line:
    """One connection to the mail server for a whole batch, opened again after a failure."""

    def __init__(self) -> None:
        """Take the back end that the settings name."""
        self.backend = get_connection()

    def is_open(self) -> bool:
        """Open the connection if need be; False if the server does not answer."""
        try:
            self.backend.open()
        except (OSError, SMTPException) as error:
            log.warning("the mail server does not answer", extra={"error": type(error).__name__})
            self.drop()
            return False
        return True

    def drop(self) -> None:
        """Give the connection up, whatever state it is in."""
        with suppress(OSError, SMTPException):
            self.backend.close()


def deliver_due(limit: int = BATCH, *, nudged: UUID | None = None) -> Counter[str]:
    """Send what is due, up to a limit, over one connection; return how many ended in which way.

    Nothing is claimed while the mail server is away, or the key file or the ledger of seals cannot be read: a
    message does not pay for that, and goes out as soon as they are back. With `nudged`, nothing happens if that message is no longer
    due: whoever sent it sent the others too.
    """
    ended: Counter[str] = Counter()
    due = work.due(Message.objects.filter(held_for=None))
    if nudged and not due.filter(pk=nudged).exists():
        return ended
    messages = list(due.order_by("next_try_at", "id")[:limit])
    if not messages or not _can_look_at_seals():
        return ended
    line = Line()
    try:
        for message in messages:
            if not line.is_open():
                break
            if work.claim(message):
                ended[_deliver(message, line)] += 1
    finally:
        line.drop()
    return ended


def _can_look_at_seals() -> bool:
    try:
        master.current()
    except master.KeysMissing:
        log.error("no mail is sent: the key file is missing")  # noqa: TRY400 -- no trace: the sentence says all
        return False
    return retired.is_readable()


def _deliver(message: Message, line: Line) -> str:
    """Send one claimed message and mark it; one that cannot be sent never stops the others."""
    try:
        outcome = _send(message, line)
    except Unreadable:
        outcome = Outcome.BROKEN_SEAL
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        line.drop()
        return _refused(message, _code_of(refusal))
    except Exception as error:  # noqa: BLE001 -- one broken letter must not stop the others; it is tried again
        line.drop()
        return _again(message, type(error).__name__[:80])
    return _end(message, outcome)


def _send(message: Message, line: Line) -> Message.Outcome:
    """Hand a message to the mail server, or find that it may not be sent, or that there is no reason to any more."""
    if not sealing.is_surely_sound(message) or message.planned_at < clock.now() - KEPT_FOR:
        return Outcome.BROKEN_SEAL
    letter = letter_of(message.kind)
    if letter is None:
        return Outcome.UNKNOWN_LETTER
    mail = _write(message, letter, line)
    if mail is None:
        return Outcome.LAPSED
    line.backend.send_messages([mail])
    return Outcome.SENT


def _write(message: Message, letter: Letter, line: Line) -> EmailMultiAlternatives | None:
    """Return the mail, or None if there is no reason to send it any more."""
    recipient, facts = recipient_of(message), Facts(message.context)
    is_unasked = letter.is_reminder and trial_of(facts) is None
    if is_unasked and recipient.person_id and not wants_reminders(recipient.person_id):
        return None
    rendered = render(
        letter,
        facts,
        recipient,
        secret=unlock(message.id, bytes(message.secret)),
    )
    return to_mail(message, rendered, letter, line.backend) if rendered else None


def _code_of(refusal: SMTPRecipientsRefused | SMTPDataError) -> int:
    if isinstance(refusal, SMTPDataError):
        return refusal.smtp_code
    return max(code for code, _text in refusal.recipients.values())


def _refused(message: Message, code: int) -> str:
    """Try again later, or, where the server says never, remember the address for the coordinators."""
    if code < PERMANENT:
        return _again(message, f"SMTP {code}")
    AddressProblem.objects.update_or_create(
        address=message.address, defaults={"code": code, "noticed_at": clock.now()}
    )
    return _end(message, Outcome.REFUSED, error=f"SMTP {code}")


def _again(message: Message, error: str) -> str:
    log.warning("a letter waits", extra={"row": message.id.hex, "error": error})
    if message.attempts >= DEAD_AFTER:
        return _end(message, Outcome.GAVE_UP, error=error)
    Message.objects.filter(pk=message.pk).update(last_error=error)
    work.postpone(message, dead_after=DEAD_AFTER)
    return "postponed"


def _end(message: Message, outcome: Message.Outcome, *, error: str = "") -> str:
    """Close a message for good and destroy its secret, in one UPDATE (none if it was erased meanwhile)."""
    is_well = outcome in {Outcome.SENT, Outcome.LAPSED}
    if not is_well:
        log.error("a letter is dead", extra={"row": message.id.hex, "outcome": outcome})
    Message.objects.filter(pk=message.pk).update(
        work_state=Message.State.DONE if is_well else Message.State.DEAD,
        outcome=outcome,
        last_error=error,
        sent_at=clock.now() if outcome is Outcome.SENT else None,
        leased_until=None,
        secret=b"",
    )
    if outcome is Outcome.SENT:
        AddressProblem.objects.filter(address=message.address).delete()
    return str(outcome)
