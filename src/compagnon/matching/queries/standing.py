"""Where matching stands at joining points; the room and the scheme's page ask here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from compagnon.core.work import Work
from compagnon.matching.models import Circle, Proposal, Run, Seat
from compagnon.matching.queries.facts import ACTIVE, CONSIDERED
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.settings import parsed
from compagnon.schemes.template import TEMPLATES


def _released(rows: "QuerySet[Proposal] | QuerySet[Circle]") -> Coalesce:
    counted = rows.filter(release__run=OuterRef("pk")).order_by().values("release__run")
    return Coalesce(Subquery(counted.annotate(count=Count("id")).values("count")), 0)


# Of a run: how many of its pairs, or groups, have their letters.
RELEASED: Final = _released(Proposal.objects.all()) + _released(Circle.objects.all())

_TEMPLATE: Final = "joining_point__cycle__scheme__template"


class Stage(StrEnum):
    """How far matching has come at a joining point, by its latest run."""

    EMPTY = "empty"
    READY = "ready"
    RUNNING = "running"
    FAILED = "failed"
    FRUITLESS = "fruitless"
    FOUND = "found"
    PARTLY_RELEASED = "partly_released"
    RELEASED = "released"


@dataclass(frozen=True)
class LatestRun:
    """The latest run, without its result; `released` counts its pairs whose letters are out."""

    id: UUID
    work_state: str
    pair_count: int
    released: int
    kind: str = Run.Kind.PAIRS


@dataclass(frozen=True)
class Standing:
    """Who is approved and still free at a joining point, what is proposed, and the latest run.

    `is_pool`: all are peers, so that places say no more than people do.
    """

    joining_point_id: UUID
    mentees: int
    places: int
    proposed: int
    unanswered: int
    has_both_sides: bool
    run: LatestRun | None
    is_pool: bool = False

    @property
    def stage(self) -> Stage:
        """How far matching has come."""
        if self.run is None:
            return Stage.READY if self.has_both_sides else Stage.EMPTY
        if self.run.work_state != Work.State.DONE:
            return Stage.RUNNING if self.run.work_state == Work.State.WAITING else Stage.FAILED
        if self.run.released:
            is_all = self.run.released >= self.run.pair_count
            return Stage.RELEASED if is_all else Stage.PARTLY_RELEASED
        return Stage.FOUND if self.run.pair_count else Stage.FRUITLESS


def get_standings(joining_points: Collection[JoiningPoint]) -> dict[UUID, Standing]:
    """Return where matching stands at each of these joining points; three queries however many there are.

    For queries that have asked whether their viewer may know: it asks nobody.
    """
    people = {
        point_id: _People(mentors, mentees, places or 0, _is_pool(template))
        for point_id, template, mentors, mentees, places in Application.objects.filter(
            joining_point__in=joining_points, state__in=CONSIDERED
        )
        .values("joining_point_id", _TEMPLATE)
        .annotate(
            mentors=Count("id", filter=Q(is_mentor=True)),
            mentees=Count("id", filter=Q(is_mentee=True)),
            places=Sum("capacity", filter=Q(is_mentor=True)),
        )
        .values_list("joining_point_id", _TEMPLATE, "mentors", "mentees", "places")
    }
    proposed = _proposed(joining_points)
    runs = _latest_runs(joining_points)
    return {
        point.id: _standing(point, people.get(point.id, _People()), proposed, runs)
        for point in joining_points
    }


class _People(NamedTuple):
    """Who is approved at a joining point."""

    mentors: int = 0
    mentees: int = 0
    places: int = 0
    is_pool: bool = False


def _is_pool(template: str) -> bool:
    return not parsed(TEMPLATES[template].settings).has_sides


@dataclass(frozen=True)
class _Proposed:
    """How many pairs and groups are proposed, how many of them wait for answers, and whom they take up."""

    count: int = 0
    unanswered: int = 0
    mentees: int = 0
    places: int = 0

    def __add__(self, other: "_Proposed") -> "_Proposed":
        return _Proposed(
            self.count + other.count,
            self.unanswered + other.unanswered,
            self.mentees + other.mentees,
            self.places + other.places,
        )


def _proposed(joining_points: Collection[JoiningPoint]) -> dict[UUID, _Proposed]:
    """Return what is proposed at each joining point; one query. Whoever sits in a circle has no place left beside it."""
    pairs = (
        Proposal.objects.filter(mentor__joining_point__in=joining_points, state__in=ACTIVE)
        .order_by()
        .values("mentor__joining_point")
        .annotate(
            count=Count("id"),
            unanswered=Count("id", filter=Q(state=Proposal.State.RELEASED)),
            mentees=Count("mentee", distinct=True),
            places=Count("id"),
        )
    )
    circles = (
        Seat.objects.filter(circle__joining_point__in=joining_points, is_taken=True)
        .order_by()
        .values("circle__joining_point")
        .annotate(
            count=Count("circle", distinct=True),
            unanswered=Count("circle", distinct=True, filter=Q(circle__state="released")),
            mentees=Count("id", filter=Q(application__is_mentee=True)),
            places=Coalesce(Sum("application__capacity", filter=Q(application__is_mentor=True)), 0),
        )
    )
    named = ("count", "unanswered", "mentees", "places")
    found: dict[UUID, _Proposed] = {}
    for point_id, *counts in pairs.values_list("mentor__joining_point", *named).union(
        circles.values_list("circle__joining_point", *named), all=True
    ):
        found[point_id] = found.get(point_id, _Proposed()) + _Proposed(*counts)
    return found


def _standing(
    point: JoiningPoint,
    people: _People,
    proposed: Mapping[UUID, _Proposed],
    runs: Mapping[UUID, LatestRun],
) -> Standing:
    taken = proposed.get(point.id, _Proposed())
    return Standing(
        joining_point_id=point.id,
        mentees=people.mentees - taken.mentees,
        places=people.places - taken.places,
        proposed=taken.count,
        unanswered=taken.unanswered,
        has_both_sides=bool(people.mentors and people.mentees),
        run=runs.get(point.id),
        is_pool=people.is_pool,
    )


def _latest_runs(joining_points: Collection[JoiningPoint]) -> dict[UUID, LatestRun]:
    latest = Run.objects.filter(joining_point=OuterRef("joining_point")).order_by(
        "-started_at", "-id"
    )
    rows = (
        Run.objects.filter(joining_point__in=joining_points)
        .filter(pk=Subquery(latest.values("pk")[:1]))
        .annotate(released=RELEASED)
        .values_list("joining_point_id", "id", "work_state", "summary", "released", "kind")
    )
    return {
        point_id: LatestRun(run_id, state, (summary or {}).get("pairs", 0), released, kind)
        for point_id, run_id, state, summary, released, kind in rows
    }
