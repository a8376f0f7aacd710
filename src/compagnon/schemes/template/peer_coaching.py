from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.schemes.charter.kinds import charter_of_kind
from compagnon.schemes.models import Scheme
from compagnon.schemes.template.shape import Template

# NF-18, NF-21, NF-62, NF-80: voluntary, reciprocal, experience and rank set aside.
PEER_COACHING: Final = Template(
    key="peer_coaching",
    kind=Scheme.Kind.PEER_COACHING,
    title=_("Peer coaching"),
    purpose=_(
        "For colleagues who learn with each other and take turns: each supports the other, and experience and"
        " rank are set aside."
    ),
    summary=_(
        "Two colleagues work on their own goals together. You take turns in asking and in answering, and both"
        " of you learn."
    ),
    focus_areas=(
        "behaviour_management",
        "curriculum_design",
        "assessment",
        "multilingual_pedagogies",
        "workload_wellbeing",
    ),
    charter=charter_of_kind("peer_coaching"),
    matching={"weights": {"experience": 0, "purposes": 0}, "rules": {"same_institution": "off"}},
    # NF-22: peers are usually self-selecting.
    settings={
        "matching_mode": "mutual",
        "has_sides": False,
        "cadences": ["fortnightly", "monthly", "half_termly"],
        "length_months": 6,
    },
    promises={
        "may_be_directed": _("Peer coaching is voluntary: nobody is sent to it."),
        "has_sides": _("Peers are all alike: each supports and each learns."),
        "reports_to_managers": _("Peers are all alike: nobody here mentors, and nobody reports."),
        "has_circles": _("Peers work in twos and threes, and nobody leads."),
        "qualification": _(
            "Assessing belongs to mentoring within a qualification, and nowhere else."
        ),
        "weights.experience": _(
            "Peer coaching sets experience and rank aside: nobody is ahead of the other."
        ),
        "weights.purposes": _("Induction and progression belong to mentoring."),
    },
)
