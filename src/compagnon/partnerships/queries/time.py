"""What partnerships take in time and money, all of a cycle together: for coordinators whose scheme budgets for it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, Sum

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.partnerships.models import Attendance, Meeting, Member, Observation, Partnership
from compagnon.schemes.models import Cycle, Scheme
from compagnon.schemes.settings import SchemeSettings
from compagnon.schemes.template import settings_of

FEWEST: Final = 10
"""The fewest people of whom a total is told."""
STEP: Final = 5
"""What hours are rounded to."""
PREPARING_MINUTES: Final = 30


@dataclass(frozen=True)
class CycleTime:
    """The time of one cycle's partnerships: hours to the nearest five, and what they cost; None where too few people met.

    `budget_hours`: what the scheme gives all of them together, from beginning to end.
    """

    name: str
    pair_count: int
    hours: int | None
    cost: int | None
    budget_hours: int | None


def list_time(*, viewer: Actor, scheme: Scheme) -> tuple[CycleTime, ...]:
    """Return the time of each cycle's partnerships, the latest first (LSIS-78 to LSIS-80); five queries at most.

    A meeting counts its length for everybody who was there, and half an hour for its mentor to prepare; an observation
    counts its length, with the talk after it, for the two in it. Of fewer than ten people nothing is told, and there is no total from which a cycle could be subtracted. Refuses whoever does not
    coordinate the scheme, and where it has no budget of time.
    """
    decision = decide(viewer, "partnerships.view_time", scheme)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    settings = settings_of(scheme)
    pairs = _pairs(scheme)
    spent, observing = _spent(scheme), _observing(scheme)
    cycles = Cycle.objects.filter(pk__in=list(pairs)).order_by("-starts_on", "id")
    return tuple(
        _told(cycle.name, pairs[cycle.id], (minutes + observing.get(cycle.id, 0), people), settings)
        for cycle in cycles
        for minutes, people in [spent.get(cycle.id, (0, 0))]
    )


def _told(
    name: str, pair_count: int, spent: tuple[int, int], settings: SchemeSettings
) -> CycleTime:
    minutes, people = spent
    hours = _rounded(minutes / 60) if people >= FEWEST else None
    a_pair, an_hour = settings.hours_a_pair, settings.cost_an_hour
    return CycleTime(
        name=name,
        pair_count=pair_count,
        hours=hours,
        cost=hours * an_hour if hours is not None and an_hour else None,
        budget_hours=pair_count * a_pair if a_pair else None,
    )


def _rounded(hours: float) -> int:
    return round(hours / STEP) * STEP


def _pairs(scheme: Scheme) -> dict[UUID, int]:
    """Return how many partnerships each cycle has; one query."""
    rows = Partnership.objects.filter(joining_point__cycle__scheme=scheme).order_by()
    counted = rows.values_list("joining_point__cycle").annotate(count=Count("id"))
    return dict(counted)


def _spent(scheme: Scheme) -> dict[UUID, tuple[int, int]]:
    """Return the minutes of each cycle's meetings, and how many people were there; one query."""
    rows = Attendance.objects.filter(
        meeting__partnership__joining_point__cycle__scheme=scheme,
        meeting__state=Meeting.State.HELD,
    ).order_by()
    found = rows.values_list("meeting__partnership__joining_point__cycle").annotate(
        minutes=Sum("meeting__length_minutes"),
        prepared=Count("id", filter=Q(member__role=Member.Role.MENTOR)),
        people=Count("member__person", distinct=True),
    )
    return {
        cycle: (minutes + PREPARING_MINUTES * prepared, people)
        for cycle, minutes, prepared, people in found
    }


def _observing(scheme: Scheme) -> dict[UUID, int]:
    """Return the minutes of each cycle's observations, for both who were there; one query."""
    rows = Observation.objects.filter(
        partnership__joining_point__cycle__scheme=scheme, length_minutes__isnull=False
    ).order_by()
    found = rows.values_list("partnership__joining_point__cycle")
    return dict(found.annotate(minutes=2 * Sum("length_minutes")))
