"""What people of each kind of scheme may want to talk about, beside the language teachers' list (`topics`).

A key names one thing in all of these lists, so that an answer can be named wherever it stands.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary
from compagnon.schemes.vocabularies.topics import INTERESTS

# The work of those who support learners in lessons and beside them.
SUPPORT_INTERESTS = Vocabulary(
    "support_interests",
    _("Areas of interest of support staff"),
    (
        Choice(
            "support_settling_in",
            _("Finding my feet in the job"),
            ("Induction", "Settling in", "New to the role", "Starting out"),
        ),
        Choice(
            "support_with_teachers",
            _("Working hand in hand with teachers"),
            ("Working with teachers", "Working with the class teacher", "Teamwork"),
        ),
        Choice(
            "support_communication",
            _("Communicating with learners, with and without speech"),
            ("Communication", "AAC", "Signing", "Makaton", "Communication aids"),
        ),
        Choice(
            "support_materials",
            _("Adapting tasks and materials"),
            ("Adapting materials", "Differentiation", "Differentiating resources", "Resources"),
        ),
        Choice(
            "support_independence",
            _("Helping learners to do more by themselves"),
            ("Independence", "Promoting independence", "Independent learning"),
        ),
        Choice(
            "support_calm",
            _("Staying calm when learners are upset or angry"),
            ("Behaviour", "Challenging behaviour", "Managing behaviour", "De-escalation"),
        ),
        Choice(
            "support_learning_needs",
            _("Getting to know particular needs in learning"),
            ("SEND", "SEN", "Additional learning needs", "ALN", "Autism", "Dyslexia"),
        ),
        Choice(
            "support_technology",
            _("Technology that helps learners take part"),
            ("Assistive technology", "Technology", "Enabling technology"),
        ),
        Choice(
            "support_personal_care",
            _("Personal care with dignity"),
            ("Personal care", "Dignity", "Moving and handling"),
        ),
        Choice(
            "support_qualification",
            _("Working towards a qualification"),
            ("Qualifications", "HLTA", "Training", "Qualification"),
        ),
        Choice(
            "support_leading",
            _("Leading a team of support staff"),
            ("Leadership", "Leading a team", "Managing support staff", "Managing LSAs"),
        ),
    ),
)

# What somebody who learns to be a mentor practises.
TRAINING_INTERESTS = Vocabulary(
    "training_interests",
    _("Areas of interest of mentors in training"),
    (
        Choice(
            "training_beginning",
            _("Beginning a mentoring partnership well"),
            ("Contracting", "Starting a partnership", "Agreements", "Ground rules"),
        ),
        Choice(
            "training_listening",
            _("Listening closely and asking good questions"),
            ("Active listening", "Listening", "Questioning", "Powerful questions"),
        ),
        Choice(
            "training_models",
            _("Models for a mentoring conversation"),
            ("GROW", "OSKAR", "Models", "Coaching models", "Mentoring models"),
        ),
        Choice(
            "training_feedback",
            _("Watching a lesson and talking it over"),
            ("Feedback", "Observation", "Giving feedback", "Lesson observation"),
        ),
        Choice(
            "training_new_teachers",
            _("Accompanying people who are new to teaching"),
            ("Trainees", "Trainee teachers", "New teachers", "Early career teachers", "ITE"),
        ),
        Choice(
            "training_boundaries",
            _("Confidentiality, and where mentoring ends"),
            ("Boundaries", "Confidentiality", "Ethics", "Safeguarding"),
        ),
        Choice(
            "training_hard_talks",
            _("Conversations that are hard to have"),
            ("Difficult conversations", "Challenge", "Challenging conversations"),
        ),
        Choice(
            "training_online",
            _("Mentoring at a distance"),
            ("Online mentoring", "E-mentoring", "Remote mentoring"),
        ),
        Choice(
            "training_culture",
            _("Making mentoring part of my organisation"),
            ("Mentoring culture", "Business case", "Setting up a scheme"),
        ),
    ),
)

# NF-14: how coaching is done, a practice of teaching and learning, or leadership.
COACHING_INTERESTS = Vocabulary(
    "coaching_interests",
    _("Areas of interest in coaching"),
    (
        Choice(
            "coaching_process",
            _("Learning how coaching works"),
            ("Coaching", "Process of coaching", "Coaching skills"),
        ),
        Choice(
            "coaching_goals",
            _("Finding and reaching goals of one's own"),
            ("Goals", "Goal setting", "Setting goals"),
        ),
        Choice(
            "coaching_explaining",
            _("Explaining, and checking what was understood"),
            ("Explanations", "Modelling", "Checking understanding", "Assessment for learning"),
        ),
        Choice(
            "coaching_talk",
            _("Questions and talk in class"),
            ("Questioning", "Classroom talk", "Dialogue", "Oracy"),
        ),
        Choice(
            "coaching_feedback",
            _("Feedback that moves learners on"),
            ("Feedback", "Marking", "Formative assessment"),
        ),
        Choice(
            "coaching_all_learners",
            _("Teaching in which everybody takes part"),
            ("Inclusion", "Adaptive teaching", "Differentiation", "SEND"),
        ),
        Choice(
            "coaching_climate",
            _("A good climate for learning"),
            ("Behaviour", "Behaviour management", "Classroom management", "Routines"),
        ),
        Choice(
            "coaching_trying_out",
            _("Trying out a different way of teaching"),
            ("New approaches", "Innovation", "Pedagogy", "Technology"),
        ),
        Choice(
            "coaching_leading_people",
            _("Leading people and teams"),
            ("Leadership", "Middle leadership", "Leading a team", "Leading a department"),
        ),
        Choice(
            "coaching_leading_change",
            _("Bringing about change in an organisation"),
            ("Change", "Leading change", "School improvement", "Change management"),
        ),
    ),
)

# What two who take turns can look at together.
PEER_INTERESTS = Vocabulary(
    "peer_interests",
    _("Areas of interest in peer coaching"),
    (
        Choice(
            "peer_planning",
            _("Planning lessons together"),
            ("Planning", "Lesson planning", "Joint planning"),
        ),
        Choice(
            "peer_watching",
            _("Watching each other teach"),
            ("Observation", "Peer observation", "Lesson observation", "Visiting lessons"),
        ),
        Choice(
            "peer_video",
            _("Looking at recordings of our own lessons"),
            ("Video", "Recordings", "Filming lessons"),
        ),
        Choice(
            "peer_learners_work",
            _("Looking at learners' work side by side"),
            ("Student work", "Pupils' work", "Work scrutiny", "Moderation"),
        ),
        Choice(
            "peer_learners_voice",
            _("Finding out how learners see it"),
            ("Pupil voice", "Student voice", "Learner voice"),
        ),
        Choice(
            "peer_research",
            _("Reading research and trying it out"),
            ("Research", "Evidence", "Action research", "Lesson study"),
        ),
        Choice(
            "peer_mistakes",
            _("Learning from what went wrong"),
            ("Mistakes", "Reflection", "Reflective practice"),
        ),
        Choice(
            "peer_resources",
            _("Making and sharing materials"),
            ("Resources", "Materials", "Sharing resources"),
        ),
        Choice(
            "peer_questions",
            _("Asking each other better questions"),
            ("Questioning", "Listening", "Active listening"),
        ),
    ),
)

# By the template of the scheme.
_OF_TEMPLATE: Final[Mapping[str, Vocabulary]] = {
    "association": INTERESTS,
    "in_house": SUPPORT_INTERESTS,
    "training": TRAINING_INTERESTS,
    "coaching": COACHING_INTERESTS,
    "peer_coaching": PEER_INTERESTS,
}
# Among a scheme's own words for an interest, those that are read where a language has none.
FIRST: Final = ""
INTEREST_LISTS: Final = frozenset(one.key for one in _OF_TEMPLATE.values())
# Only for names: the same word may mean different things in two lists.
_EVERY_INTEREST: Final = Vocabulary(
    "every_interest",
    INTERESTS.english,
    tuple(choice for one in _OF_TEMPLATE.values() for choice in one.choices),
)


def interests_of(template: str) -> Vocabulary:
    """Return the interests that a kind of scheme asks about."""
    return _OF_TEMPLATE[template]


def names_in(vocabulary: Vocabulary) -> Vocabulary:
    """Return the list that names what was chosen from another: every interest, as a form may have asked otherwise before."""
    return _EVERY_INTEREST if vocabulary.key in INTEREST_LISTS else vocabulary
