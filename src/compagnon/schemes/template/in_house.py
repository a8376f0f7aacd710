from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.schemes.charter.kinds import charter_of_kind
from compagnon.schemes.models import Scheme
from compagnon.schemes.template.shape import ChecklistStep, Template

# LSIS-65: thirteen steps, in this order. The words are ours.
CHECKLIST: Final = (
    ChecklistStep(
        "experienced_staff",
        _("Find experienced colleagues"),
        _("Whose practice is good, day after day? They need their colleagues' respect."),
    ),
    ChecklistStep(
        "introduction",
        _("Invite them to an introduction"),
        _(
            "What the role asks, what can be difficult, confidentiality, listening, what is expected."
        ),
    ),
    ChecklistStep(
        "volunteers",
        _("Ask for volunteers"),
        _("Only after the introduction. Nobody is volunteered by somebody else."),
    ),
    ChecklistStep(
        "mentees",
        _("Agree who is mentored"),
        _(
            "Begin with a few. Say the criteria openly, so that mentoring is never a mark of failure."
        ),
    ),
    ChecklistStep(
        "allocate",
        _("Put pairs together"),
        _(
            "People who can work together, and somebody who is good at what the other wants to learn."
        ),
    ),
    ChecklistStep(
        "agreement",
        _("Have both sign their agreement"),
        _("Before the work begins; both know what is theirs to do."),
    ),
    ChecklistStep(
        "working_together",
        _("Let them work side by side"),
        _("Mentoring has less effect if they see each other in meetings only."),
    ),
    ChecklistStep(
        "meeting_times",
        _("Make time to meet"),
        _("Hours in the timetable and a quiet place, also to prepare."),
    ),
    ChecklistStep(
        "paperwork",
        _("Agree what is written down"),
        _("What is to be learnt, how, and how you will know. Short, and theirs."),
    ),
    ChecklistStep(
        "observations",
        _("Arrange observations"),
        _("In both directions, each with a conversation afterwards, and time to try things out."),
    ),
    ChecklistStep(
        "evaluate",
        _("Ask what it brought"),
        _("Both sides: benefits, difficulties, and what it means for the organisation."),
    ),
    ChecklistStep(
        "amend", _("Change what did not work"), _("And tell everybody what you changed.")
    ),
    ChecklistStep(
        "extend",
        _("Grow it"),
        _("More of them, training, and a place in the plan for staff development."),
    ),
)

IN_HOUSE: Final = Template(
    key="in_house",
    kind=Scheme.Kind.MENTORING,
    title=_("Mentoring for staff of one organisation"),
    purpose=_(
        "For learning support staff and others who work in the same place. With the thirteen steps of setting"
        " it up as a working list."
    ),
    summary=_(
        "An experienced colleague helps you to settle into a new job or a new task, side by side, with time set"
        " aside for it."
    ),
    focus_areas=(
        "personal_development",
        "behaviour_management",
        "assessment",
        "workload_wellbeing",
        "leadership",
    ),
    charter=charter_of_kind("in_house"),
    # The person next door may be the best mentor (LSIS-46, LSIS-75), with time on the same days (LSIS-76).
    matching={
        "weights": {"languages": 0, "sector": 0, "availability": 15, "same_site": 20},
        "rules": {"same_institution": "off"},
    },
    # LSIS-40: volunteers are asked for after the introduction.
    settings={
        "cadences": ["weekly_first", "fortnightly", "monthly"],
        "mentors_after_introduction": True,
        "may_be_directed": True,
    },
    checklist=CHECKLIST,
)
