"""What matching reports to the page of a scheme."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.matching.queries.next_step import next_step
from compagnon.matching.queries.standing import Stage, Standing, get_standings
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.policy import coordinated_schemes
from compagnon.schemes.progress import Count, Report


def report(viewer: Actor, points: Sequence[JoiningPoint]) -> Mapping[UUID, Report]:
    """Return how many pairs were found and proposed at each joining point, and what to do next; three queries.

    Only to the Coordination Group: an administrator sees that there is a scheme, not who is paired with whom.
    """
    own = [point for point in points if point.cycle.scheme_id in coordinated_schemes(viewer)]
    return {point_id: _report(standing) for point_id, standing in get_standings(own).items()}


def _report(standing: Standing) -> Report:
    room = reverse("matching:room", kwargs={"joining_point_id": standing.joining_point_id})
    waiting = standing.run.pair_count if standing.run and standing.stage == Stage.FOUND else 0
    return Report(
        (
            Count(_("Pairs to look at"), waiting, room),
            Count(_("Pairs proposed"), standing.proposed, room),
        ),
        next_step(standing),
    )
