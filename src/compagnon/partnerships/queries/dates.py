from collections.abc import Collection
from datetime import date
from uuid import UUID

from compagnon.partnerships.models import Agreement, Member, Partnership, Review, ReviewAnswer
from compagnon.partnerships.policy import signed_by_all
from compagnon.partnerships.rules import LastReview, PartnershipDates, next_review


def list_dates(of: Collection[UUID] | None = None) -> list[PartnershipDates]:
    """Return the dates of the learning contracts in force in open partnerships (of some, or of all); two queries.

    For reminders and calendars: it asks for no viewer and holds no word. A resting partnership is left in peace.
    """
    rows = signed_by_all(
        Agreement.objects.filter(partnership__state=Partnership.State.OPEN)
    ).order_by("partnership_id", "version")
    if of is not None:
        rows = rows.filter(partnership__in=of)
    latest = {row.partnership_id: row for row in rows}
    reviews = _last_reviews(of)
    return [
        PartnershipDates(
            key, next_review(row.review_on, row.written_at, reviews.get(key)), row.ends_on
        )
        for key, row in latest.items()
    ]


def _last_reviews(of: Collection[UUID] | None) -> dict[UUID, LastReview]:
    rows = Review.objects.filter(partnership__state=Partnership.State.OPEN).order_by("opened_at")
    if of is not None:
        rows = rows.filter(partnership__in=of)
    found = rows.values_list("partnership_id", "decided_at", "next_on")
    return {key: LastReview(decided_at, next_on) for key, decided_at, next_on in found}


def list_waiting_reviews(
    opened_by: date, review_id: UUID | None = None
) -> list[tuple[Review, Member]]:
    """Return who has not handed in yet to a review that began by a day, in partnerships at work; three queries.

    For reminders only: it asks for no viewer and holds no word.
    """
    rows = Review.objects.filter(
        state=Review.State.OPEN,
        opened_at__date__lte=opened_by,
        partnership__state=Partnership.State.OPEN,
    )
    if review_id is not None:
        rows = rows.filter(pk=review_id)
    reviews = {row.partnership_id: row for row in rows}
    given = set(
        ReviewAnswer.objects.filter(
            review__in=[row.id for row in reviews.values()], handed_in_at__isnull=False
        ).values_list("member_id", flat=True)
    )
    members = Member.objects.filter(partnership__in=list(reviews), left_at=None).select_related(
        "person"
    )
    return [(reviews[one.partnership_id], one) for one in members if one.id not in given]
