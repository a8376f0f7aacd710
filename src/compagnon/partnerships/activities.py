"""What people do at a meeting, by the kind of their work: the lists of the national framework, in our own words."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of

LABELS: Final[Mapping[str, StrOrPromise]] = {
    "listening": _("Active listening"),
    "awareness": _("Becoming more aware of how you work"),
    "shared": _("Learning side by side: observing, or watching a video"),
    "review": _("Looking back, and planning what to do"),
    "setting_goals": _("Finding goals, and supporting progress towards them"),
    "taking_control": _("Taking more of the learning into your own hands"),
    "practice": _("Showing, observing, putting into words and discussing practice"),
    "guidance": _("Guidance, feedback and, where it is needed, direction"),
    "assessing": _("Assessing, appraising or accrediting practice"),
    "brokering": _("Finding other support"),
    "clarifying_goals": _("Making learning goals clear"),
    "planning": _("Planning, with the help of questions"),
    "debriefing": _("Thinking over and talking through what you experienced together"),
    "goals_of_each": _("Understanding the goals of each of you"),
    "planning_together": _("Planning, with questions to each other"),
    "analysing": _("Studying experiences, evidence, research or other examples together"),
    "interpreting": _("Working out together what it means for you"),
}
# CORE-14 to 22, in their order; assessing stands only where a qualification depends on it (CORE-21, NF-27).
_MENTORING: Final = (
    *("setting_goals", "taking_control", "listening", "practice", "shared", "guidance"),
    *("review", "assessing", "brokering"),
)
_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    Scheme.Kind.MENTORING: _MENTORING,
    # NF-29
    Scheme.Kind.COACHING: (
        *("clarifying_goals", "listening", "awareness", "planning", "shared", "debriefing"),
        "review",
    ),
    # NF-20
    Scheme.Kind.PEER_COACHING: (
        *("goals_of_each", "listening", "awareness", "planning_together", "shared", "analysing"),
        *("interpreting", "review"),
    ),
}


def activities_of(scheme: Scheme, kind: str = "") -> list[tuple[str, StrOrPromise]]:
    """Return what members may say that they did at a meeting, in the framework's order.

    `kind`: what a partnership of the scheme is now.
    """
    is_assessed = bool(settings_of(scheme).qualification)
    keys = [key for key in _OF_KIND[kind or scheme.kind] if key != "assessing" or is_assessed]
    return [(key, LABELS[key]) for key in keys]
