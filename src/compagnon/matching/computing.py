"""Computing a run: claimed, computed outside any transaction, and its result kept by whoever still holds the claim.

A worker may be killed at any instant: the claim runs out, `tick` nudges again, and nothing happens twice.
"""

import logging
from dataclasses import replace
from typing import Final
from uuid import UUID

from compagnon import engine
from compagnon.core import clock, work
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.matching.changes.run import keep_problem, keep_result
from compagnon.matching.models import Run
from compagnon.matching.queries.facts import Inputs, get_inputs
from compagnon.matching.rules.fingerprint import fingerprint
from compagnon.matching.rules.pool import Gathered, Watched, gather_circles, gather_peers
from compagnon.matching.rules.problem import build_problem, without_declined_pins
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import JoiningPoint

log = logging.getLogger("compagnon.matching")

MOST_ATTEMPTS: Final = 3
STEP_PERCENT: Final = 5


def compute_run(run_id: UUID) -> None:
    """Compute a run that waits, if nobody else is at it. Asked twice, it computes once.

    What cannot be solved, or a declaration that cannot be opened, ends the run with the reason. Any other failure
    is tried again, three times in all: a run that kills its worker does not go on for ever.
    """
    run = Run.objects.filter(pk=run_id).first()
    if run is None or not work.claim(run):
        return
    if run.attempts > MOST_ATTEMPTS:
        _end(run, "run.failed")
        return
    try:
        _compute(run)
    except engine.SolveCancelledError:
        log.warning("another process took a run over", extra={"row": run.id.hex})
    except engine.ProblemError as error:
        keep_problem(by=SYSTEM, run=run, problem=error.reason)
    except (Closed, master.KeysMissing):
        _end(run, "run.closed")
    except Exception as error:  # noqa: BLE001 -- whatever it was, the run waits for its next try or says that it failed
        log.error("a run failed", extra={"row": run.id.hex, "error": type(error).__name__})  # noqa: TRY400 -- a trace could hold somebody's words
        if run.attempts == MOST_ATTEMPTS:
            _end(run, "run.failed")
        else:
            work.postpone(run, dead_after=MOST_ATTEMPTS)


def _compute(run: Run) -> None:
    point = JoiningPoint.objects.select_related("cycle__scheme").get(pk=run.joining_point_id)
    settings = matching_settings(run.settings)
    inputs = get_inputs(
        viewer=SYSTEM, joining_point=point, with_agreements=settings.asks_for_agreements
    )
    progress = _Progress(run)
    watched: Watched = {"progress": progress.write, "cancelled": progress.is_lost}
    solve = _pairs if run.kind == Run.Kind.PAIRS else _groups
    result = solve(run, inputs, watched)
    asked = fingerprint(
        inputs.applicants,
        inputs.decisions,
        run.settings,
        key=master.current().derive("matching inputs"),
    )
    keep_result(by=SYSTEM, run=run, result=result, fingerprint=asked)


def _pairs(run: Run, inputs: Inputs, watched: Watched) -> engine.Result:
    decisions, let_go = without_declined_pins(inputs.decisions)
    problem = build_problem(inputs.applicants, matching_settings(run.settings), decisions)
    result = engine.solve(problem, **watched)
    if let_go:
        note = engine.Reason("note.pin_declined", {"count": let_go})
        result = replace(result, notes=(*result.notes, note))
    return result


def _groups(run: Run, inputs: Inputs, watched: Watched) -> Gathered:
    asked = inputs.applicants, matching_settings(run.settings), inputs.decisions
    if run.kind == Run.Kind.PEERS:
        return gather_peers(*asked, trios=run.settings["trios"], watched=watched)
    least, most = run.settings["circle_sizes"]
    return gather_circles(*asked, sizes=(least, most), watched=watched)


def _end(run: Run, key: str) -> None:
    keep_problem(by=SYSTEM, run=run, problem=engine.Reason(key))


class _Progress:
    """Writes how far a run has come, every five percent, and holds the claim for another while with it."""

    def __init__(self, run: Run) -> None:
        self._claimed = Run.objects.filter(
            pk=run.pk, attempts=run.attempts, work_state=work.Work.State.WAITING
        )
        self._written = 0
        self._lost = False

    def write(self, fraction: float) -> None:
        percent = int(100 * fraction)
        if percent < self._written + STEP_PERCENT:
            return
        self._written = percent
        self._lost = not self._claimed.update(
            progress_percent=percent, leased_until=clock.now() + work.LEASE
        )

    def is_lost(self) -> bool:
        return self._lost
