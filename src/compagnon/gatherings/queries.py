"""What branches invite to: for those who lead them, and for those who may come."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.gatherings.models import Gathering
from compagnon.gatherings.policy import hosted_for
from compagnon.notifications import calendars
from compagnon.schemes.policy import led_branches

MOST_SHOWN: Final = 5
LONGEST: Final = timedelta(hours=12)


@dataclass(frozen=True)
class GatheringView:
    """A gathering as its page shows it."""

    gathering: Gathering
    is_host: bool
    may_change: Decision


def list_led(*, viewer: Actor) -> list[Gathering]:
    """Return what the branches that a viewer leads invite to and invited to, the latest first; one query."""
    rows = Gathering.objects.filter(branch__in=led_branches(viewer)).select_related("branch")
    return list(rows.order_by("-starts_at", "id"))


def list_coming(*, viewer: Actor) -> list[Gathering]:
    """Return the next gatherings that a viewer may come to, because they work with somebody; one query, or none."""
    now = clock.now()
    rows = hosted_for(viewer).filter(starts_at__gt=now - LONGEST).order_by("starts_at", "id")
    return [row for row in rows if not row.is_over][:MOST_SHOWN]


def get_gathering(*, viewer: Actor, gathering: Gathering) -> GatheringView:
    """Return a gathering with what the viewer may do about it."""
    return GatheringView(
        gathering=gathering,
        is_host=decide(viewer, "gatherings.plan_gathering", gathering.branch).allowed,
        may_change=decide(viewer, "gatherings.change_gathering", gathering),
    )


def occasion_of(gathering: Gathering) -> calendars.Occasion:
    """Return a gathering as calendars take it."""
    return calendars.Occasion(
        id=gathering.id,
        sequence=gathering.sequence,
        starts_at=gathering.starts_at,
        length_minutes=gathering.length_minutes,
        title=gathering.title,
        description=gathering.branch.name,
        place=gathering.place,
        is_cancelled=gathering.is_cancelled,
    )
