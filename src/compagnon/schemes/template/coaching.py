from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.schemes.charter.kinds import charter_of_kind
from compagnon.schemes.models import Scheme
from compagnon.schemes.template.shape import Template

# NF-07, NF-08, NF-15, NF-34: established practitioners who own their learning, at any stage.
COACHING: Final = Template(
    key="coaching",
    kind=Scheme.Kind.COACHING,
    title=_("Coaching"),
    purpose=_(
        "For experienced practitioners who want to look at one side of their practice, and say themselves"
        " where it should go."
    ),
    summary=_(
        "A coach helps you to develop one side of your teaching or your leadership. The goals are yours; your"
        " coach asks, listens and keeps you thinking."
    ),
    focus_areas=(
        "behaviour_management",
        "curriculum_design",
        "assessment",
        "multilingual_pedagogies",
        "leadership",
    ),
    charter=charter_of_kind("coaching"),
    # A coach need not be ahead by years, and why somebody asks is not a stage of their career.
    matching={"weights": {"experience": 0, "purposes": 0}, "rules": {"same_institution": "off"}},
    # NF-16: coaches are chosen by those who learn.
    settings={
        "matching_mode": "open",
        "cadences": ["fortnightly", "monthly", "half_termly"],
        "length_months": 6,
    },
    promises={
        "qualification": _(
            "Assessing belongs to mentoring within a qualification, and nowhere else."
        ),
        "weights.purposes": _("Induction and progression belong to mentoring."),
    },
)
