"""What waits in a scheme's partnerships, for the coordinators' letter of the day; a number, nobody's name (ALL-74)."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.partnerships.queries.progress import count_stuck
from compagnon.schemes.models import Scheme


def news(viewer: Actor, scheme: Scheme) -> Iterable[str]:
    """Say how many partnerships are stuck or quiet; two queries, and nothing to whoever does not coordinate the scheme."""
    if not decide(viewer, "partnerships.list_progress", scheme).allowed:
        return
    count = sum(count_stuck(viewer, scheme).values())
    if count:
        yield ngettext(
            "%(count)d partnership is stuck or quiet",
            "%(count)d partnerships are stuck or quiet",
            count,
        ) % {"count": count}
