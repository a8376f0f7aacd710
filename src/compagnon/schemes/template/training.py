from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.schemes.charter.kinds import charter_of_kind
from compagnon.schemes.models import Scheme
from compagnon.schemes.template.shape import Template

# ETF-01, ETF-02, ETF-05: training for mentors, with mentoring to practise on. Courses come later.
TRAINING: Final = Template(
    key="training",
    kind=Scheme.Kind.MENTORING,
    title=_("Mentor training programme"),
    purpose=_(
        "For a provider that trains mentors from several organisations while they mentor somebody early in"
        " their career."
    ),
    summary=_(
        "Training for mentors of new teachers and trainers, together with mentoring itself: you learn, you"
        " mentor, and you are supported while you do."
    ),
    focus_areas=(
        "personal_development",
        "curriculum_design",
        "assessment",
        "leadership",
        "workload_wellbeing",
    ),
    charter=charter_of_kind("training"),
    matching={"weights": {"languages": 0}},
    settings={"cadences": ["fortnightly", "monthly"], "length_months": 6, "may_be_directed": True},
)
