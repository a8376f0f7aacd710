"""Where somebody may choose or be chosen: what leads there from the first page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from compagnon.choosing.policy import CHOOSING, is_pooled, mode_at
from compagnon.core.actors import Actor
from compagnon.matching.models import Proposal, Seat
from compagnon.matching.queries.facts import ACTIVE, get_taken, wished_at
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.form import MENTORS_WANTED

State = Application.State


@dataclass(frozen=True)
class WayIn:
    """An application with which its owner may choose or be chosen."""

    application_id: UUID
    title: str
    scheme_name: str


def list_ways_in(*, viewer: Actor) -> list[WayIn]:
    """Return where a person may choose or be chosen now, by the name of the scheme; one query.

    A learner who has somebody has nothing to choose any more; whoever takes learners goes on.
    """
    if viewer.person_id is None:
        return []
    rows = Application.objects.filter(
        person=viewer.person_id, state__in=[State.APPROVED, State.MATCHED]
    ).select_related("joining_point__cycle__scheme")
    taken = Proposal.objects.filter(
        Q(mentor=OuterRef("pk")) | Q(mentee=OuterRef("pk")) | Q(third=OuterRef("pk")),
        state__in=ACTIVE,
    )
    seated = Seat.objects.filter(application=OuterRef("pk"), is_taken=True)
    return [
        WayIn(row.pk, _title(row), row.joining_point.cycle.scheme.name)
        for row in rows.annotate(has_somebody=Exists(taken) | Exists(seated)).order_by(
            "joining_point__cycle__scheme__name", "id"
        )
        if mode_at(row.joining_point) in CHOOSING and _goes_on(row)
    ]


def _goes_on(row: Any) -> bool:
    """Whoever takes learners goes on when they have somebody; a learner and a peer do once they have nobody any more."""
    is_free = row.state == State.APPROVED or not row.has_somebody or _wants_another(row)
    return is_free or (row.is_mentor and not is_pooled(row))


def _wants_another(row: Any) -> bool:
    """Say whether a learner asked for several and has a place left; looked up only for who did."""
    wished = wished_at(row.joining_point, row.answers.get(MENTORS_WANTED))
    return wished > 1 and row.pk not in get_taken(row.joining_point).mentees


def _title(row: Application) -> str:
    if is_pooled(row):
        return _("Find a peer")
    if not row.is_mentor:
        return _("Choose whom to ask")
    return _("Choose each other") if row.is_mentee else _("Your profile and who asks you")
