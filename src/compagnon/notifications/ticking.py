"""The tick: whatever time has made due. It may run at any moment, twice at once, or a week late."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from compagnon.core import clock, retired, work
from compagnon.core.actors import SYSTEM
from compagnon.core.models import Work
from compagnon.notifications import reminding
from compagnon.notifications.changes import forget_old_letters
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.notifications.nudging import Nudge, registered_work

log = logging.getLogger("compagnon.tick")

Job = Callable[[], int]

# Work that was due a minute ago and nobody has taken up lost its nudge, or its worker.
NUDGED_AGAIN_AFTER: Final = timedelta(minutes=1)
NUDGES_A_TICK: Final = 100

_jobs: Final[dict[str, Job]] = {}


@dataclass(frozen=True)
class TickReport:
    """What one tick did: how many of each, and which jobs failed (they are tried at the next tick)."""

    counts: Mapping[str, int]
    failed: tuple[str, ...]


def register(name: str, job: Job) -> None:
    """Add something that each tick does; it returns how many things it did, and doing it twice is harmless."""
    if name in _jobs:
        raise ValueError(f"Declared twice: {name}")
    _jobs[name] = job


def tick() -> TickReport:
    """Plan reminders, do every registered job, nudge work that was left lying, and send what is due.

    It asks the clock once and for all (`core.clock`), so that `tick --now` moves all of it. A job that fails
    is logged by its name and the kind of its error, and does not stop the others.
    """
    counts: dict[str, int] = {}
    failed: list[str] = []
    for name, job in _all_jobs():
        try:
            counts[name] = job()
        except Exception as error:  # noqa: BLE001 -- one broken job must not stop the mails of the others
            log.error("a job failed", extra={"job": name, "error": type(error).__name__})  # noqa: TRY400 -- a trace could hold somebody's words
            failed.append(name)
    return TickReport(counts, tuple(failed))


def _all_jobs() -> Iterator[tuple[str, Job]]:
    """Yield seals first, because they are overdue, then reminders, and the mail last: one tick sends what it planned."""
    yield "retired seals", retired.settle
    for name, due in reminding.sources().items():
        yield f"reminders: {name}", partial(reminding.plan_reminders, due)
    yield from _jobs.items()
    for rows, task in registered_work().items():
        if rows is not Message:
            yield f"nudges: {rows._meta.label}", partial(_nudge_again, rows, task)
    yield "letters", lambda: deliver_due().total()
    yield "old letters", lambda: forget_old_letters(by=SYSTEM)


def _nudge_again(rows: type[Work], task: Nudge) -> int:
    waiting = work.due(rows._default_manager.all()).filter(
        next_try_at__lte=clock.now() - NUDGED_AGAIN_AFTER
    )
    ids = list(waiting.order_by("next_try_at").values_list("pk", flat=True)[:NUDGES_A_TICK])
    for row_id in ids:
        task.enqueue(row_id.hex)
    return len(ids)
