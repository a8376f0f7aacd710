"""Who takes part: roles, whom the charter names, membership, career."""

from django.utils.translation import gettext_noop as _

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary

ROLES = Vocabulary(
    "roles",
    _("Roles"),
    (
        Choice(
            "mentor",
            _("Mentor"),
            (
                "As a mentor",
                "A mentor",
                "I would like to be a mentor",
                "Mentoring",
                "Coach",
                "As a coach",
                "I would like to be a coach",
            ),
        ),
        Choice(
            "mentee",
            _("Mentee"),
            (
                "As a mentee",
                "A mentee",
                "I would like to be a mentee",
                "I would like a mentor",
                "Being mentored",
                "Coachee",
                "As a coachee",
                "I would like a coach",
                "Being coached",
            ),
        ),
    ),
    everything=(
        "Both",
        "Both mentor and mentee",
        "Mentor and mentee",
        "Mentor and/or mentee",
        "Either",
    ),
)

# The people the charter names as welcome (ALL-12), each of whom can say so.
AUDIENCES = Vocabulary(
    "audiences",
    _("Who takes part"),
    (
        Choice(
            "language_teacher",
            _("Language teacher"),
            ("Teacher of languages", "Languages teacher", "MFL teacher"),
        ),
        Choice(
            "specialist",
            _("Languages specialist"),
            (
                "Specialist",
                "Specialist languages teacher",
                "Specialist teacher",
                "Language specialist",
            ),
        ),
        Choice(
            "non_specialist",
            _("Teacher of languages as a non-specialist"),
            (
                "Non-specialist",
                "Non specialist teacher",
                "Nonspecialist",
                "Generalist",
                "Class teacher",
            ),
        ),
        Choice(
            "teaching_assistant",
            _("Teaching assistant"),
            ("TA", "HLTA", "LSA", "Language assistant", "Learning support assistant"),
        ),
        Choice(
            "language_provider",
            _("Language provider"),
            ("Provider", "Languages provider", "Tutor or provider", "Trainer"),
        ),
    ),
)

MEMBERSHIP_CATEGORIES = Vocabulary(
    "membership_categories",
    _("Membership categories"),
    (
        Choice(
            "individual",
            _("Individual member"),
            ("Individual", "Full member", "Personal member", "Full"),
        ),
        Choice(
            "early_career",
            _("Early career member"),
            ("Early career", "ECT", "ECT package", "ECT member", "NQT", "Early career teacher"),
        ),
        Choice(
            "school_group",
            _("School or group member"),
            (
                "School",
                "Group",
                "School member",
                "Group member",
                "School or group",
                "School membership",
            ),
        ),
        Choice(
            "trainee",
            _("Trainee or student member"),
            ("Trainee", "Student", "Trainee member", "Student member"),
        ),
        Choice("retired", _("Retired member"), ("Retired",)),
        Choice(
            "not_a_member",
            _("Not a member yet"),
            ("Not a member", "No", "Non-member", "Not yet", "Applying"),
        ),
    ),
)

CAREER_STAGES = Vocabulary(
    "career_stages",
    _("Career stages"),
    (
        Choice(
            "trainee",
            _("Trainee"),
            ("Trainee teacher", "Student teacher", "PGCE", "PGDE", "ITT", "In training"),
        ),
        Choice(
            "early_career",
            _("Early career"),
            (
                "Early career teacher",
                "ECT",
                "ECT1",
                "ECT2",
                "NQT",
                "RQT",
                "Probationer",
                "Induction",
                "Newly qualified",
                "Newly qualified teacher",
                "Beginning teacher",
            ),
        ),
        Choice(
            "established",
            _("Established teacher"),
            (
                "Established",
                "Experienced teacher",
                "Classroom teacher",
                "Main scale teacher",
                "Teacher",
                "Lecturer",
            ),
        ),
        Choice(
            "middle_leader",
            _("Middle leader or head of department"),
            (
                "Middle leader",
                "Head of department",
                "HoD",
                "Head of languages",
                "Head of MFL",
                "Subject leader",
                "Subject lead",
                "Curriculum leader",
                "Faculty head",
                "Principal teacher",
            ),
        ),
        Choice(
            "senior_leader",
            _("Senior leader"),
            (
                "SLT",
                "Senior leadership team",
                "Headteacher",
                "Head teacher",
                "Deputy head",
                "Assistant head",
            ),
        ),
        Choice(
            "teacher_educator",
            _("Teacher educator"),
            ("ITE tutor", "ITET", "University tutor", "Adviser", "Advisor", "Teacher trainer"),
        ),
        Choice(
            "returner",
            _("Returning to teaching"),
            ("Returner", "Returning teacher", "Career break", "On a career break", "Between posts"),
        ),
        Choice(
            "teaching_assistant",
            _("Teaching assistant"),
            ("TA", "HLTA", "LSA", "Learning support assistant", "Higher level teaching assistant"),
        ),
        Choice(
            "language_assistant",
            _("Language assistant"),
            ("FLA", "Foreign language assistant", "MLA"),
        ),
        Choice("retired", _("Retired"), ("Retired teacher",)),
    ),
)
