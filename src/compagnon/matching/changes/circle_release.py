"""Releasing groups of a run over one pool: by one person, or proposed by one and confirmed by another."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.planned_release import as_planned, plan, take_up
from compagnon.matching.changes.release import drop_planned, locked, named
from compagnon.matching.events import CircleReleased, RunReleased
from compagnon.matching.models import Circle, PlannedRelease, Release, Run, Seat
from compagnon.matching.queries.circle_planned import groups_in, problem_of_groups
from compagnon.matching.queries.circle_releasing import get_releasable_groups, groups_of
from compagnon.matching.rules.circle import (
    GroupIds,
    digest_of_groups,
    fewest,
    ids_of_group,
)
from compagnon.matching.rules.stored import StoredGroup
from compagnon.recruitment.models import Application


@change("matching.release_circles", on="run")
def release_circles(
    *,
    by: Actor,
    run: Run,
    answer_by: date,
    only: UUID | None = None,
    seen: str | None = None,
    on_silence: str = Release.OnSilence.ASK,
) -> Release:
    """Release groups of a run over one pool: peers, or circles; everybody of them gets a letter (ALL-41, ALL-50).

    All that may be released, or `only` the group of one application, in one transaction. What is left for another time,
    `seen`, `on_silence` and what is refused are as in `release_run`.
    """
    asked = _ready(by=by, run=run, answer_by=answer_by, only=only, seen=seen)
    drop_planned(by, PlannedRelease.objects.filter(run=run))
    release = Release(run=run, answer_by=answer_by, on_silence=on_silence)
    _release(by, release, asked)
    return release


@change("matching.propose_circles", on="run")
def propose_circles(
    *,
    by: Actor,
    run: Run,
    answer_by: date,
    only: UUID | None = None,
    seen: str | None = None,
    on_silence: str = Release.OnSilence.ASK,
) -> PlannedRelease:
    """Propose a release of groups to the others of the Coordination Group, as `propose_release` does for pairs."""
    asked = _ready(by=by, run=run, answer_by=answer_by, only=only, seen=seen)
    return plan(by, run, asked, answer_by=answer_by, on_silence=on_silence)


@change("matching.confirm_circles", on="run")
def confirm_circles(*, by: Actor, run: Run, planned_id: UUID) -> Release:
    """Release the groups that another coordinator proposed, exactly as she saw them (ALL-50); refused as for pairs."""
    planned = take_up(by, run, planned_id, groups_in)
    if problem := problem_of_groups(planned, get_releasable_groups(by, run)):
        raise Refused(str(problem))
    release = as_planned(planned)
    _release(by, release, groups_in(planned))
    planned.delete()
    return release


def _ready(
    *, by: Actor, run: Run, answer_by: date, only: UUID | None, seen: str | None
) -> tuple[GroupIds, ...]:
    """Return the groups that somebody asks to release, their applications locked; or refuse."""
    named(by)
    if answer_by <= clock.today():
        raise Refused(_("Give people at least a day to answer."), field="answer_by")
    locked(map(ids_of_group, groups_of(run)))
    ready = get_releasable_groups(by, run).ready
    if only is not None:
        ready = tuple(ids for ids in ready if only.hex in ids)
    if not ready:
        raise Refused(_("There is nobody here whom you can release now."))
    if seen is not None and seen != digest_of_groups(ready):
        raise Refused(
            _("What can be released has changed since you looked. Look once more, then release.")
        )
    return ready


def _release(by: Actor, release: Release, asked: Collection[GroupIds]) -> None:
    """Save a release and propose its groups; whoever calls holds the lock."""
    groups = {ids_of_group(one): one for one in groups_of(release.run)}
    applications = locked(asked)
    release.released_by_id, release.released_at = named(by), clock.now()
    release.save(force_insert=True)
    for ids in asked:
        _propose(by, release, groups[ids], [applications[key] for key in ids])
    record(
        RunReleased(
            release_id=release.id,
            run_id=release.run_id,
            proposal_count=len(asked),
            answer_by=release.answer_by,
        ),
        by=by,
    )


def _propose(
    by: Actor, release: Release, group: StoredGroup, people: Iterable[Application]
) -> None:
    circle = Circle.objects.create(
        joining_point_id=release.run.joining_point_id,
        release=release,
        least=fewest(group, release.run.settings),
        score=group["score"],
        reasons={"views": group["views"], "common": group["common"]},
    )
    for application in people:
        seat = Seat(
            circle=circle,
            application=application,
            person_id=UUID(str(application.person_id)),
            role=_role(group, application),
        )
        sealing.put(seat)
        seat.save(force_insert=True)
    record(CircleReleased(circle_id=circle.id, release_id=release.id), by=by)


def _role(group: StoredGroup, application: Application) -> Seat.Role:
    if not group["facilitator"]:
        return Seat.Role.PEER
    leads = application.id.hex == group["facilitator"]
    return Seat.Role.FACILITATOR if leads else Seat.Role.LEARNER
