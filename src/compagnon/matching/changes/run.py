from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.work import Work
from compagnon.matching.changes.release import drop_planned
from compagnon.matching.events import RunCancelled, RunFailed, RunFinished, RunStarted
from compagnon.matching.models import PlannedRelease, Run
from compagnon.matching.queries.facts import CONSIDERED
from compagnon.matching.rules.pool import Gathered
from compagnon.matching.rules.problem import copied
from compagnon.notifications.nudging import nudge
from compagnon.recruitment.models import Application
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.template import settings_of


@change("matching.start_run", on="joining_point")
def start_run(
    *,
    by: Actor,
    joining_point: JoiningPoint,
    settings: Mapping[str, object] | None = None,
    circles: bool = False,
) -> Run:
    """Ask for a match of everybody who is approved and still free; a worker computes it in the background.

    It proposes, and no more: nothing takes effect before a named person releases it (ALL-50). `settings` (weights,
    shares and what rules do) are the scheme's own unless given; the run keeps a copy. Refused while another run of
    this joining point is under way, and until somebody is approved on each side, or two peers are. `circles`: of those
    who are still free, where the scheme has circles (ALL-41). A release of an earlier run that waits
    for a second person is given up.
    """
    if by.person_id is None:
        raise Refused(_("A named person runs a match."))
    # Of two at once, one comes second and finds the other's run.
    JoiningPoint.objects.select_for_update().get(pk=joining_point.pk)
    if Run.objects.filter(joining_point=joining_point, work_state=Work.State.WAITING).exists():
        raise Refused(_("A match is being made already. Its result will stand on this page."))
    kind, also = _asked(joining_point, circles=circles)
    drop_planned(by, PlannedRelease.objects.filter(run__joining_point=joining_point))
    scheme = joining_point.cycle.scheme
    asked = scheme.matching if settings is None else settings
    run = Run.objects.create(
        joining_point=joining_point,
        started_by_id=by.person_id,
        started_at=clock.now(),
        kind=kind,
        settings=copied(matching_settings(asked)) | also,
        engine_version=engine.VERSION,
    )
    record(RunStarted(run_id=run.id, joining_point_id=joining_point.id), by=by)
    nudge(Run, run.id)
    return run


def _asked(joining_point: JoiningPoint, *, circles: bool) -> tuple[Run.Kind, dict[str, object]]:
    """Return whom a match puts together, and what the scheme says about their number; or refuse."""
    chosen = settings_of(joining_point.cycle.scheme)
    approved = Application.objects.filter(joining_point=joining_point, state__in=CONSIDERED)
    if chosen.is_pool:
        if approved.count() < 2:  # noqa: PLR2004 -- two are the fewest who work together
            raise Refused(_("Approve at least two people first."))
        return Run.Kind.PEERS, {"trios": chosen.has_trios}
    if not approved.filter(is_mentor=True).exists() or not approved.filter(is_mentee=True).exists():
        raise Refused(_("Approve at least one person on each side first."))
    if not circles:
        return Run.Kind.PAIRS, {}
    if not chosen.offers_circles:
        raise Refused(_("This scheme has no circles. Switch them on in its settings first."))
    return Run.Kind.CIRCLES, {"circle_sizes": [chosen.circle_least, chosen.circle_most]}


@change("matching.cancel_run", on="run")
def cancel_run(*, by: Actor, run: Run) -> None:
    """Stop a run that is under way: whoever computes it lets it go, and no result of it is kept.

    Any coordinator may. Refused once it has ended, whichever way; of two at the same moment one comes first.
    """
    stopped = Run.objects.filter(pk=run.pk, work_state=Work.State.WAITING).update(
        work_state=Work.State.DEAD,
        leased_until=None,
        finished_at=clock.now(),
        problem={"key": "run.cancelled", "params": {}},
    )
    if not stopped:
        raise Refused(_("This match has ended already."))
    record(RunCancelled(run_id=run.id, joining_point_id=run.joining_point_id), by=by)


@change("matching.compute_run", on="run")
def keep_result(*, by: Actor, run: Run, result: engine.Result | Gathered, fingerprint: str) -> bool:
    """Keep what the engine found, once: False if another process has ended or taken over the run meanwhile."""
    found: dict[str, Any] = result.to_dict()
    kept = _still_ours(run).update(
        work_state=Work.State.DONE,
        leased_until=None,
        finished_at=clock.now(),
        progress_percent=100,
        inputs_fingerprint=fingerprint,
        summary=found["summary"],
        result=found,
    )
    if kept:
        record(
            RunFinished(
                run_id=run.id,
                joining_point_id=run.joining_point_id,
                pair_count=found["summary"]["pairs"],
            ),
            by=by,
        )
    return bool(kept)


@change("matching.compute_run", on="run")
def keep_problem(*, by: Actor, run: Run, problem: engine.Reason) -> bool:
    """End a run that cannot be made, and keep why; False if another process has ended or taken it over."""
    kept = _still_ours(run).update(
        work_state=Work.State.DEAD,
        leased_until=None,
        finished_at=clock.now(),
        problem={"key": problem.key, "params": dict(problem.params)},
    )
    if kept:
        record(RunFailed(run_id=run.id, joining_point_id=run.joining_point_id), by=by)
    return bool(kept)


def _still_ours(run: Run) -> QuerySet[Run]:
    """Return the run while the claim under which it was computed is the latest one."""
    return Run.objects.filter(pk=run.pk, attempts=run.attempts, work_state=Work.State.WAITING)
