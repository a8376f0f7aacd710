"""Deciding about several applications at once: all of them as they were seen, or none."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.recruitment.changes.application import (
    approve_application,
    decline_application,
    put_on_waiting_list,
)
from compagnon.recruitment.changes.review import assign_application
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.together import ASSIGN, digest_of_rows
from compagnon.recruitment.rules.ruling import APPROVED, DECLINED, WAITING, Ruling
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.schemes.models import JoiningPoint

_MAKE: Final[Mapping[str, Callable[..., Application]]] = {
    APPROVED: approve_application,
    WAITING: put_on_waiting_list,
    DECLINED: decline_application,
}


@change("recruitment.decide_together", on="joining_point")
def decide_together(
    *,
    by: Actor,
    joining_point: JoiningPoint,
    application_ids: Collection[UUID],
    outcome: str,
    ruling: Ruling,
    seen: str,
) -> int:
    """Decide the same about several applications and say how many; each has its own line in the log and its letter.

    All or none: refused (`Overtaken`) if anything has happened to one of them since it was seen, so that sending
    the same twice decides once; and for the coordinator's own. Criteria are recorded for mentors alone.
    """
    rows = _as_seen(joining_point, application_ids, outcome, seen)
    for row in rows:
        met = ruling.criteria if row.is_mentor else ()
        _MAKE[outcome](by=by, application=row, ruling=replace(ruling, criteria=met))
    return len(rows)


@change("recruitment.decide_together", on="joining_point")
def assign_together(
    *,
    by: Actor,
    joining_point: JoiningPoint,
    application_ids: Collection[UUID],
    person_id: UUID | None,
    seen: str,
) -> int:
    """Give several applications to a colleague to look at and say how many; all or none, as above.

    Refused (`Overtaken`) too if somebody else was given one of them since they were seen.
    """
    rows = _as_seen(joining_point, application_ids, ASSIGN, seen)
    for row in rows:
        assign_application(by=by, application=row, person_id=person_id, seen=row.assigned_to_id)
    return len(rows)


def _as_seen(
    joining_point: JoiningPoint, application_ids: Collection[UUID], action: str, seen: str
) -> list[Application]:
    """Return applications, kept from others until the change is made; refuses them if they are not as they were seen."""
    rows = list(
        Application.objects.select_for_update(of=("self",))
        .filter(joining_point=joining_point, id__in=application_ids)
        .select_related("person", "joining_point__cycle__scheme")
        .order_by("waiting_since", "id")
    )
    if digest_of_rows(rows, action) != seen:
        raise Overtaken(
            _(
                "Something has happened to some of these since you looked. Nothing was decided, and no letter was"
                " sent. Here is how things stand."
            )
        )
    return rows
