from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.policy import members_ever_known_to, membership_left_in
from compagnon.partnerships.queries.partnership import names_in_words
from compagnon.partnerships.rules import kept_until


@dataclass(frozen=True)
class LeftView:
    """What somebody who left sees of a partnership: with whom it was, since when they are gone, and until when there is a copy."""

    id: UUID
    scheme_name: str
    partner_name: str
    left_at: datetime
    kept_until: date


def get_left(*, viewer: Actor, partnership: Partnership) -> LeftView:
    """Return what somebody who left sees of a partnership; no query. Refuses (`Closed`) anybody else."""
    own = membership_left_in(viewer, partnership)
    assert own.left_at is not None  # noqa: S101 -- it is their membership that is over
    others = (row for row in members_ever_known_to(viewer, own.partnership_id) if row.id != own.id)
    return LeftView(
        id=own.partnership_id,
        scheme_name=partnership.joining_point.cycle.scheme.name,
        partner_name=names_in_words(sorted(row.person.known_as for row in others)),
        left_at=own.left_at,
        kept_until=kept_until(timezone.localtime(own.left_at).date()),
    )
