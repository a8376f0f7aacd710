"""The application of each kind of scheme: the shipped questions that fit, in its own words, and a few of its own.

An association's asks everything; only there is somebody asked whether they are a member (ALL-02).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from compagnon.recruitment.rules.default_form.about_mentoring import APART, HOPES, MEETING
from compagnon.recruitment.rules.default_form.about_you import MEMBERSHIP, TEACHING, WORK
from compagnon.recruitment.rules.default_form.seen_by import GROUP
from compagnon.recruitment.rules.form import Form, Kind, Option, Question, Section
from compagnon.schemes.vocabularies import INTERESTS, interests_of

_LEARNER: Final = ("mentee",)
_HELPER: Final = ("mentor",)


def _adapted(
    section: Section,
    *more: Question,
    without: Collection[str] = (),
    instead: Mapping[str, Mapping[str, Any]] | None = None,
) -> Section:
    """Return a section without some questions, with others in other words, and with more at its end."""
    words = instead or {}
    kept = (
        replace(question, **words.get(question.key, {}))
        for question in section.questions
        if question.key not in without
    )
    return replace(section, questions=(*kept, *more))


def _form(template: str, *sections: Section) -> Form:
    return Form(languages=("en",), sections=tuple(_in_lists_of(template, one) for one in sections))


def _in_lists_of(template: str, section: Section) -> Section:
    """Return a section whose interests are those of a kind of scheme."""
    listed = (
        replace(one, vocabulary=interests_of(template).key)
        if one.vocabulary == INTERESTS.key
        else one
        for one in section.questions
    )
    return replace(section, questions=tuple(listed))


# CORE-12: the learner seeks it out or is directed to it; the pair's yes is theirs in any case. Who directed is said by
# role. Where the scheme does not allow it, these answers are not offered (`rules.entry_route`).
ENTRY_ROUTE: Final = Question(
    key="entry_route",
    kind=Kind.CHOICE,
    roles=_LEARNER,
    choices=(
        Option("own_wish", _("I looked for it myself")),
        Option("offered", _("Somebody offered it to me")),
        Option("directed_manager", _("My line manager asked me to")),
        Option("directed_training", _("Whoever looks after staff development asked me to")),
        Option("directed", _("My organisation asked me to")),
    ),
    label=_("How did you come to apply?"),
    why=_("Nobody is paired against their will: whoever sent you, only your own yes counts."),
    seen_by=GROUP,
)
# LSIS-64: with a buddy for everyday questions, a mentor can turn to the rest.
BUDDY: Final = Question(
    key="has_buddy",
    kind=Kind.CONSENT,
    roles=_LEARNER,
    label=_("Is there a colleague who shows you round and answers everyday questions?"),
    why=_("With such a buddy the two of you can turn to other things."),
    seen_by=GROUP,
)
# LSIS-71: relatively new, with aptitude and potential for more.
MORE_RESPONSIBILITY: Final = Question(
    key="more_responsibility",
    kind=Kind.CONSENT,
    roles=_LEARNER,
    label=_("Would you like to take on more responsibility before long?"),
    why=_("Mentoring is for going further, too, and not only for finding one's feet."),
    seen_by=GROUP,
)
# NF-14: what a coach is expert in.
COACH_EXPERTISE: Final = Question(
    key="coach_expertise",
    kind=Kind.SEVERAL,
    roles=_HELPER,
    required=True,
    choices=(
        Option("process", _("The process of coaching")),
        Option("practice", _("A specific practice of teaching and learning")),
        Option("leadership", _("Leadership")),
    ),
    label=_("In what are you experienced?"),
    why=_("Some look for a coach who knows their subject, others for one who knows coaching."),
    seen_by=GROUP,
)
# NF-17: the coachee tackles a challenge of teaching and learning, or of leadership.
COACHING_CHALLENGE: Final = Question(
    key="coaching_challenge",
    kind=Kind.CHOICE,
    roles=_LEARNER,
    required=True,
    choices=(
        Option("teaching", _("Something in my teaching")),
        Option("leadership", _("Something in how I lead")),
    ),
    label=_("What would you like to work on?"),
    why=_("To find a coach who is experienced in it."),
    seen_by=GROUP,
)
# NF-19: expertise may come from a third party.
OUTSIDE_EXPERTISE: Final = Question(
    key="outside_expertise",
    kind=Kind.SEVERAL,
    choices=(
        Option("course", _("A course")),
        Option("conference", _("A conference")),
        Option("demonstration", _("A lesson to watch")),
        Option("video", _("A video")),
        Option("text", _("Something to read")),
    ),
    label=_("From where would you like to bring in what neither of you knows yet?"),
    why=_("Two who learn together are helped by expertise from outside."),
    seen_by=GROUP,
)
_NOT_A_MEMBER: Final = ("membership_number",)
_AS_A_COACH: Final = {
    "mentoring_experience": {
        "label": _("In a few words: what do you bring as a coach?"),
        "help": _("Experience of coaching is welcome and not needed."),
        "why": _("The Coordination Group approves coaches, and would like to know you a little."),
    },
    "interests_wanted": {"why": _("To find a coach who knows about it.")},
    "interests_offered": {"why": _("To find somebody who wishes for it.")},
}

ASSOCIATION: Final = _form(
    "association", MEMBERSHIP, WORK, TEACHING, _adapted(HOPES, ENTRY_ROUTE), MEETING, APART
)
IN_HOUSE: Final = _form(
    "in_house",
    _adapted(
        WORK,
        without=(*_NOT_A_MEMBER, "region", "postcode_area", "sector"),
        instead={
            "phases": {"label": _("With which age groups do you work?")},
            "institution": {
                "label": _("Your site, building or team"),
                "help": "",
                "why": _("So that you can meet, and work side by side, without a long way."),
            },
        },
    ),
    replace(
        _adapted(
            TEACHING,
            BUDDY,
            without=("career_stage", "languages_taught", "languages_spoken", "route_into_teaching"),
            instead={"experience_years": {"label": _("How many years have you done this work?")}},
        ),
        title=_("Your work"),
    ),
    _adapted(HOPES, MORE_RESPONSIBILITY, ENTRY_ROUTE),
    MEETING,
    APART,
)
TRAINING: Final = _form(
    "training",
    _adapted(WORK, without=_NOT_A_MEMBER),
    TEACHING,
    _adapted(HOPES, ENTRY_ROUTE),
    MEETING,
    APART,
)
COACHING: Final = _form(
    "coaching",
    _adapted(WORK, without=_NOT_A_MEMBER),
    TEACHING,
    _adapted(
        HOPES,
        COACHING_CHALLENGE,
        COACH_EXPERTISE,
        ENTRY_ROUTE,
        without=("purposes",),
        instead=_AS_A_COACH,
    ),
    _adapted(MEETING, instead={"capacity": {"label": _("How many people could you coach?")}}),
    APART,
)
PEER_COACHING: Final = _form(
    "peer_coaching",
    _adapted(WORK, without=_NOT_A_MEMBER),
    _adapted(TEACHING, without=("experience_years",)),
    _adapted(
        HOPES,
        OUTSIDE_EXPERTISE,
        without=("purposes", "mentoring_experience"),
        instead={
            "interests_wanted": {"why": _("To find a colleague who would like to learn it, too.")},
            "interests_offered": {"why": _("You take turns: each of you helps the other.")},
            "hope": {
                "roles": ("mentor", "mentee"),
                "label": _("In a few words: what would you like to learn, and to try out?"),
            },
        },
    ),
    _adapted(MEETING, without=("capacity",)),
    APART,
)
FORMS: Final = {
    "association": ASSOCIATION,
    "in_house": IN_HOUSE,
    "training": TRAINING,
    "coaching": COACHING,
    "peer_coaching": PEER_COACHING,
}
