"""Releases of groups that wait for a second person."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.matching.models import PlannedRelease, Run
from compagnon.matching.queries.circle_releasing import ReleasableGroups
from compagnon.matching.queries.planned_release import (
    ON_SILENCE,
    PlannedView,
    letters_digest,
)
from compagnon.matching.rules.circle import GroupIds
from compagnon.matching.rules.releasing import Standing


def groups_in(planned: PlannedRelease) -> tuple[GroupIds, ...]:
    """Return the groups that were looked at."""
    return tuple(tuple(ids) for ids in planned.pairs)


def get_planned_groups(viewer: Actor, run: Run, releasable: ReleasableGroups) -> PlannedView | None:
    """Return the release of a run that waits, for those that have asked whether their viewer may know."""
    planned = PlannedRelease.objects.filter(run=run).select_related("proposed_by", "run").first()
    if planned is None:
        return None
    return PlannedView(
        id=planned.id,
        proposed_by=planned.proposed_by.name,
        proposed_at=planned.proposed_at,
        pairs=cast("Any", groups_in(planned)),
        answer_by=planned.answer_by,
        on_silence=ON_SILENCE[planned.on_silence],
        problem=problem_of_groups(planned, releasable),
        may_confirm=decide(viewer, "matching.confirm_circles", run),
        may_withdraw=decide(viewer, "matching.withdraw_release", run),
    )


def problem_of_groups(planned: PlannedRelease, releasable: ReleasableGroups) -> StrOrPromise:
    """Say why a proposed release cannot be confirmed as it stands; empty where it holds."""
    groups = groups_in(planned)
    standings = {releasable.standings[ids] for ids in groups}
    if standings - {Standing.READY, Standing.OURS} or planned.letters_digest != letters_digest(
        planned.run, groups
    ):
        return _("A group or a letter has changed since. Withdraw it, and propose it again.")
    if planned.answer_by <= clock.today():
        return _("The day for answers has come. Withdraw it, and propose it again.")
    if Standing.OURS in standings:
        return _(
            "Your own group is in it, or one in which you declared an interest. Another member of the group confirms it."
        )
    return ""
