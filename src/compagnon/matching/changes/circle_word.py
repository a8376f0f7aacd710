"""A coordinator's word on people whom a run puts together: no letters yet, or these two never again."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.changes.checking import Pair, locked_pairs
from compagnon.matching.changes.decision_log import log_decision, put_word
from compagnon.matching.models import LoggedDecision, PairRule, Run
from compagnon.matching.policy import is_not_left_to_others
from compagnon.matching.queries.circle_releasing import group_with
from compagnon.recruitment.models import Application

_TWO: Final = 2


@change("matching.hold_group", on="run")
def hold_group(*, by: Actor, run: Run, application_id: UUID) -> PairRule:
    """Hold the people with whom a run puts somebody: no letter leaves until somebody takes the hold back.

    It stands on the first two of them, and holds in later matches while these are together. Refused: people among whom
    is the coordinator herself, or one in whom she declared an interest.
    """
    one, other, *_more = _people(by, run, application_id)
    return _put(by, run, (one, other), PairRule.Kind.HOLD)


@change("matching.forbid_together", on="run")
def forbid_together(
    *, by: Actor, run: Run, application_id: UUID, two: Collection[UUID]
) -> PairRule:
    """Decide that two of those whom a run puts together are not together in any later match of this joining point.

    Refused as `hold_group` is, and for anybody who is not one of them.
    """
    people = {row.pk: row for row in _people(by, run, application_id)}
    chosen = [row for key, row in people.items() if key in two]
    if len(two) != _TWO or len(chosen) != _TWO:
        raise Refused(_("Choose two people of this group."))
    return _put(by, run, (chosen[0], chosen[1]), PairRule.Kind.FORBID)


def _people(by: Actor, run: Run, application_id: UUID) -> list[Application]:
    """Return whom a run puts together with somebody, as it lists them; refuse what is left to others."""
    group = group_with(run, application_id)
    rows = Application.objects.select_related("person").in_bulk(
        [UUID(hex=key) for key in group["ids"]] if group else []
    )
    found = [rows[UUID(hex=key)] for key in group["ids"] if UUID(hex=key) in rows] if group else []
    if len(found) < _TWO:
        raise Refused(_("Choose two people of this group."))
    for row in found:
        decision = is_not_left_to_others(by, row)
        if not decision.allowed:
            raise NotAllowed(decision.reason)
    return found


def _put(by: Actor, run: Run, two: Pair, kind: PairRule.Kind) -> PairRule:
    """Write the one word on two people; the same word again is no decision."""
    (pair,) = locked_pairs(by, run.joining_point, two, are_sided=False)
    known = PairRule.objects.filter(mentor=pair[0], mentee=pair[1], kind=kind).first()
    if known is not None:
        return known
    decision = log_decision(by, run.joining_point, LoggedDecision.Kind(kind))
    return put_word(by, decision, pair, kind)
