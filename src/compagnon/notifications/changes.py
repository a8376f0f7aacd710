"""Every write of the outbox and of what people chose about it."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from compagnon.core import clock, installation, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.core.ids import new_public_id
from compagnon.notifications import mailbox
from compagnon.notifications.events import (
    CalendarClosed,
    CalendarOpened,
    HeldLettersDropped,
    HeldLettersReleased,
    HeldLettersWithdrawn,
    LettersForgotten,
    NewsChosen,
    RemindersChosen,
)
from compagnon.notifications.facts import Fact, plain
from compagnon.notifications.letters import letter_of
from compagnon.notifications.models import AddressProblem, CalendarFeed, Message, ReminderChoice
from compagnon.notifications.nudging import nudge
from compagnon.notifications.secrecy import lock

KEPT_FOR: Final = timedelta(days=180)
Only = Collection[UUID] | QuerySet[Message, UUID]


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
    scheme_id: UUID | None = None,
) -> None:
    """Plan one letter, in the transaction of its cause: what takes the cause back takes the letter back.

    `kind` is a registered letter; `context` holds ids, enums, dates and numbers, never words. `key` names
    what the letter is about and, for a reminder, the day it is due: the same kind, recipient and key planned
    again is the same letter and changes nothing. `secret` (a sign-in code, a link token) is kept
    encrypted and destroyed when the letter is sent. `not_before` delays the letter; `held_for` holds it
    until `release_held` is called with the same id. `scheme_id`: whose coordinators see it in their outbox. Refuses (`KeysMissing`) without the key file, as a letter that cannot be sealed is not sent.
    """
    if letter_of(kind) is None:
        raise LookupError(f"No package registered the letter {kind}")
    message = Message(
        kind=kind,
        recipient_id=recipient_id,
        address=address,
        language=language,
        context=plain(context),
        key=natural_key(kind, recipient_id, address, key),
        held_for=held_for,
        scheme_id=scheme_id,
        planned_at=clock.now(),
        next_try_at=not_before or clock.now(),
    )
    message.message_id = f"<{message.id.hex}@{installation.host()}>"
    message.secret = lock(message.id, secret)
    sealing.put(message)
    # Not `ignore_conflicts`: SQLite would then swallow a letter that breaks any other rule, too.
    Message.objects.bulk_create(
        [message], update_conflicts=True, unique_fields=["key"], update_fields=["key"]
    )
    if held_for is None and message.next_try_at <= clock.now():
        nudge(Message, message.id)


@change("notifications.release_held", on=None)
def release_held(*, by: Actor, held_for: UUID, only: Only | None = None) -> int:
    """Let the letters go that were planned with this `held_for`, or `only` some of them; return how many.

    Only the feature that held them releases them, as SYSTEM, inside its own change. Twice is once.
    """
    held = _held(held_for, only)
    first = held.values_list("id", flat=True).first()
    count = held.update(held_for=None)
    if first is None or not count:
        return 0
    record(HeldLettersReleased(held_for=held_for, letter_count=count), by=by)
    nudge(Message, first)
    return count


@change("notifications.release_held", on=None)
def withdraw_held(*, by: Actor, held_for: UUID, only: Collection[UUID]) -> int:
    """End some of the letters that were planned with this `held_for` without sending them; return how many.

    Their rows stay and say so. Of two who release and withdraw at once, one does. Only the system, as above.
    """
    count = _held(held_for, only).update(
        held_for=None,
        work_state=Message.State.DONE,
        outcome=Message.Outcome.WITHDRAWN,
        secret=b"",
    )
    if count:
        record(HeldLettersWithdrawn(held_for=held_for, letter_count=count), by=by)
    return count


@change("notifications.release_held", on=None)
def drop_held(*, by: Actor, held_for: UUID) -> int:
    """Throw the letters away that were planned with this `held_for` and not released; return how many."""
    count = sealing.delete(Message.objects.filter(held_for=held_for))
    if count:
        record(HeldLettersDropped(held_for=held_for, letter_count=count), by=by)
    return count


@change("notifications.choose_reminders", on="person_id")
def choose_reminders(*, by: Actor, person_id: UUID, wants_reminders: bool) -> None:
    """Turn a person's reminders on or off; letters that something depends on are always sent.

    Refused for anybody but the person, signed in or through the link in their own reminder.
    """
    ReminderChoice.objects.update_or_create(
        person_id=person_id,
        defaults={"wants_reminders": wants_reminders, "chosen_at": clock.now()},
    )
    record(RemindersChosen(person_id=person_id, wants_reminders=wants_reminders), by=by)


@change("notifications.choose_reminders", on="person_id")
def choose_news(*, by: Actor, person_id: UUID, news: ReminderChoice.News) -> None:
    """Choose how often a person hears of what they coordinate; refused for anybody but the person."""
    chosen = {"news": news, "chosen_at": clock.now()}
    ReminderChoice.objects.update_or_create(
        person_id=person_id, defaults=chosen, create_defaults={**chosen, "wants_reminders": True}
    )
    record(NewsChosen(person_id=person_id, news=news), by=by)


@change("notifications.keep_calendar", on="person_id")
def open_calendar(*, by: Actor, person_id: UUID) -> CalendarFeed:
    """Give a person's calendar an address, or another one: the one before leads nowhere from then on.

    Refused for anybody but the person, signed in.
    """
    feed, _is_new = CalendarFeed.objects.update_or_create(
        person_id=person_id, defaults={"serial": new_public_id(), "opened_at": clock.now()}
    )
    record(CalendarOpened(person_id=person_id), by=by)
    return feed


@change("notifications.keep_calendar", on="person_id")
def close_calendar(*, by: Actor, person_id: UUID) -> None:
    """Take the address of a person's calendar away; refused for anybody but the person, signed in."""
    count, _rows = CalendarFeed.objects.filter(person_id=person_id).delete()
    if count:
        record(CalendarClosed(person_id=person_id), by=by)


