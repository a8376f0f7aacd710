"""Nudges: each may be lost or run twice; the run's row is the truth."""

from uuid import UUID

from django_tasks import task

from compagnon.matching.computing import compute_run
from compagnon.matching.models import Run
from compagnon.notifications.nudging import register_work


@task
def find_pairs(run_id: str) -> None:
    """Compute a run that waits."""
    compute_run(UUID(hex=run_id))


register_work(Run, find_pairs)
