"""Two people release a match: one proposes the release, another one confirms what was proposed."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.release import (
    drop_planned,
    locked,
    named,
    ready_pairs,
    release_pairs,
)
from compagnon.matching.events import ReleaseProposed
from compagnon.matching.models import PlannedRelease, Release, Run
from compagnon.matching.queries.planned_release import letters_digest, pairs_of, problem_of
from compagnon.matching.queries.releasing import get_releasable


@change("matching.propose_release", on="run")
def propose_release(
    *,
    by: Actor,
    run: Run,
    answer_by: date,
    only: UUID | None = None,
    seen: str | None = None,
    on_silence: str = Release.OnSilence.ASK,
) -> PlannedRelease:
    """Propose a release to the others of the group: the pairs that were looked at, and their letters as they are now.

    Nobody is written to. Refused as a release is, and while another release of this run waits.
    """
    asked = ready_pairs(by=by, run=run, answer_by=answer_by, only=only, seen=seen)
    return plan(by, run, asked, answer_by=answer_by, on_silence=on_silence)


@change("matching.confirm_release", on="run")
def confirm_release(*, by: Actor, run: Run, planned_id: UUID) -> Release:
    """Release what another coordinator proposed (ALL-50): exactly those pairs, and the letters that she looked at.

    Refused where it is no longer that one which waits, and where a pair or a letter has changed since.
    """
    planned = take_up(by, run, planned_id, pairs_of)
    if problem := problem_of(planned, get_releasable(by, run)):
        raise Refused(str(problem))
    release = as_planned(planned)
    release_pairs(by, release, pairs_of(planned))
    planned.delete()
    return release


@change("matching.withdraw_release", on="run")
def withdraw_release(*, by: Actor, run: Run, planned_id: UUID) -> None:
    """Give up a release that waits for a second person; whoever proposed it may, and any other coordinator."""
    if not drop_planned(by, PlannedRelease.objects.filter(pk=planned_id, run=run)):
        raise Refused(_("This release does not wait any more. Look once more."))


def plan(
    by: Actor, run: Run, asked: Collection[tuple[str, ...]], *, answer_by: date, on_silence: str
) -> PlannedRelease:
    """Note what somebody proposes to release, pairs or groups, until another one confirms it; one at a time of a run."""
    if PlannedRelease.objects.filter(run=run).exists():
        raise Refused(_("A release of this match waits already. Confirm it, or withdraw it first."))
    planned = PlannedRelease.objects.create(
        run=run,
        proposed_by_id=named(by),
        proposed_at=clock.now(),
        answer_by=answer_by,
        on_silence=on_silence,
        pairs=asked,
        letters_digest=letters_digest(run, asked),
    )
    record(
        ReleaseProposed(planned_release_id=planned.id, run_id=run.id, pair_count=len(asked)), by=by
    )
    return planned


def take_up(
    by: Actor,
    run: Run,
    planned_id: UUID,
    ids_in: Callable[[PlannedRelease], Iterable[tuple[str, ...]]],
) -> PlannedRelease:
    """Return a release that waits, it and its applications (`ids_in`) locked; refused where it waits no more."""
    named(by)
    waiting = PlannedRelease.objects.filter(pk=planned_id, run=run)
    # Applications first, as in every release; then of two at once, one finds it gone.
    locked(ids for one in waiting for ids in ids_in(one))
    planned = waiting.select_for_update().first()
    if planned is None:
        raise Refused(_("This release does not wait any more. Look once more."))
    return planned


def as_planned(planned: PlannedRelease) -> Release:
    """Return the release that was proposed, not saved yet, with who proposed it."""
    return Release(
        run=planned.run,
        answer_by=planned.answer_by,
        on_silence=planned.on_silence,
        proposed_by_id=planned.proposed_by_id,
    )
