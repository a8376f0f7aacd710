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
MOST_MENTORS: Final = 3  # of one learner; a constraint of proposals
SMALLEST_CIRCLE: Final = 3  # one who facilitates, and two learners
LARGEST_CIRCLE: Final = 12
_MEETING: Final = Fraction(1)  # hours, for each of the two
_PREPARING: Final = Fraction(1, 2)  # hours, for the mentor (LSIS-78)


class Cadence(StrEnum):
    """How often a pair meets; the keys stand in learning contracts."""

    HALF_TERMLY = "half_termly"
    MONTHLY = "monthly"
    FORTNIGHTLY = "fortnightly"
    WEEKLY_FIRST = "weekly_first"


class MatchingMode(StrEnum):
    """How people find each other (NF-16).

    The Coordination Group proposes pairs; or a few people to each learner, who asks one of them; or learners ask among
    all who show a profile; or peers of one pool choose each other (NF-22).
    """

    COORDINATED = "coordinated"
    GUIDED = "guided"
    OPEN = "open"
    MUTUAL = "mutual"


MODES: Final = {
    MatchingMode.COORDINATED: _("The Coordination Group proposes, and both say yes or no"),
    MatchingMode.GUIDED: _(
        "The Coordination Group suggests two or three people to each learner, with reasons; the learner asks one"
    ),
    MatchingMode.OPEN: _(
        "Learners choose among those who show a profile, and ask; the group can still propose"
    ),
    MatchingMode.MUTUAL: _("Peers of one pool choose each other, two or three together"),
}


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
    `qualification`: the course or award that taking part belongs to, if it does: only then may anybody be assessed (NF-27).
    `calendar`: the nation whose terms the scheme goes by, or "nation:place" for a council or institution in it.
    `mentors_after_introduction`: whether people sign up as mentors only once an introductory meeting is over (LSIS-40).
    `alignment`: how the scheme serves what its organisation is for, by language, where it is not the shipped text (ALL-03).
    `role_words`: what those who take part are called, by language, where it is not the shipped words (LSIS-88).
    `paper_words`: what stands before and after what its documents say, by language (LSIS-83).
    `matching_mode`: how people find each other.
    `may_be_directed`: whether an applicant may say that they were asked to apply, by role and never by name (CORE-12).
    `needs_second_person`: whether one coordinator proposes a release and another one confirms it. Off unless chosen, in an
    association's scheme as well: a group that is one person at first would be left with matches that nobody can release.
    `most_mentors`: how many mentors one learner may have at a time; more than one only for who asks for it (NF-02).
    `has_votes`: whether the group votes on proposed pairs; the votes are counted and decide nothing by themselves.
    `has_sides`: whether some offer and others ask; without, all are peers of one pool (NF-21). A template says so.
    `has_trios`: whether peers may be three where the group matches them and somebody is left over (NF-18).
    `has_circles`: whether the group may match circles, one who facilitates and several learners (ALL-41), of `circle_least`
    to `circle_most` people, whoever facilitates among them.
    `reports_to_managers`: whether a mentor may tell their own line manager how it goes, as the mentee approves (LSIS-56).
    """

    cadences: tuple[Cadence, ...] = (Cadence.HALF_TERMLY, Cadence.MONTHLY)
    matching_mode: MatchingMode = MatchingMode.COORDINATED
    length_months: int = 8
    criteria: tuple[str, ...] = ()
    mentor_criteria: tuple[str, ...] = ()
    has_buddies: bool | None = None
    hours_a_pair: int | None = None
    cost_an_hour: int | None = None
    qualification: str = ""
    calendar: str = "england"
    mentors_after_introduction: bool = False
    may_be_directed: bool = False
    needs_second_person: bool = False
    has_votes: bool = False
    most_mentors: int = 1
    has_sides: bool = True
    has_trios: bool = True
    has_circles: bool = False
    reports_to_managers: bool = False
    circle_least: int = 4
    circle_most: int = 6
    alignment: Mapping[str, str] = field(default_factory=dict)
    role_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    paper_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_pool(self) -> bool:
        """Whether all are peers of one pool: there are no sides, everybody learns and supports (NF-21)."""
        return not self.has_sides or self.peers_choose

    @property
    def peers_choose(self) -> bool:
        """Whether peers of one pool choose each other (NF-22), so that the group does not match them."""
        return self.matching_mode == MatchingMode.MUTUAL

    @property
    def offers_circles(self) -> bool:
        """Whether the group may match circles: where they are switched on, and some offer what others ask for."""
        return self.has_circles and not self.is_pool


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
    found += _of_groups(settings)
    for name in ("hours_a_pair", "cost_an_hour"):
        value = getattr(settings, name)
        if value is not None and value < 1:
            found.append(Problem(name, _("Leave it empty, or give at least one.")))
    return found or list(_beyond_the_budget(settings))


def _of_groups(settings: SchemeSettings) -> list[Problem]:
    found = []
    if not 1 <= settings.most_mentors <= MOST_MENTORS:
        found.append(Problem("most_mentors", _("A learner has one to three.")))
    if not SMALLEST_CIRCLE <= settings.circle_least <= settings.circle_most <= LARGEST_CIRCLE:
        reason = _("A circle has 3 to 12 people, and the smallest is not above the largest.")
        found.append(Problem("circle_least", reason))
    return found


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
    if settings.reports_to_managers:
        found.append(
            Problem(
                "reports_to_managers",
                _(
                    "The charter that ships says that no report is made on anyone. Say in yours what a line manager"
                    " hears, and publish it anew."
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
            "matching_mode": _mode_of(said["matching_mode"]),
            "criteria": tuple(said["criteria"]),
            "mentor_criteria": tuple(said["mentor_criteria"]),
        }
    )


def _mode_of(stored: object) -> MatchingMode:
    """Return the mode that is stored; one that nobody knows is the usual one."""
    known = {mode.value: mode for mode in MatchingMode}
    return known.get(str(stored), MatchingMode.COORDINATED)


def to_stored(settings: SchemeSettings, template: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a scheme keeps: that which differs from its template, as JSON gives it back."""
    usual = asdict(parsed(template))
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(settings).items()
        if value != usual[name]
    }
