from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import Decision, decide
from compagnon.core.work import Work
from compagnon.matching.models import PairRule, Run
from compagnon.matching.queries.next_step import next_step
from compagnon.matching.queries.planned_release import Waiting, get_waiting
from compagnon.matching.queries.standing import (
    RELEASED,
    Stage,
    Standing,
    get_standings,
)
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.matching_shape import CriterionSetting, RuleSetting
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.progress import NextStep
from compagnon.schemes.template import settings_of

PAGE_SIZE: Final = 10
_LABELS: Final[dict[str, tuple[StrOrPromise, str]]] = {
    Work.State.WAITING: (_("Being made"), "plain"),
    Work.State.DONE: (_("Finished"), "plain"),
    Work.State.DEAD: (_("Not made"), "bad"),
}


@dataclass(frozen=True)
class RunLine:
    """A run as it stands in the list."""

    id: UUID
    started_at: datetime
    started_by: str
    state: StrOrPromise
    tone: str
    is_done: bool
    mentees: int
    mentees_placed: int
    pair_count: int
    is_of_circles: bool


@dataclass(frozen=True)
class RoomView:
    """The matching room of a joining point: where things stand, the next step, the runs so far."""

    standing: Standing
    next_step: NextStep | None
    may_start: Decision
    is_start_next: bool
    may_run_again: bool
    runs: tuple[RunLine, ...]
    older: UUID | None
    pair_rule_count: int
    criteria: Sequence[CriterionSetting]
    rules: Sequence[RuleSetting]
    waiting: Waiting | None
    has_circles: bool


def get_room(*, viewer: Actor, joining_point: JoiningPoint, after: UUID | None = None) -> RoomView:
    """Return the matching room for a coordinator, ten runs at a time, the latest first; seven queries at most.

    Refuses everybody else. Results are not read: each run's counts stand beside its result.
    """
    decision = decide(viewer, "matching.view_runs", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    standing = get_standings([joining_point])[joining_point.id]
    rows = list(_runs(joining_point, after)[: PAGE_SIZE + 1])
    settings = matching_settings(joining_point.cycle.scheme.matching)
    return RoomView(
        standing=standing,
        next_step=next_step(standing),
        may_start=decide(viewer, "matching.start_run", joining_point),
        is_start_next=standing.stage == Stage.READY,
        may_run_again=standing.run is not None and standing.stage != Stage.RUNNING,
        runs=tuple(_line(row) for row in rows[:PAGE_SIZE]),
        older=rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None,
        pair_rule_count=PairRule.objects.filter(joining_point=joining_point).count(),
        criteria=[one for one in settings.criteria if one.weight],
        rules=[one for one in settings.rules if one.is_on],
        waiting=get_waiting(joining_point),
        has_circles=settings_of(joining_point.cycle.scheme).offers_circles,
    )


def _runs(joining_point: JoiningPoint, after: UUID | None) -> QuerySet[Run]:
    rows = Run.objects.filter(joining_point=joining_point)
    start = rows.filter(pk=after).values_list("started_at", flat=True).first() if after else None
    if start is not None:
        rows = rows.filter(Q(started_at__lt=start) | Q(started_at=start, id__lt=after))
    return (
        rows.defer("result", "settings")
        .select_related("started_by")
        .annotate(released=RELEASED)
        .order_by("-started_at", "-id")
    )


def _line(row: Run) -> RunLine:
    label, tone = _LABELS[row.work_state]
    summary = row.summary or {}
    if released := vars(row)["released"]:
        is_all = released >= summary.get("pairs", 0)
        label, tone = (_("Released") if is_all else _("Partly released")), "good"
    return RunLine(
        id=row.id,
        started_at=row.started_at,
        started_by=row.started_by.name,
        state=label,
        tone=tone,
        is_done=row.work_state == Work.State.DONE,
        mentees=summary.get("mentees", 0),
        mentees_placed=summary.get("mentees_placed", 0),
        pair_count=summary.get("pairs", 0),
        is_of_circles=row.kind == Run.Kind.CIRCLES,
    )
