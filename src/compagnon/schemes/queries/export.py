"""The numbers of a scheme as rows of a file: what its pages show, and no more."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.scheme import get_scheme
from compagnon.schemes.queries.share import get_share_kit


def list_number_rows(*, viewer: Actor, scheme: Scheme) -> list[tuple[str, ...]]:
    """Return a heading and a row for each joining point of a scheme: its days, and every number on the scheme's page."""
    points = [
        (cycle, point)
        for cycle in get_scheme(viewer=viewer, scheme=scheme).cycles
        for point in cycle.joining_points
    ]
    labels = list(dict.fromkeys(str(one.label) for _c, point in points for one in point.counts))
    heading = (_("Cycle"), _("Joining point"), _("Closes on"), _("Starts on"), *labels)
    found = [heading]
    for cycle, point in points:
        counts = {str(one.label): one.value for one in point.counts}
        found.append(
            (
                cycle.name,
                str(point.month_name),
                point.closes_on.isoformat(),
                point.starts_on.isoformat(),
                *(str(counts.get(label, 0)) for label in labels),
            )
        )
    return found


def list_sharing_rows(*, viewer: Actor, scheme: Scheme) -> list[tuple[str, ...]]:
    """Return a heading and a row for each channel and branch of a scheme: its link, and how many came by it."""
    kit = get_share_kit(viewer=viewer, scheme=scheme, language=get_language() or "en")
    heading = (_("Channel or branch"), _("Link"), _("Applications"))
    shares = (*kit.channels, *kit.branches)
    return [
        heading,
        *((str(one.title), one.link, str(one.count or 0)) for one in shares),
    ]
