"""What people want to talk about: interests, focus areas of an agreement, purposes.

Health and identity are not on the list: such answers reveal what must never enter a score,
and a scheme that wants to ask about them asks apart from matching.
"""

from django.utils.translation import gettext_noop as _

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary

INTERESTS = Vocabulary(
    "interests",
    _("Areas of interest"),
    (
        Choice(
            "transition",
            _("Moving from primary to secondary"),
            ("KS2-KS3 transition", "Transition"),
        ),
        Choice(
            "phonics",
            _("Phonics and sound-spelling links"),
            ("Phonics", "Sound-spelling", "Phonics/SSC"),
        ),
        Choice("grammar", _("Grammar"), ("Teaching grammar",)),
        Choice("vocabulary", _("Vocabulary"), ("Teaching vocabulary", "Vocab")),
        Choice(
            "speaking", _("Speaking"), ("Oracy", "Spontaneous speaking", "Target language talk")
        ),
        Choice("listening", _("Listening"), ("Listening skills",)),
        Choice("reading_writing", _("Reading and writing"), ("Reading", "Writing", "Literacy")),
        Choice("curriculum_design", _("Curriculum design"), ("Curriculum", "Curriculum planning")),
        Choice(
            "assessment",
            _("Assessment and examination change"),
            (
                "Assessment",
                "GCSE",
                "A level",
                "Assessment and GCSE/A level change",
                "Exams",
                "Assessment, GCSE and A level",
            ),
        ),
        Choice(
            "uptake",
            _("Uptake and options"),
            ("Uptake", "Options", "Motivation", "Uptake, options and motivation"),
        ),
        Choice(
            "inclusion",
            _("Mixed ability and SEND"),
            ("SEND", "Mixed ability", "Mixed ability/SEND", "Inclusion"),
        ),
        Choice(
            "multilingual",
            _("Multilingual classrooms and EAL"),
            (
                "EAL",
                "Multilingual pedagogies",
                "EAL and multilingual pedagogies",
                "Multilingualism",
            ),
        ),
        Choice(
            "home_languages",
            _("Home languages and their accreditation"),
            (
                "Home languages",
                "Heritage languages",
                "Community languages",
                "Home languages accreditation",
            ),
        ),
        Choice(
            "decolonising",
            _("Decolonising the curriculum"),
            ("Decolonising", "Decolonise MFL", "Diversity in the curriculum"),
        ),
        Choice(
            "culture",
            _("Culture, literature and film"),
            ("Culture", "Literature", "Film", "Culture/literature/film", "Intercultural learning"),
        ),
        Choice(
            "clil",
            _("Teaching other subjects through a language (CLIL)"),
            ("CLIL", "Immersion", "Bilingual teaching"),
        ),
        Choice(
            "technology",
            _("AI and technology"),
            ("AI", "Technology", "Digital", "Digital learning", "EdTech"),
        ),
        Choice(
            "trips", _("Trips and exchanges"), ("Trips", "Exchanges", "Visits", "School exchanges")
        ),
        Choice("behaviour", _("Behaviour"), ("Behaviour management", "Classroom management")),
        Choice(
            "wellbeing",
            _("Workload and wellbeing"),
            ("Workload", "Wellbeing", "Well-being", "Work-life balance"),
        ),
        Choice(
            "leadership",
            _("Leadership"),
            ("Middle leadership", "Leading a department", "Leading a team", "Leading"),
        ),
        Choice(
            "small_groups",
            _("Small A level classes and their timetable"),
            (
                "Small A level classes",
                "Timetabling",
                "Timetabling small A level classes",
                "Small groups",
            ),
        ),
        Choice(
            "primary_languages",
            _("Primary languages without being a specialist"),
            ("Primary languages", "Non-specialist primary teaching", "Non-specialist teaching"),
        ),
        Choice(
            "research",
            _("Research and writing"),
            ("Research", "Writing for publication", "Action research"),
        ),
        Choice(
            "teacher_education",
            _("Mentoring trainees"),
            ("ITT mentoring", "ITE", "Teacher education", "ITT"),
        ),
        Choice(
            "job_applications",
            _("Job applications"),
            ("Applications", "Interviews", "Career progression", "Career"),
        ),
        Choice("returning", _("Returning to teaching"), ("Returning", "Return to teaching")),
        Choice(
            "flexible_working",
            _("Part-time and flexible working"),
            ("Part-time", "Flexible working", "Part-time/flexible working"),
        ),
        Choice(
            "sole_teacher",
            _("Being the only language teacher"),
            (
                "Sole-teacher departments",
                "One-person department",
                "Sole teacher",
                "Small departments",
            ),
        ),
    ),
)

# ALL-64: the examples an agreement starts from; a pair adds its own in words.
FOCUS_AREAS = Vocabulary(
    "focus_areas",
    _("Focus areas"),
    (
        Choice("personal_development", _("Personal development")),
        Choice("behaviour_management", _("Behaviour management"), ("Behaviour",)),
        Choice("curriculum_design", _("Curriculum design"), ("Curriculum",)),
        Choice("assessment", _("Assessment")),
        Choice("multilingual_pedagogies", _("Multilingual pedagogies"), ("Multilingualism",)),
        Choice("leadership", _("Leadership")),
        Choice(
            "workload_wellbeing",
            _("Workload and wellbeing"),
            ("Workload", "Wellbeing", "Well-being"),
        ),
    ),
)

# CORE-02: why somebody would like a mentor now.
PURPOSES = Vocabulary(
    "purposes",
    _("Purposes"),
    (
        Choice(
            "induction",
            _("Induction"),
            ("Settling into a new school", "Starting out", "New to the profession"),
        ),
        Choice(
            "progression",
            _("Progression"),
            ("Taking on a new role", "Growing into a new role", "New role"),
        ),
        Choice(
            "challenge",
            _("Challenge"),
            ("Tackling a difficulty", "Working through a difficulty", "A challenge"),
        ),
    ),
)