@change("notifications.forget", on=None)
def forget_person(*, by: Actor, person_id: UUID, address: str) -> int:
    """Delete every letter to a person, sent or not, and what is known of their address; return how many.

    Part of erasing a person. Only the system does this.
    """
    letters = sealing.delete(Message.objects.filter(Q(recipient_id=person_id) | Q(address=address)))
    problems, _rows = AddressProblem.objects.filter(address=address).delete()
    choices, _rows = ReminderChoice.objects.filter(person_id=person_id).delete()
    feeds, _rows = CalendarFeed.objects.filter(person_id=person_id).delete()
    shown = mailbox.forget_address(address)
    record(LettersForgotten(letter_count=letters + shown), by=by)
    return letters + problems + choices + feeds + shown


@change("notifications.forget", on=None)
def forget_letters(*, by: Actor, address: str, about: str) -> int:
    """Delete a package's letters to an address, sent or not; `about` begins their kinds ("introductions/").

    For somebody who has no account and is to be forgotten. Only the system does this.
    """
    letters = Message.objects.filter(address=address, kind__startswith=about)
    count = sealing.delete(letters) + mailbox.forget_address(address)
    if count:
        record(LettersForgotten(letter_count=count), by=by)
    return count


@change("notifications.forget", on=None)
def forget_letters_about(*, by: Actor, kind: str, name: str, ids: Collection[UUID]) -> int:
    """Delete the letters of a kind, sent or not, whose context names one of some ids, and what is known of their addresses.

    For people without an account to whom a letter went about somebody who is erased. Only the system does this.
    """
    about = {f"context__{name}__in": [one.hex for one in ids]}
    letters = Message.objects.filter(kind=kind, **about)
    addresses = set(letters.values_list("address", flat=True))
    count = sealing.delete(letters)
    AddressProblem.objects.filter(address__in=addresses).delete()
    count += sum(mailbox.forget_address(one) for one in addresses)
    if count:
        record(LettersForgotten(letter_count=count), by=by)
    return count


@change("notifications.forget", on=None)
def forget_old_letters(*, by: Actor) -> int:
    """Delete the rows of letters that ended 180 days ago or more; return how many. Only the system does this.

    Reminders are planned for at most the last 60 days, so that none comes again because its row is gone. No letter
    as old as that is sent, and its seal says how old it is: its row cannot be put back.
    """
    ended = Message.objects.exclude(work_state=Message.State.WAITING)
    count, _rows = ended.filter(planned_at__lt=clock.now() - KEPT_FOR).delete()
    if count:
        record(LettersForgotten(letter_count=count), by=by)
    return count


def _held(held_for: UUID, only: Only | None) -> QuerySet[Message]:
    held = Message.objects.filter(held_for=held_for)
    return held if only is None else held.filter(pk__in=only)


def natural_key(kind: str, recipient_id: UUID | None, address: str, key: str) -> str:
    """Return a digest, so that no address stands in the key."""
    reader = recipient_id.hex if recipient_id else address
    return hashlib.sha256(f"{kind}\n{reader}\n{key}".encode()).hexdigest()
