"""Where an application stands, in words: what it means now, and what happens next and when. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from compagnon.recruitment.rules.ruling import usual_reason
from compagnon.schemes.settings import MatchingMode

DRAFTS_ARE_KEPT: Final = timedelta(days=30)
_BEFORE_ERASING: Final = timedelta(days=7)
_BEFORE_CLOSING: Final = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class StandingFacts:
    """What is known of an application. `place` is the applicant's place among those who wait, from 1.

    `reason`: what the Coordination Group wrote in the place of the usual sentence. `was_postponed`: they were left for
    this joining point at the one before. `mode`: how people find each other.
    """

    state: str
    closes_on: date
    starts_on: date
    today: date
    saved_on: date | None = None
    place: int = 0
    waiting_count: int = 0
    reason: str = ""
    was_postponed: bool = False
    mode: MatchingMode = MatchingMode.COORDINATED
    is_mentor: bool = False
    is_mentee: bool = True

    @property
    def is_open(self) -> bool:
        """Whether the joining point still takes applications."""
        return self.today <= self.closes_on


@dataclass(frozen=True)
class Standing:
    """The state in a word or two, its tone, what it means, and what happens next."""

    label: StrPromise
    tone: str
    now: str
    then: str


def standing_of(facts: StandingFacts) -> Standing:
    """Say where an application stands, in the language that is spoken now."""
    label, tone, say = _SAID[facts.state]
    now, then = say(facts)
    return Standing(label, tone, now, then)


def erased_on(saved_on: date) -> date:
    """Return the day on which a draft that was last saved on a day is erased."""
    return saved_on + DRAFTS_ARE_KEPT


def reminded_on(saved_on: date, closes_on: date) -> tuple[date, ...]:
    """Return the days on which an applicant is reminded of a draft that was last saved on a day.

    A week before it is erased, and three days before its joining point closes, if they have not worked on it since.
    """
    days = (erased_on(saved_on) - _BEFORE_ERASING, closes_on - _BEFORE_CLOSING)
    return tuple(sorted({day for day in days if day > saved_on}))


def when_decided(closes_on: date, starts_on: date, today: date) -> str:
    """Say when somebody who has applied hears, true on the day it is said."""
    days = {"closes": _on(closes_on), "starts": _on(starts_on)}
    if today <= closes_on:
        return (
            _(
                "You can change your answers until %(closes)s. Then the Coordination Group looks at all applications,"
                " and you hear from us before the programme starts on %(starts)s."
            )
            % days
        )
    return _looked_at(closes_on, starts_on, today)


def when_mentoring_starts(starts_on: date, today: date) -> str:
    """Say when the programme starts, or that it has."""
    started = _(
        "The programme started on %(starts)s; a partnership begins as soon as everybody has said yes."
    )
    said = started if starts_on < today else _("The programme starts on %(starts)s.")
    return said % {"starts": _on(starts_on)}


def next_when_approved(mode: MatchingMode, *, is_mentor: bool, is_mentee: bool) -> str:
    """Say what comes next for whoever is approved, by how people find each other: a letter, or something to do."""
    if mode != MatchingMode.COORDINATED:
        return " ".join(_choosing(mode, is_mentor=is_mentor, is_mentee=is_mentee))
    return _(
        "As soon as there is a partner for you, you get a letter, with the reasons, and you say yes or no."
    )


def when_closing(closes_on: date, today: date) -> str:
    """Say until when a draft is in time, or that it is late."""
    if today <= closes_on:
        return _("Applications close on %(closes)s.") % {"closes": _on(closes_on)}
    return _("This joining point has closed: once you send it, it counts for the next one.")


def _looked_at(closes_on: date, starts_on: date, today: date) -> str:
    if today <= starts_on:
        said = _(
            "Applications closed on %(closes)s, and the Coordination Group looks at them. You hear from us before"
            " the programme starts on %(starts)s."
        )
    else:
        said = _(
            "Applications closed on %(closes)s, and the programme started on %(starts)s. The Coordination Group has not"
            " decided about yours yet; you hear from us as soon as it has."
        )
    return said % {"closes": _on(closes_on), "starts": _on(starts_on)}


def _on(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _draft(facts: StandingFacts) -> tuple[str, str]:
    kept = _("It is kept until %(day)s, and nobody but you can see it.") % {
        "day": _on(erased_on(facts.saved_on or facts.today))
    }
    if facts.is_open:
        return kept, _("Send it by %(day)s to join in time.") % {"day": _on(facts.closes_on)}
    return kept, when_closing(facts.closes_on, facts.today)


def _submitted(facts: StandingFacts) -> tuple[str, str]:
    arrived = _("Your application has arrived.")
    if not facts.is_open:
        return arrived, _looked_at(facts.closes_on, facts.starts_on, facts.today)
    then = _(
        "The Coordination Group looks at it after %(closes)s. You will have a letter before the programme"
        " starts on %(starts)s."
    ) % {"closes": _on(facts.closes_on), "starts": _on(facts.starts_on)}
    return arrived, then


def _asked(_facts: StandingFacts) -> tuple[str, str]:
    return (
        _("The Coordination Group would like to know a little more from you."),
        _("Answer what they ask; then they go on with your application."),
    )


def _approved(facts: StandingFacts) -> tuple[str, str]:
    letter = next_when_approved(facts.mode, is_mentor=facts.is_mentor, is_mentee=facts.is_mentee)
    if facts.mode != MatchingMode.COORDINATED:
        return _("You take part."), letter
    start = when_mentoring_starts(facts.starts_on, facts.today)
    if facts.was_postponed:
        now = _(
            "Nobody was found for you at the last joining point. You take part in this one, and are considered first."
        )
        return now, f"{letter} {start}"
    return _("You take part in the matching."), f"{letter} {start}"


def _choosing(mode: MatchingMode, *, is_mentor: bool, is_mentee: bool) -> Iterator[str]:
    """Say what there is to do where people choose: for peers, for whoever takes learners, and for whoever learns."""
    if mode == MatchingMode.MUTUAL:
        yield _(
            "Look at your profile and show it, so that the others find you. Then look at who else shows one, and ask"
            " somebody."
        )
        return
    if is_mentor:
        yield _("Look at your profile and show it, so that learners find you and can ask.")
    if not is_mentee:
        return
    if mode == MatchingMode.GUIDED:
        yield _(
            "As soon as there are people who would suit you, you get a letter, and ask one of them."
        )
    else:
        yield _("Look at who shows a profile, and ask somebody.")


def _waiting(facts: StandingFacts) -> tuple[str, str]:
    place = _("You are number %(place)d of %(count)d on the waiting list.") % {
        "place": facts.place,
        "count": facts.waiting_count,
    }
    return place, facts.reason or usual_reason(facts.state)


def _declined(facts: StandingFacts) -> tuple[str, str]:
    return (
        _("The Coordination Group could not take this application up."),
        facts.reason or _("You are welcome to write to them, and to apply again next time."),
    )


def _withdrawn(_facts: StandingFacts) -> tuple[str, str]:
    return (
        _("You withdrew. Nobody asked why, and it never counts against you."),
        _("You are welcome at the next joining point."),
    )


def _matched(_facts: StandingFacts) -> tuple[str, str]:
    return (
        _("You have a partner."),
        _("Everything between you stands in your partnership."),
    )


_SAID: Final[Mapping[str, tuple[StrPromise, str, Callable[[StandingFacts], tuple[str, str]]]]] = {
    "draft": (gettext_lazy("Not sent yet"), "warn", _draft),
    "submitted": (gettext_lazy("Sent"), "good", _submitted),
    "asked": (gettext_lazy("We have a question"), "warn", _asked),
    "approved": (gettext_lazy("Approved"), "good", _approved),
    "waiting": (gettext_lazy("On the waiting list"), "plain", _waiting),
    "declined": (gettext_lazy("Not taken up"), "plain", _declined),
    "withdrawn": (gettext_lazy("Withdrawn"), "plain", _withdrawn),
    "matched": (gettext_lazy("Matched"), "good", _matched),
}
