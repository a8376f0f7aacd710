"""Mentoring, coaching and peer coaching side by side (NF-01, CORE-01), in our words."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.schemes.models import Scheme
from compagnon.schemes.vocabularies import PURPOSES


@dataclass(frozen=True)
class KindWords:
    """What a kind is called, and when it is the right one, in a sentence."""

    kind: Scheme.Kind
    title: StrPromise
    choose_if: StrPromise


@dataclass(frozen=True)
class Row:
    """One question, and what each kind answers."""

    question: StrPromise
    mentoring: StrPromise
    coaching: StrPromise
    peer_coaching: StrPromise

    @property
    def answers(self) -> tuple[tuple[StrPromise, StrPromise], ...]:
        """Each kind's name with its answer."""
        told = (self.mentoring, self.coaching, self.peer_coaching)
        return tuple((words.title, answer) for words, answer in zip(KINDS, told, strict=True))


KINDS: Final = (
    KindWords(
        Scheme.Kind.MENTORING,
        _("Mentoring"),
        _("Somebody begins something new or hard, and an experienced colleague goes with them."),
    ),
    KindWords(
        Scheme.Kind.COACHING,
        _("Coaching"),
        _("Somebody established wants to work on one side of their practice, and leads the way."),
    ),
    KindWords(
        Scheme.Kind.PEER_COACHING,
        _("Peer coaching"),
        _("Two colleagues both learn, and take turns in supporting each other."),
    ),
)
KIND_TITLES: Final = {words.kind.value: words.title for words in KINDS}

COMPARISON: Final = (
    Row(
        _("Why"),
        _(
            "To settle into a job or a profession, to grow into a new role, or to get through a serious"
            " difficulty."
        ),
        _(
            "To look again at practice that is established, because of what learners need, what the school"
            " wants, or a new idea."
        ),
        _(
            "To learn from each other, from mistakes as well as from what goes well, by free choice."
        ),
    ),
    Row(
        _("Who"),
        _(
            "A respected, experienced colleague who knows the role and the setting, chosen for it; and"
            " somebody at a new or demanding stage."
        ),
        _(
            "A coach who knows how to coach, or knows the subject or leading; often chosen by the one who"
            " learns."
        ),
        _("Two who choose each other; both learn. An expert from outside may help."),
    ),
    Row(
        _("What"),
        _(
            "Goals, listening, showing and watching practice, advice and, where it is needed, direction;"
            " review and plans. The mentor cares for the whole development and can be reached."
        ),
        _(
            "The learner's own goals, questions, trying things out, looking at what happened; information,"
            " not direction."
        ),
        _("Both sets of goals, questions in both directions, joint analysis, joint conclusions."),
    ),
    Row(
        _("Where"),
        _(
            "At the workplace and in quiet rooms; also in other people's classrooms, to watch and learn."
        ),
        _("Where the learner works, to see their practice and what they try."),
        _("Where either of the two works, or on video."),
    ),
    Row(
        _("When"),
        _("At the start of a career, at a change of role, or when something is seriously hard."),
        _("At any stage, once somebody is established."),
        _("At any stage, as long as both want to."),
    ),
    Row(
        _("Skills"),
        _(
            "Shows expertise, gives feedback, builds confidence, opens doors, and hands over the lead over"
            " time."
        ),
        _(
            "Leaves the lead with the learner from the beginning; asks more than tells; shares evidence."
        ),
        _("Sets rank aside, dares to be open, tells by asking, and listens."),
    ),
)

# What mentoring may be for, by the keys of the vocabulary of purposes (CORE-03 to 06; NF-02 to 04, NF-06).
MENTORING_FOR: Final = (
    (
        PURPOSES["induction"].label,
        _(
            "Settling into a new school, with practical help from one or several who know how it is run and how"
            " people there work together; for somebody new to the profession, into the profession as a whole."
        ),
    ),
    (
        PURPOSES["progression"].label,
        _(
            "Growing into a new role: meeting what it asks, knowing its rights, responsibilities and values, while"
            " one's teaching or leading takes shape."
        ),
    ),
    (
        PURPOSES["challenge"].label,
        _(
            "Getting to grips with something serious that holds back one's own progress, or that of one's pupils."
        ),
    ),
)
