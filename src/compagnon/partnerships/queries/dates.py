from uuid import UUID

from django.db.models import Count, F

from compagnon.partnerships.models import Agreement, Partnership
from compagnon.partnerships.rules import PartnershipDates


def list_dates(partnership_id: UUID | None = None) -> list[PartnershipDates]:
    """Return the dates of the learning contracts in force in open partnerships (of one, or of all); one query.

    For reminders only: it asks for no viewer and holds no word. A resting partnership is left in peace.
    """
    rows = (
        Agreement.objects.filter(partnership__state=Partnership.State.OPEN)
        .annotate(
            signed=Count("signatures", distinct=True),
            needed=Count("partnership__members", distinct=True),
        )
        .filter(signed=F("needed"))
        .order_by("partnership_id", "version")
    )
    if partnership_id is not None:
        rows = rows.filter(partnership=partnership_id)
    latest = {row.partnership_id: row for row in rows}
    return [PartnershipDates(key, row.review_on, row.ends_on) for key, row in latest.items()]
