from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Partnership, Review
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.rules import kept_until


@dataclass(frozen=True)
class Closing:
    """How far a partnership has come with its end: its last review, if there is one, and whether all have shared it."""

    review_id: UUID | None
    is_shared: bool


def get_closing(*, viewer: Actor, partnership: Partnership) -> Closing:
    """Return how far a partnership has come with its end; one query. Refuses (`Closed`) anybody but a member."""
    membership_in(viewer, partnership)
    last = (
        Review.objects.filter(partnership=partnership, kind=Review.Kind.FINAL)
        .order_by("-opened_at")
        .values_list("id", "state")
        .first()
    )
    review_id, state = last or (None, Review.State.OPEN)
    return Closing(review_id, state != Review.State.OPEN)


def list_ended(since: date, until: date) -> list[Partnership]:
    """Return the partnerships that ended in some days and still hold their words; one query.

    For reminders only: it asks for no viewer.
    """
    rows = Partnership.objects.filter(
        state=Partnership.State.ENDED, emptied_at=None, ended_at__date__range=(since, until)
    )
    return list(rows)


def kept_until_of(partnership: Partnership) -> date | None:
    """Return the day on which the words of an ended partnership are destroyed; None before its end."""
    if partnership.ended_at is None:
        return None
    return kept_until(timezone.localtime(partnership.ended_at).date())
