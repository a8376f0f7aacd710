"""Nudges: each may be lost or run twice; the run's row is the truth."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from django_tasks import task

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.matching.changes.answer import take_back_proposal
from compagnon.matching.changes.circle import open_circle, take_back_circle
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Circle, Proposal, Release, Run
from compagnon.notifications import ticking
from compagnon.notifications.nudging import register_work

AT_ONCE: Final = 500


@task
def find_pairs(run_id: str) -> None:
    """Compute a run that waits."""
    compute_run(UUID(hex=run_id))


def take_back_unanswered() -> int:
    """Take back proposals whose day has passed without both answers, where the release said so."""
    rows = Proposal.objects.filter(
        state=Proposal.State.RELEASED,
        release__on_silence=Release.OnSilence.TAKE_BACK,
        release__answer_by__lt=clock.today(),
    ).select_related("mentor__joining_point__cycle", "mentee")
    count = 0
    for proposal in rows.order_by("id")[:AT_ONCE]:
        with suppress(Refused):  # answered this very moment
            take_back_proposal(by=SYSTEM, proposal=proposal)
            count += 1
    return count


def settle_unanswered_circles() -> int:
    """Open circles whose day has passed, where the release said so, with those who said yes; take back where too few did."""
    rows = Circle.objects.filter(
        state=Circle.State.RELEASED,
        release__on_silence=Release.OnSilence.TAKE_BACK,
        release__answer_by__lt=clock.today(),
    )
    count = 0
    for circle in rows.order_by("id")[:AT_ONCE]:
        with suppress(Refused):  # answered this very moment
            try:
                open_circle(by=SYSTEM, circle=circle)
            except Refused:
                take_back_circle(by=SYSTEM, circle=circle)
            count += 1
    return count


register_work(Run, find_pairs)
ticking.register("unanswered proposals", take_back_unanswered)
ticking.register("unanswered circles", settle_unanswered_circles)
