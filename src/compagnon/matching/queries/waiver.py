"""Rules that coordinators let go for single pairs: which, who, when and why; and what one would have to accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django_stubs_ext import StrOrPromise

from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.matching.models import Concession, Waiver
from compagnon.matching.policy import waiver_grants
from compagnon.matching.queries.broken_rules import broken_rules
from compagnon.matching.queries.pair_rule import get_pair
from compagnon.matching.rules.side_by_side import Beside, side_by_side
from compagnon.matching.rules.wording import say_rule
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others
from compagnon.recruitment.queries.opening import opened
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.matching_shape import RuleSetting
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True)
class WaiverRow:
    """A rule that was let go: for which pair (mentor, mentee), by which decision, by whom, when and why."""

    names: tuple[str, str]
    decision_id: UUID
    rule: StrOrPromise
    accepted_by: str
    accepted_at: datetime
    reason: StrOrPromise


@dataclass(frozen=True)
class WaivingView:
    """Two people whom rules forbid as a pair: which, and whether a coordinator may let them go.

    `accepted_by`: who of them was asked and would accept it.
    """

    mentor: Application
    mentee: Application
    rules: Sequence[RuleSetting]
    beside: Sequence[Beside]
    accepted_by: tuple[str, ...]

    @property
    def may_be_waived(self) -> bool:
        """Whether there is a rule in the way, and none that nobody may let go."""
        return bool(self.rules) and all(rule.is_waivable for rule in self.rules)


def get_waiving(
    *, viewer: Actor, joining_point: JoiningPoint, mentor_id: UUID, mentee_id: UUID
) -> WaivingView | None:
    """Return what stands in the way of a pair by hand; None for whom the viewer may not know of or leaves to others."""
    pair = get_pair(
        viewer=viewer, joining_point=joining_point, mentor_id=mentor_id, mentee_id=mentee_id
    )
    if pair is None or any(is_left_to_others(viewer, one) for one in pair):
        return None
    return WaivingView(
        mentor=pair[0],
        mentee=pair[1],
        rules=broken_rules(joining_point, pair),
        beside=side_by_side(
            [one.answers for one in pair], interest_names(joining_point.cycle.scheme)
        ),
        accepted_by=_accepted_by(pair),
    )


def list_waivers(
    *, viewer: Actor, joining_point: JoiningPoint, only: Q | None = None
) -> list[WaiverRow]:
    """Return the rules that were let go at a joining point, in the order of time; two queries, one where there are none.

    `only` narrows them; without it, those that hold. Pairs that the viewer leaves to others are left out. Refuses
    (`Closed`) whoever does not coordinate the scheme.
    """
    rows = Waiver.objects.filter(
        Q(ended_by=None) if only is None else only, decision__joining_point=joining_point
    ).select_related(
        "mentor__person",
        "mentor__joining_point__cycle__scheme",
        "mentee__person",
        "accepted_by",
    )
    found = list(rows.order_by("accepted_at", "id"))
    grants = waiver_grants(viewer, found)
    settings = matching_settings(joining_point.cycle.scheme.matching)
    return [
        WaiverRow(
            names=(row.mentor.person.known_as, row.mentee.person.known_as),
            decision_id=row.decision_id,
            rule=say_rule(row.rule, settings),
            accepted_by=row.accepted_by.known_as,
            accepted_at=row.accepted_at,
            reason=opened(grants[row.id], row, "reason"),
        )
        for row in found
        if row.id in grants
    ]


def _accepted_by(pair: tuple[Application, Application]) -> tuple[str, ...]:
    """Return who of two was asked, and said that they would accept it; one query."""
    rows = Concession.objects.filter(application__in=pair, state=Concession.State.ACCEPTED)
    yes = {row.application_id for row in rows if sealing.is_sound(row)}
    return tuple(one.person.known_as for one in pair if one.id in yes)
