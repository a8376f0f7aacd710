from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.schemes.models import Appointment, Cycle, JoiningPoint, Scheme
from compagnon.schemes.policy import appointments_of, visible_joining_points, visible_schemes
from compagnon.schemes.progress import Count, NextStep, Report, reports_on


@dataclass(frozen=True)
class SchemeLine:
    """A scheme as it stands in a list, with the one thing to do in it now."""

    id: UUID
    name: str
    organisation_name: str
    summary: str
    next_step: NextStep | None


@dataclass(frozen=True)
class JoiningPointView:
    """A time at which people join, with what packages above report about it."""

    id: UUID
    month_name: StrOrPromise
    closes_on: date
    starts_on: date
    counts: tuple[Count, ...]
    next_step: NextStep | None


@dataclass(frozen=True)
class CycleView:
    """An academic year with its joining points, in the order of the year."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    joining_points: tuple[JoiningPointView, ...]


@dataclass(frozen=True)
class GroupMember:
    """Who coordinates, and who approved it when (ALL-30, ALL-31)."""

    name: str
    approved_by: str
    approved_on: date


@dataclass(frozen=True)
class SchemeOverview:
    """A scheme with its cycles, newest first, its Coordination Group, and the one thing to do now."""

    id: UUID
    name: str
    organisation_name: str
    summary: str
    cycles: tuple[CycleView, ...]
    coordination_group: tuple[GroupMember, ...]
    next_step: NextStep | None


def house_of(viewer: Actor) -> str:
    """Return the organisation that a viewer works for, for the head of each page; no query of its own."""
    return next((row.organisation.name for row in appointments_of(viewer)), "")


def list_schemes(*, viewer: Actor) -> list[SchemeLine]:
    """Return the schemes a viewer coordinates or whose organisation they administer, by name.

    Three queries, and what those who report take, however many schemes and joining points there are.
    """
    schemes = list(visible_schemes(viewer).order_by("name", "id"))
    steps = _next_steps(viewer, schemes)
    return [
        SchemeLine(
            scheme.id, scheme.name, scheme.organisation.name, scheme.summary, steps.get(scheme.id)
        )
        for scheme in schemes
    ]


def _next_steps(viewer: Actor, schemes: Collection[Scheme]) -> dict[UUID, NextStep]:
    """Return the earliest next step that waits in each scheme, at a joining point of a cycle that is not over."""
    if not schemes:
        return {}
    current = visible_joining_points(viewer).filter(cycle__ends_on__gte=clock.today())
    points = list(current.order_by("starts_on", "id"))
    reports = reports_on(viewer, points)
    steps: dict[UUID, NextStep] = {}
    for point in points:
        if step := reports[point.id].next_step:
            steps.setdefault(point.cycle.scheme_id, step)
    return steps


def get_scheme(*, viewer: Actor, scheme: Scheme) -> SchemeOverview:
    """Return the whole frame of a scheme with what is reported about it.

    The next step is the earliest that waits at a joining point of a cycle that is not over.
    """
    points = _joining_points(viewer, scheme)
    reports = reports_on(viewer, points)
    views = {point.id: _joining_point(point, reports[point.id]) for point in points}
    cycles = Cycle.objects.filter(scheme=scheme)
    waiting = (views[point.id] for point in points if point.cycle.ends_on >= clock.today())
    return SchemeOverview(
        id=scheme.id,
        name=scheme.name,
        organisation_name=scheme.organisation.name,
        summary=scheme.summary,
        cycles=tuple(
            CycleView(
                cycle.id,
                cycle.name,
                cycle.starts_on,
                cycle.ends_on,
                tuple(views[point.id] for point in points if point.cycle_id == cycle.id),
            )
            for cycle in sorted(cycles, key=lambda one: (one.starts_on, one.id), reverse=True)
        ),
        coordination_group=_coordination_group(scheme),
        next_step=next((view.next_step for view in waiting if view.next_step), None),
    )


def _joining_points(viewer: Actor, scheme: Scheme) -> list[JoiningPoint]:
    """Return a scheme's joining points with their cycles, the earliest first; a few rows, sorted here."""
    rows = visible_joining_points(viewer).filter(cycle__scheme=scheme)
    points = sorted(
        rows.select_related(None).select_related("cycle"), key=lambda point: point.starts_on
    )
    for point in points:
        point.cycle.scheme = scheme
    return points


def _joining_point(point: JoiningPoint, report: Report) -> JoiningPointView:
    return JoiningPointView(
        id=point.id,
        month_name=point.month_name,
        closes_on=point.closes_on,
        starts_on=point.starts_on,
        counts=tuple(count for count in report.counts if count.value),
        next_step=report.next_step,
    )


def _coordination_group(scheme: Scheme) -> tuple[GroupMember, ...]:
    """Return whose appointment is open and sealed: a row that somebody slipped in is no member."""
    rows = Appointment.objects.filter(
        scheme=scheme, role=Appointment.Role.COORDINATOR, ended_on=None
    ).select_related("person")
    return tuple(
        GroupMember(row.person.name, row.approved_by, row.approved_on)
        for row in sorted(rows, key=lambda row: (row.approved_on, row.id))
        if sealing.is_sound(row)
    )
