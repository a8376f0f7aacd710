from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.policy import Decision, decide
from compagnon.schemes.comparison import KIND_TITLES
from compagnon.schemes.facts import Budget, Fact, budget_of, facts_of
from compagnon.schemes.models import Appointment, Cycle, JoiningPoint, Organisation, Scheme
from compagnon.schemes.parts import Part, parts_of
from compagnon.schemes.policy import (
    administered_organisations,
    appointments_of,
    visible_joining_points,
    visible_schemes,
)
from compagnon.schemes.progress import Count, NextStep, Report, reports_on
from compagnon.schemes.queries.checklist import ChecklistLine, get_checklist
from compagnon.schemes.queries.cycle_terms import CycleTerms, SchemeTerms
from compagnon.schemes.queries.readiness import what_is_left
from compagnon.schemes.readiness import Item
from compagnon.schemes.rules import (
    AcademicYear,
    first_year,
    is_taking_applications,
    year_after,
)

STATE_LABELS: Final[dict[str, StrOrPromise]] = {
    Scheme.State.SETTING_UP: _("Being set up"),
    Scheme.State.CLOSED: _("Closed"),
}


@dataclass(frozen=True)
class SchemeLine:
    """A scheme as it stands in a list, with the one thing to do in it now."""

    id: UUID
    name: str
    organisation_name: str
    summary: str
    state_label: StrOrPromise
    next_step: NextStep | None


@dataclass(frozen=True)
class JoiningPointView:
    """A time at which people join, with what packages above report about it."""

    id: UUID
    month_name: StrOrPromise
    opens_on: date | None
    closes_on: date
    match_by: date | None
    starts_on: date
    is_open: bool
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
    terms: CycleTerms


@dataclass(frozen=True)
class GroupMember:
    """Who coordinates, and who approved it when (ALL-30, ALL-31)."""

    appointment_id: UUID
    name: str
    approved_by: str
    approved_on: date


@dataclass(frozen=True)
class SchemeOverview:
    """A scheme with its cycles, newest first, its Coordination Group, and the one thing to do now.

    `left`: what it needs before it opens, empty once it was opened.
    """

    id: UUID
    name: str
    organisation_name: str
    summary: str
    cycles: tuple[CycleView, ...]
    coordination_group: tuple[GroupMember, ...]
    next_step: NextStep | None
    kind_title: StrOrPromise
    state: str
    state_label: StrOrPromise
    left: tuple[Item, ...]
    checklist: tuple[ChecklistLine, ...]
    facts: tuple[Fact, ...]
    budget: Budget | None
    may_administer: Decision
    parts: tuple[Part, ...]

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is left before it opens."""
        return all(item.is_done for item in self.left)


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
            scheme.id,
            scheme.name,
            scheme.organisation.name,
            scheme.summary,
            STATE_LABELS.get(scheme.state, ""),
            steps.get(scheme.id),
        )
        for scheme in schemes
    ]


def _next_steps(viewer: Actor, schemes: Collection[Scheme]) -> dict[UUID, NextStep]:
    """Return the earliest next step that waits in each scheme, at a joining point of a cycle that is not over.

    A scheme that is being set up has one thing to do: that.
    """
    begun = {one.id: _finish(one) for one in schemes if one.state == Scheme.State.SETTING_UP}
    if len(begun) == len(schemes):
        return begun
    current = visible_joining_points(viewer).filter(cycle__ends_on__gte=clock.today())
    points = list(current.order_by("starts_on", "id"))
    reports = reports_on(viewer, points)
    steps: dict[UUID, NextStep] = dict(begun)
    for point in points:
        if step := reports[point.id].next_step:
            steps.setdefault(point.cycle.scheme_id, step)
    return steps


def _finish(scheme: Scheme) -> NextStep:
    return NextStep(
        _("Finish setting up your scheme"),
        _("It takes no applications before you open it."),
        _("Go on"),
        path_to("schemes:scheme", scheme_id=scheme.id),
    )


def list_administered(*, viewer: Actor) -> list[Organisation]:
    """Return the organisations a viewer may set up schemes for, by name; one query."""
    ids = administered_organisations(viewer)
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "id"))


def next_year_of(*, viewer: Actor, scheme: Scheme) -> AcademicYear:
    """Return the year that a new cycle of a scheme is proposed for: after its latest, or the first to join in."""
    latest = Cycle.objects.filter(scheme__in=visible_schemes(viewer), scheme=scheme)
    found = latest.order_by("-starts_on", "-id").first()
    if found is None:
        return first_year(clock.today())
    return year_after(found.name, found.starts_on, found.ends_on)


def get_scheme(*, viewer: Actor, scheme: Scheme) -> SchemeOverview:
    """Return the whole frame of a scheme with what is reported about it.

    The next step is the first thing left before it opens; then the earliest that waits at a joining point of a
    cycle that is not over.
    """
    is_begun = scheme.state == Scheme.State.SETTING_UP
    left = what_is_left(viewer=viewer, scheme=scheme) if is_begun else ()
    points = _joining_points(viewer, scheme)
    reports = reports_on(viewer, points)
    views = {point.id: _joining_point(point, reports[point.id]) for point in points}
    cycles = Cycle.objects.filter(scheme=scheme)
    terms = SchemeTerms(scheme)
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
                terms.of(cycle, [point for point in points if point.cycle_id == cycle.id]),
            )
            for cycle in sorted(cycles, key=lambda one: (one.starts_on, one.id), reverse=True)
        ),
        coordination_group=_coordination_group(scheme),
        next_step=_first_left(left)
        if is_begun
        else next((view.next_step for view in waiting if view.next_step), None),
        kind_title=KIND_TITLES[scheme.kind],
        state=scheme.state,
        state_label=STATE_LABELS.get(scheme.state, ""),
        left=left,
        checklist=get_checklist(viewer=viewer, scheme=scheme),
        facts=facts_of(scheme),
        budget=budget_of(scheme),
        may_administer=decide(viewer, "schemes.copy_scheme", scheme),
        parts=parts_of(viewer, scheme),
    )


def _first_left(left: tuple[Item, ...]) -> NextStep | None:
    return next(
        (NextStep(one.title, one.why, one.label, one.url) for one in left if not one.is_done), None
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
        opens_on=point.opens_on,
        closes_on=point.closes_on,
        match_by=point.match_by,
        starts_on=point.starts_on,
        is_open=point.cycle.scheme.state == Scheme.State.OPEN
        and is_taking_applications(point.opens_on, point.closes_on, on=clock.today()),
        counts=tuple(count for count in report.counts if count.value or count.leads_on),
        next_step=report.next_step,
    )


def _coordination_group(scheme: Scheme) -> tuple[GroupMember, ...]:
    """Return whose appointment is open and sealed: a row that somebody slipped in is no member."""
    rows = Appointment.objects.filter(
        scheme=scheme, role=Appointment.Role.COORDINATOR, ended_on=None
    ).select_related("person")
    return tuple(
        GroupMember(row.id, row.person.name, row.approved_by, row.approved_on)
        for row in sorted(rows, key=lambda row: (row.approved_on, row.id))
        if sealing.is_sound(row)
    )
