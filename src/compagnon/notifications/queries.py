"""Reads of the outbox: how full it is, who cannot be reached, who wants reminders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Min, Q

from compagnon.core import clock
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.notifications.models import AddressProblem, CalendarFeed, Message, ReminderChoice

LATE_AFTER: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class OutboxCounts:
    """How many letters wait, are held by a coordinator, are late, or need a person."""

    waiting: int
    held: int
    late: int
    dead: int
    oldest_due_at: datetime | None


def count_outbox(*, viewer: Actor) -> OutboxCounts:
    """Return how full the outbox is, for the host's checks; one query. Refuses everybody but the system."""
    _ask(viewer, "notifications.count_outbox")
    waiting = Q(work_state=Message.State.WAITING)
    ready = waiting & Q(held_for=None)
    return OutboxCounts(
        **Message.objects.filter(
            work_state__in=[Message.State.WAITING, Message.State.DEAD]
        ).aggregate(
            waiting=Count("id", filter=ready),
            held=Count("id", filter=waiting & Q(held_for__isnull=False)),
            late=Count("id", filter=ready & Q(next_try_at__lte=clock.now() - LATE_AFTER)),
            dead=Count("id", filter=Q(work_state=Message.State.DEAD)),
            oldest_due_at=Min("next_try_at", filter=ready),
        )
    )


def find_address_problems(*, viewer: Actor, addresses: Collection[str]) -> frozenset[str]:
    """Return which of the addresses refused the last letter for good; one query.

    It is asked with addresses the viewer's page already shows. Refuses whoever is not signed in.
    """
    _ask(viewer, "notifications.find_address_problems")
    return frozenset(
        AddressProblem.objects.filter(address__in=addresses).values_list("address", flat=True)
    )


def wants_reminders(person_id: UUID) -> bool:
    """Say whether a person wants reminders; whoever never chose does."""
    return not ReminderChoice.objects.filter(person_id=person_id, wants_reminders=False).exists()


def news_of(person_id: UUID) -> ReminderChoice.News:
    """Return how often a person hears of what they coordinate; whoever never chose does at once."""
    chosen = ReminderChoice.objects.filter(person_id=person_id).values_list("news", flat=True)
    return ReminderChoice.News(next(iter(chosen), ReminderChoice.News.AT_ONCE))


def find_calendar(*, viewer: Actor) -> CalendarFeed | None:
    """Return where a person's own calendar can be read; None while it has no address."""
    return CalendarFeed.objects.filter(person=viewer.person_id).first()


def _ask(viewer: Actor, permission: str) -> None:
    """Let the system in, and whoever the policy lets in."""
    if viewer.kind is not ActorKind.SYSTEM:
        decision = decide(viewer, permission)
        if not decision.allowed:
            raise NotAllowed(decision.reason)
