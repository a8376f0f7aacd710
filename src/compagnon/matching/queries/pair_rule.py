from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.matching.models import PairRule
from compagnon.matching.policy import visible_pair_rules
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others, visible_applications
from compagnon.schemes.models import JoiningPoint

PAGE_SIZE: Final = 25
WORDS: Final[dict[str, tuple[StrOrPromise, str]]] = {
    PairRule.Kind.PIN: (_("Pinned"), "good"),
    PairRule.Kind.FORBID: (_("Forbidden"), "bad"),
    PairRule.Kind.HOLD: (_("Held: no letter leaves"), "warn"),
}


@dataclass(frozen=True)
class PairRuleRow:
    """A coordinator's word on a pair: who, what, by whom, when, and whether the reader may take it back.

    `names` (mentor, mentee) is None where it is about the reader's own application.
    """

    id: UUID
    names: tuple[str, str] | None
    said: StrOrPromise
    tone: str
    decided_by: str
    decided_at: datetime
    may_lift: Decision


def list_pair_rules(
    *, viewer: Actor, joining_point: JoiningPoint, after: UUID | None = None
) -> tuple[list[PairRuleRow], UUID | None]:
    """Return the words on pairs of a joining point, the latest first, 25 at a time, and the key to go on from.

    Empty for whoever does not coordinate the scheme. One query, two behind a key.
    """
    if not decide(viewer, "matching.view_runs", joining_point).allowed:
        return [], None
    rows = visible_pair_rules(viewer).filter(joining_point=joining_point)
    start = rows.filter(pk=after).first() if after else None
    if start is not None:
        at = start.decided_at
        rows = rows.filter(Q(decided_at__lt=at) | Q(decided_at=at, id__lt=start.id))
    found = list(rows.order_by("-decided_at", "-id")[: PAGE_SIZE + 1])
    further = found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None
    return [_row(viewer, row) for row in found[:PAGE_SIZE]], further


def every_pair_rule(*, viewer: Actor, joining_point: JoiningPoint) -> list[PairRuleRow]:
    """Return all words on pairs of a joining point, the earliest first; one query.

    Empty for whoever does not coordinate the scheme.
    """
    if not decide(viewer, "matching.view_runs", joining_point).allowed:
        return []
    rows = visible_pair_rules(viewer).filter(joining_point=joining_point)
    return [_row(viewer, row) for row in rows.order_by("decided_at", "id")]


def _row(viewer: Actor, row: PairRule) -> PairRuleRow:
    people = (row.mentor.person, row.mentee.person)
    is_for_others = any(is_left_to_others(viewer, one) for one in (row.mentor, row.mentee))
    return PairRuleRow(
        id=row.id,
        names=None if is_for_others else (people[0].name, people[1].name),
        said=WORDS[row.kind][0],
        tone=WORDS[row.kind][1],
        decided_by=row.decided_by.name,
        decided_at=row.decided_at,
        may_lift=decide(viewer, "matching.lift_pair_rule", row),
    )


def get_pair(
    *, viewer: Actor, joining_point: JoiningPoint, mentor_id: UUID, mentee_id: UUID
) -> tuple[Application, Application] | None:
    """Return the two applications of a pair at a joining point, for a coordinator; None if one is not there."""
    rows = visible_applications(viewer).filter(
        joining_point=joining_point, id__in=[mentor_id, mentee_id]
    )
    found = {row.id: row for row in rows}
    if mentor_id not in found or mentee_id not in found:
        return None
    return found[mentor_id], found[mentee_id]
