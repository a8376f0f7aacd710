"""The skills of each role that the National Framework for Mentoring and Coaching names (NF-40 to NF-73), in our words.

Each is a sentence about oneself; "they" is whoever one works with. A key stays for ever: what was kept is read by it.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.partnerships.models import Member
from compagnon.partnerships.rules import Level
from compagnon.schemes.models import Scheme

Skills = Mapping[str, StrPromise]

LEVELS: Final[Mapping[Level, StrPromise]] = {
    Level.NOT_YET: _("Not yet"),
    Level.SOMETIMES: _("Sometimes"),
    Level.USUALLY: _("Usually"),
    Level.NEARLY_ALWAYS: _("Nearly always"),
    Level.NOT_RELEVANT: _("Does not matter here"),
}
_TRUST: Final = _("They can tell me what is difficult, and go away with more confidence.")
_SILENCE: Final = _("I let a silence stand.")
_OWN_WORDS: Final = _("I give their own words back to them.")
_ATTENTION: Final = _("My face and my posture show that I am with them.")
_WHAT_IS_SAID: Final = _("I listen to what is said, and not for my turn to speak.")
_AWARENESS: Final = _(
    "My questions help them to notice things, and to see what they believe and value."
)
_SPECIALISTS: Final = _("I take up what specialists offer, and fit it to where I work.")

SKILLS: Final[Mapping[str, Skills]] = {
    "mentor": {
        "expertise": _("I show how I work, by doing it or by talking it through."),
        "evidence": _("My advice rests on practice or research, and I say on which."),
        "programme": _("What we do together is made for what they need and aim for."),
        "observing": _(
            "I look closely at practice, theirs, mine and that of others, and find words for it."
        ),
        "feedback": _(
            "What I say helps them to learn from what went wrong and from what went well."
        ),
        "trust": _TRUST,
        "frameworks": _(
            "I help them to relate their practice to the standards and awards that matter to them."
        ),
        "brokering": _("Where somebody else can help better, I help to find them."),
        "independence": _("As time goes on I step back, and they decide more."),
        "beliefs": _(
            "My questions bring out what they believe and value, so that they can think it over."
        ),
        "silence": _SILENCE,
        "questions": _(
            "I ask in different ways: to notice, to plan, to weigh what follows, to look for ways, to decide."
        ),
        "attention": _ATTENTION,
        "own_words": _OWN_WORDS,
        "what_is_said": _WHAT_IS_SAID,
    },
    "coach": {
        "expertise": _("I show what I know of this side of teaching, or of coaching."),
        "evidence": _("I help them to find research and evidence that they can use."),
        "programme": _("We agree on steps that fit what they need and aim for."),
        "observing": _("I look closely at their practice and mine, and find words for it."),
        "information": _(
            "I give information and no verdicts, so that they learn from what went wrong and well."
        ),
        "trust": _TRUST,
        "independence": _("From the first meeting on, they decide."),
        "silence": _SILENCE,
        "own_words": _OWN_WORDS,
        "awareness": _AWARENESS,
        "own_plans": _(
            "My questions lead them to plans of their own, to what follows from them, and to solutions."
        ),
        "attention": _ATTENTION,
        "what_is_said": _WHAT_IS_SAID,
    },
    "peer": {
        "specialists": _SPECIALISTS,
        "observing": _("We look together at how each of us works, and find out what it means."),
        "reciprocity": _("I dare as much as I ask of the others: each of us shows how we work."),
        "equals": _("Rank and years of experience stay outside; here we are equals."),
        "valuing": _(
            "I trust what the others and I have learned, and that each of us can steer our own learning."
        ),
        "silence": _SILENCE,
        "own_words": _("I give back what I heard, to see whether I understood it."),
        "awareness": _AWARENESS,
        "asking": _("What I know I offer as a question, and not as an answer."),
        "attention": _ATTENTION,
        "what_is_said": _WHAT_IS_SAID,
    },
    "mentee": {
        "modelled": _("I make use of what I am shown, and fit it to my own work."),
        "responding": _("Questions and suggestions set me thinking, and I try things."),
        "programme": _("I shape what we work on, a little more each time."),
        "observing": _(
            "I look closely at my own practice, at that of others and of my mentor, and find words for it."
        ),
        "honesty": _(
            "I am honest with myself about what I can do, and what I still want to learn."
        ),
    },
    "coachee": {
        "specialists": _SPECIALISTS,
        "dialogue": _("I bring what I think, doubt and try into our conversation."),
        "needs": _("I know what I need and aim for, and find my ways there as we talk."),
        "observing": _(
            "I look closely at my own practice and at how I am coached, and find words for it."
        ),
    },
}
_OF_CIRCLES: Final[dict[str, str]] = {"facilitator": "mentor", "learner": "mentee"}
_OF_COACHING: Final = {"mentor": "coach", "mentee": "coachee"}


def skilled_role(role: str, kind: str) -> str:
    """Return whose skills a member looks at: those of a coach in coaching, of a peer among peers (NF-74).

    Whoever facilitates a circle looks at a mentor's, whoever learns in it at a mentee's.
    """
    if role == Member.Role.PEER or kind == Scheme.Kind.PEER_COACHING:
        return "peer"
    alike = _OF_CIRCLES.get(role, role)
    return _OF_COACHING[alike] if kind == Scheme.Kind.COACHING else alike


def kind_of_skills(role: str) -> str:
    """Return in which kind of work somebody looked at these skills; nothing of a peer, who is one in any scheme."""
    if role == "peer":
        return ""
    return Scheme.Kind.COACHING if role in _OF_COACHING.values() else Scheme.Kind.MENTORING
