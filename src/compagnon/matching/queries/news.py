"""What waits in a scheme's matching, for the coordinators' letter of the day."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.matching.models import PlannedRelease
from compagnon.matching.queries.standing import Stage, get_standings
from compagnon.schemes.models import JoiningPoint, Scheme


def news(viewer: Actor, scheme: Scheme) -> Iterable[str]:
    """Say how many pairs are found and wait to be released, and what waits for a second person; five queries."""
    points = JoiningPoint.objects.filter(cycle__scheme=scheme, cycle__ends_on__gte=clock.today())
    count = sum(
        standing.run.pair_count
        for standing in get_standings(list(points)).values()
        if standing.run and standing.stage == Stage.FOUND
    )
    if count:
        yield ngettext(
            "%(count)d pair is found and not released yet",
            "%(count)d pairs are found and not released yet",
            count,
        ) % {"count": count}
    planned = PlannedRelease.objects.filter(run__joining_point__cycle__scheme=scheme)
    waiting = planned.exclude(proposed_by=viewer.person_id).count()
    if waiting:
        yield ngettext(
            "%(count)d release waits for a second person",
            "%(count)d releases wait for a second person",
            waiting,
        ) % {"count": waiting}
