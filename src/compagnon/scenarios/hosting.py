"""What a branch of the demo invites to."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from compagnon.core.actors import Actor
from compagnon.gatherings.changes import Details, plan_gathering
from compagnon.gatherings.models import Gathering
from compagnon.schemes.policy import led_branches


def invite_to_meet(lead: Actor, *, today: date) -> Gathering:
    """Let whoever leads a branch invite to an evening in three weeks."""
    (branch,) = led_branches(lead)
    details = Details(
        kind=Gathering.Kind.REFLECTION,
        title="An hour to look back",
        starts_at=timezone.make_aware(datetime.combine(today + timedelta(days=21), time(16, 30))),
        length_minutes=60,
        place="The library of the branch, first floor",
        about="What has changed in your teaching since you began to meet? Bring one thing; tea is there.",
    )
    return plan_gathering(by=lead, branch=branch, details=details)
