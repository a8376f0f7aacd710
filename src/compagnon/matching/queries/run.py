from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import Decision, decide
from compagnon.core.work import Work
from compagnon.matching.models import Release, Run
from compagnon.matching.queries.people import get_applicants
from compagnon.matching.queries.planned_release import Waiting, get_waiting
from compagnon.matching.rules.failures import named_in, say_failure
from compagnon.matching.rules.parties import left_in, near_ties_in
from compagnon.matching.rules.stored import StoredResult
from compagnon.matching.rules.told import points_of, tell_price
from compagnon.matching.rules.wording import say
from compagnon.schemes.matching_defaults import MatchingSettings, matching_settings


@dataclass(frozen=True)
class Figures:
    """The few numbers that tell how a run went; scores from 0 to 100, None where there is no pair."""

    mentees: int
    mentees_placed: int
    mentors: int
    mentors_placed: int
    pairs: int
    worst: int | None
    median: int | None


@dataclass(frozen=True)
class RunView:
    """A run as every one of its pages shows it: who asked when, how it went, and what may be done with it.

    `may_decide`: a word on a pair still makes sense, because this is the latest run and pairs have no letters yet.
    `released`: how many of its pairs have letters, `released_at` since when.
    `asks_the_same`: nothing had changed since the finished run before.
    """

    id: UUID
    started_at: datetime
    started_by: str
    is_running: bool
    is_done: bool
    progress_percent: int
    is_tried_again: bool
    problem: StrOrPromise
    figures: Figures | None
    notes: tuple[StrOrPromise, ...]
    left_out_count: int
    near_tie_count: int
    released: int
    released_at: datetime | None
    is_latest: bool
    asks_the_same: bool
    may_preview: Decision
    waiting: Waiting | None

    @property
    def may_decide(self) -> bool:
        """Whether a word on a pair would take effect."""
        return self.is_latest and not self.is_all_released

    @property
    def is_all_released(self) -> bool:
        """Whether every pair has its letters."""
        return (
            bool(self.released) and self.figures is not None and self.released >= self.figures.pairs
        )


def get_run(*, viewer: Actor, run: Run) -> RunView:
    """Return the frame of a run's pages for a coordinator; refuses everybody else. Six queries at most."""
    decision = decide(viewer, "matching.view_runs", run)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    result = cast("StoredResult | None", run.result)
    released = Count("proposals") if run.kind == Run.Kind.PAIRS else Count("circles")
    releases = Release.objects.filter(run=run).aggregate(count=released, latest=Max("released_at"))
    previous = earlier_runs(run).values_list("inputs_fingerprint", flat=True).first()
    settings = matching_settings(run.settings)
    waiting = get_waiting(run.joining_point)
    return RunView(
        id=run.id,
        started_at=run.started_at,
        started_by=run.started_by.name,
        is_running=run.work_state == Work.State.WAITING,
        is_done=result is not None,
        progress_percent=run.progress_percent,
        is_tried_again=bool(run.attempts) and run.leased_until is None,
        problem=failure_of(viewer, run.problem, settings) if run.problem else "",
        figures=figures_of(result) if result else None,
        notes=_notes(result, settings) if result else (),
        left_out_count=len(left_in(result)) if result else 0,
        near_tie_count=near_ties_in(result) if result else 0,
        released=releases["count"],
        released_at=releases["latest"],
        is_latest=not _later_runs(run).exists(),
        asks_the_same=bool(previous) and previous == run.inputs_fingerprint,
        may_preview=decide(
            viewer,
            "matching.preview_letters" if run.kind == Run.Kind.PAIRS else "matching.preview_groups",
            run,
        ),
        waiting=waiting if waiting and waiting.run_id == run.id else None,
    )


def _notes(result: StoredResult, settings: MatchingSettings) -> tuple[StrOrPromise, ...]:
    """Say what the engine remarked, and of which pairs rules warn."""
    said = (say(note["key"], note["params"], settings=settings) for note in result["notes"])
    warnings = (one for pair in result["pairs"] for one in pair.get("warnings", ()))
    return (*said, *tell_price(warnings, settings))


def result_of(viewer: Actor, run: Run) -> StoredResult:
    """Return what a finished run found, for a coordinator; refuses everybody else, and a run without a result."""
    decision = decide(viewer, "matching.view_figures", run)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    return cast("StoredResult", run.result)


def earlier_runs(run: Run) -> QuerySet[Run]:
    """Return the finished runs of the same joining point before this one, the latest first."""
    before = Q(started_at__lt=run.started_at) | Q(started_at=run.started_at, id__lt=run.id)
    return Run.objects.filter(
        before, joining_point=run.joining_point_id, kind=run.kind, work_state=Work.State.DONE
    ).order_by("-started_at", "-id")


def _later_runs(run: Run) -> QuerySet[Run]:
    """Return the runs after this one, but for those that were not made."""
    after = Q(started_at__gt=run.started_at) | Q(started_at=run.started_at, id__gt=run.id)
    return Run.objects.filter(after, joining_point=run.joining_point_id).exclude(
        work_state=Work.State.DEAD
    )


def figures_of(result: StoredResult) -> Figures:
    """Return the few numbers of a result."""
    summary = result["summary"]
    worst, median = summary["worst"], summary["median"]
    return Figures(
        mentees=summary["mentees"],
        mentees_placed=summary["mentees_placed"],
        mentors=summary["mentors"],
        mentors_placed=summary["mentors_placed"],
        pairs=summary["pairs"],
        worst=None if worst is None else points_of(worst),
        median=None if median is None else points_of(median),
    )


def failure_of(
    viewer: Actor, problem: Mapping[str, Any], settings: MatchingSettings
) -> StrOrPromise:
    """Say why there is no result, with the names of those it is about; two queries."""
    people = get_applicants(viewer=viewer, ids=named_in(problem))
    names = {key: str(one.name) for key, one in people.items()}
    return say_failure(problem, settings, names)
