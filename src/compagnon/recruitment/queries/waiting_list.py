"""Places on the waiting list, and the reasons that whoever waits or was declined reads."""

from collections.abc import Collection
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application, Decision
from compagnon.recruitment.policy import own_decision_grants
from compagnon.recruitment.queries.opening import opened

State = Application.State


def places_of(rows: Collection[Application]) -> dict[UUID, tuple[int, int]]:
    """Return the place of each of these on the waiting list, and how many wait with them, once all of them wait.

    Whoever has waited longest comes first. Mentors wait for mentees and mentees for mentors, so each is counted on
    their own side. One query.
    """
    if not rows:
        return {}
    columns = ("joining_point_id", "is_mentee", "waiting_since", "id")
    waiting = Application.objects.filter(
        joining_point__in={row.joining_point_id for row in rows}, state=State.WAITING
    ).values_list(*columns)
    own = {tuple(getattr(row, column) for column in columns) for row in rows}
    queue: dict[tuple[UUID, bool], list[UUID]] = {}
    for point_id, is_mentee, _at, row_id in sorted({*waiting, *own}, key=lambda one: one[2:]):
        queue.setdefault((point_id, is_mentee), []).append(row_id)
    return {
        row.id: (line.index(row.id) + 1, len(line))
        for row in rows
        for line in [queue[row.joining_point_id, row.is_mentee]]
    }


def reasons_of(viewer: Actor, rows: Collection[Application]) -> dict[UUID, StrOrPromise]:
    """Return the sentence that goes with how each of one's own applications now stands, where somebody wrote one.

    One query where any of them waits or was declined, and three more where there is a sentence.
    """
    told = {row.id: row for row in rows if row.state in {State.WAITING, State.DECLINED}}
    if not told:
        return {}
    last = {}
    for decision in Decision.objects.filter(application__in=told).order_by("number"):
        if decision.outcome == told[decision.application_id].state:
            last[decision.application_id] = decision
    written = {key: one for key, one in last.items() if bytes(one.reason)}
    grants = own_decision_grants(viewer, [told[key] for key in written])
    for key, decision in written.items():
        decision.application = told[key]
    return {key: opened(grants[key], one, "reason") for key, one in written.items()}
