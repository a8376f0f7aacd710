"""How a scheme works beside its matching: how often pairs meet, for how long, for whom, with what time. Pure.

A scheme keeps only what it does otherwise than its template (`Scheme.settings`). Every sentence is read by people.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

EXPECTED_MONTHS: Final = (6, 9)  # ALL-67: a warning outside, no block
MOST_MONTHS: Final = 24
_MEETING: Final = Fraction(1)  # hours, for each of the two
_PREPARING: Final = Fraction(1, 2)  # hours, for the mentor (LSIS-78)


class Cadence(StrEnum):
    """How often a pair meets; the keys stand in learning contracts."""

    HALF_TERMLY = "half_termly"
    MONTHLY = "monthly"
    FORTNIGHTLY = "fortnightly"
    WEEKLY_FIRST = "weekly_first"


class Phase(NamedTuple):
    """So many meetings a month, for so many months; None: until the end."""

    meetings: Fraction
    months: int | None


@dataclass(frozen=True)
class Rhythm:
    """A cadence in words, and the phases it has (LSIS-32: weekly, then lighter)."""

    label: StrPromise
    phases: tuple[Phase, ...]


_A_WEEK, _A_FORTNIGHT = Fraction(13, 3), Fraction(13, 6)
RHYTHMS: Final = {
    Cadence.HALF_TERMLY: Rhythm(_("Once each half term"), (Phase(Fraction(1, 2), None),)),
    Cadence.MONTHLY: Rhythm(_("Once a month"), (Phase(Fraction(1), None),)),
    Cadence.FORTNIGHTLY: Rhythm(_("Once a fortnight"), (Phase(_A_FORTNIGHT, None),)),
    Cadence.WEEKLY_FIRST: Rhythm(
        _("Once a week for three months, then once a month"),
        (Phase(_A_WEEK, 3), Phase(Fraction(1), None)),
    ),
}


@dataclass(frozen=True, kw_only=True)
class SchemeSettings:
    """How one scheme works. `cadences`: what a pair may choose, the usual one first.

    `mentor_criteria`: what a mentor is held against when approved; empty: the usual three (LSIS-24, LSIS-73).
    `hours_a_pair` is the time an organisation gives the two together, from beginning to end; `cost_an_hour` what
    an hour costs it, in its own currency (LSIS-61, LSIS-80). `has_buddies`: None where nobody has said (LSIS-64).
    `calendar`: the nation whose terms the scheme goes by, or "nation:place" for a council or institution in it.
    `mentors_after_introduction`: whether people sign up as mentors only once an introductory meeting is over (LSIS-40).
    `alignment`: how the scheme serves what its organisation is for, by language, where it is not the shipped text (ALL-03).
    `may_be_directed`: whether an applicant may say that they were asked to apply, by role and never by name (CORE-12).
    """

    cadences: tuple[Cadence, ...] = (Cadence.HALF_TERMLY, Cadence.MONTHLY)
    length_months: int = 8
    criteria: tuple[str, ...] = ()
    mentor_criteria: tuple[str, ...] = ()
    has_buddies: bool | None = None
    hours_a_pair: int | None = None
    cost_an_hour: int | None = None
    calendar: str = "england"
    mentors_after_introduction: bool = False
    may_be_directed: bool = False
    alignment: Mapping[str, str] = field(default_factory=dict)


class Problem(NamedTuple):
    """What is wrong with a setting, or worth a second thought."""

    field: str
    reason: StrOrPromise


def meetings(cadence: Cadence, months: int) -> int:
    """Return how often a pair meets in so many months, rounded to the nearest whole meeting."""
    left, count = months, Fraction(0)
    for phase in RHYTHMS[cadence].phases:
        lasting = left if phase.months is None else min(left, phase.months)
        count += phase.meetings * lasting
        left -= lasting
    return round(count)


def hours_needed(cadence: Cadence, months: int) -> int:
    """Return the hours a pair needs: an hour a meeting for each of the two, half an hour to prepare for one."""
    return round(meetings(cadence, months) * (2 * _MEETING + _PREPARING))


def problems(settings: SchemeSettings) -> list[Problem]:
    """Return what cannot be, with a sentence for each."""
    found = []
    if not settings.cadences:
        found.append(Problem("cadences", _("Choose at least one way of meeting.")))
    if not 1 <= settings.length_months <= MOST_MONTHS:
        found.append(
            Problem("length_months", _("A partnership lasts between one month and two years."))
        )
    for name in ("hours_a_pair", "cost_an_hour"):
        value = getattr(settings, name)
        if value is not None and value < 1:
            found.append(Problem(name, _("Leave it empty, or give at least one.")))
    return found or list(_beyond_the_budget(settings))


def _beyond_the_budget(settings: SchemeSettings) -> list[Problem]:
    if settings.hours_a_pair is None:
        return []
    return [
        Problem(
            "cadences",
            format_lazy(
                _(
                    "{cadence}: a pair needs {needed} hours for that, and you give {given}."
                    " Choose meetings further apart, a shorter partnership or more hours."
                ),
                cadence=RHYTHMS[cadence].label,
                needed=needed,
                given=settings.hours_a_pair,
            ),
        )
        for cadence in settings.cadences
        if (needed := hours_needed(cadence, settings.length_months)) > settings.hours_a_pair
    ]


def remarks(settings: SchemeSettings) -> list[Problem]:
    """Return what is allowed but unusual."""
    found = []
    shortest, longest = EXPECTED_MONTHS
    if not shortest <= settings.length_months <= longest:
        found.append(Problem("length_months", _("Six to nine months are usual.")))
    if settings.has_buddies is False and Cadence.WEEKLY_FIRST not in settings.cadences:
        found.append(
            Problem(
                "cadences",
                _(
                    "Where nobody has a buddy, somebody new may need to meet more often:"
                    " consider once a week at first."
                ),
            )
        )
    return found


def parsed(stored: Mapping[str, Any]) -> SchemeSettings:
    """Return what a row or a template says; whatever is not said is as usual, and what nobody knows is left out."""
    usual = asdict(SchemeSettings())
    said = {name: stored.get(name, value) for name, value in usual.items()}
    known = {cadence.value: cadence for cadence in Cadence}
    return SchemeSettings(
        **{
            **said,
            "cadences": tuple(known[key] for key in said["cadences"] if key in known),
            "criteria": tuple(said["criteria"]),
            "mentor_criteria": tuple(said["mentor_criteria"]),
        }
    )


def to_stored(settings: SchemeSettings, template: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a scheme keeps: that which differs from its template, as JSON gives it back."""
    usual = asdict(parsed(template))
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(settings).items()
        if value != usual[name]
    }
