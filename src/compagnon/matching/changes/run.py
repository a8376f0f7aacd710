from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.work import Work
from compagnon.matching.events import RunFailed, RunFinished, RunStarted
from compagnon.matching.models import Run
from compagnon.matching.queries.facts import CONSIDERED
from compagnon.matching.rules.problem import copied
from compagnon.notifications.nudging import nudge
from compagnon.recruitment.models import Application
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import JoiningPoint


@change("matching.start_run", on="joining_point")
def start_run(
    *, by: Actor, joining_point: JoiningPoint, settings: Mapping[str, object] | None = None
) -> Run:
    """Ask for a match of everybody who is approved and still free; a worker computes it in the background.

    It proposes, and no more: nothing takes effect before a named person releases it (ALL-50). `settings` (weights
    and rules switched off) are the scheme's own unless given; the run keeps a copy. Refused while another run of
    this joining point is under way, and until somebody is approved on each side.
    """
    if by.person_id is None:
        raise Refused(_("A named person runs a match."))
    # Of two at once, one comes second and finds the other's run.
    JoiningPoint.objects.select_for_update().get(pk=joining_point.pk)
    if Run.objects.filter(joining_point=joining_point, work_state=Work.State.WAITING).exists():
        raise Refused(_("A match is being made already. Its result will stand on this page."))
    approved = Application.objects.filter(joining_point=joining_point, state__in=CONSIDERED)
    if not approved.filter(is_mentor=True).exists() or not approved.filter(is_mentee=True).exists():
        raise Refused(_("Approve at least one mentor and one mentee first."))
    if settings is None:
        settings = joining_point.cycle.scheme.matching
    run = Run.objects.create(
        joining_point=joining_point,
        started_by_id=by.person_id,
        started_at=clock.now(),
        settings=copied(matching_settings(settings)),
        engine_version=engine.VERSION,
    )
    record(RunStarted(run_id=run.id, joining_point_id=joining_point.id), by=by)
    nudge(Run, run.id)
    return run


@change("matching.compute_run", on="run")
def keep_result(*, by: Actor, run: Run, result: engine.Result, fingerprint: str) -> bool:
    """Keep what the engine found, once: False if another process has ended or taken over the run meanwhile."""
    found = result.to_dict()
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
                pair_count=result.summary.pairs,
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
