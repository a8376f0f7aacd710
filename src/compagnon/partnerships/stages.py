"""Where a partnership stands, seen from outside: who is stuck, at what, since when. Pure; no word of content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.schemes.rules.working_weeks import SchoolDays
from compagnon.schemes.settings import Cadence

# Working weeks, by the calendar of whichever member's comes later.
STARTING: Final = 2
USUAL_GAP: Final = 8
# Without a sign of life the members are asked after two of the intervals they agreed on, six weeks at the least; if
# none of them answers within three more, their coordinators see that they are quiet.
USUAL_SILENCE: Final = 8
SILENCES: Final[Mapping[str, int]] = {
    Cadence.HALF_TERMLY: 12,
    Cadence.MONTHLY: USUAL_SILENCE,
    Cadence.FORTNIGHTLY: 6,
    Cadence.WEEKLY_FIRST: 6,
}
PATIENCE: Final = 3
GAPS: Final[Mapping[str, int]] = {
    Cadence.HALF_TERMLY: USUAL_GAP,
    Cadence.MONTHLY: 6,
    Cadence.FORTNIGHTLY: 4,
    Cadence.WEEKLY_FIRST: 3,
}


class Stage(StrEnum):
    """What a partnership is stuck at, in the order in which it is said; or that it is not."""

    QUIET = "quiet"
    UNSIGNED = "unsigned"
    FIRST_MEETING = "first_meeting"
    GAP = "gap"
    REVIEW = "review"
    ENDING = "ending"
    ON_TRACK = "on_track"
    PAUSED = "paused"
    ENDED = "ended"


LABELS: Final[Mapping[Stage, StrPromise]] = {
    Stage.QUIET: _("Quiet"),
    Stage.UNSIGNED: _("Not signed"),
    Stage.FIRST_MEETING: _("No first meeting planned"),
    Stage.GAP: _("No meeting for a while"),
    Stage.REVIEW: _("Review due"),
    Stage.ENDING: _("Ending due"),
    Stage.ON_TRACK: _("On their way"),
    Stage.PAUSED: _("Resting"),
    Stage.ENDED: _("Ended"),
}
STUCK: Final = (
    Stage.QUIET,
    Stage.UNSIGNED,
    Stage.FIRST_MEETING,
    Stage.GAP,
    Stage.REVIEW,
    Stage.ENDING,
)


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What is known of a partnership from outside: that and when, never what.

    `agreed_on`: since when a learning contract is in force; `frequency` and `review_on` are its own. `heard_on`: the
    last sign of life: a signature, a meeting, the end of a pause, the word of a member that they go on. `meets_on`:
    the day of the meeting that is arranged. `known_stage` and `known_since` are what was found the last time.
    """

    is_paused: bool
    ended_on: date | None
    opened_on: date
    ends_on: date
    heard_on: date
    agreed_on: date | None = None
    frequency: str = ""
    review_on: date | None = None
    met_on: date | None = None
    meets_on: date | None = None
    resumed_on: date | None = None
    calendars: tuple[SchoolDays, ...] = ()
    known_stage: str = ""
    known_since: date | None = None

    @property
    def last_met_on(self) -> date | None:
        """The last meeting that was held; one that was arranged and not recorded counts from its day on."""
        return max((day for day in (self.met_on, self.meets_on) if day), default=None)

    def is_ahead(self, today: date) -> bool:
        """Whether a meeting is ahead."""
        return self.meets_on is not None and self.meets_on >= today

    @property
    def asks_on(self) -> date:
        """When the members are asked whether they go on, if there is no sign of life until then."""
        return self.begins(self.heard_on, SILENCES.get(self.frequency, USUAL_SILENCE))

    def begins(self, since: date, weeks: int) -> date:
        """Return when so many working weeks have passed for every member."""
        return max(
            (one.after_weeks(since, weeks) for one in self.calendars),
            default=since + timedelta(weeks=weeks),
        )


class Standing(NamedTuple):
    """The stage, since when, and the next day on which it may be another one though nobody does anything.

    `begins_on`: the day on which they began to be stuck, some weeks after they last moved; None where they are not.
    `asks_on`: the day from which the members are asked whether they go on; None while a meeting is ahead, and where
    the end comes first.
    """

    stage: Stage
    since_on: date
    changes_on: date | None
    begins_on: date | None = None
    asks_on: date | None = None


class _Possible(NamedTuple):
    stage: Stage
    since_on: date
    begins_on: date


def standing_of(known: Outside, today: date) -> Standing:
    """Say where a partnership stands on a day.

    Not signed, or without a first meeting: after two working weeks. No meeting for a while: after as long as its
    rhythm allows, eight working weeks once each half term. Quiet: once the members were asked after a silence, and none
    of them answered for three working weeks. A review or an end: on its day. Nobody is stuck while a meeting is ahead,
    but for a contract, a review or an end (ALL-39, ALL-65, ALL-74).
    """
    if known.ended_on is not None:
        return Standing(Stage.ENDED, known.ended_on, None)
    if known.is_paused:
        was_so = known.known_stage == Stage.PAUSED and known.known_since is not None
        since = known.known_since if was_so and known.known_since else today
        return Standing(Stage.PAUSED, since, None)
    possible = list(_possible(known, today))
    found = next((one for one in possible if one.begins_on <= today), None)
    later = [one.begins_on for one in possible if one.begins_on > today]
    if known.meets_on is not None and known.is_ahead(today):
        later.append(known.meets_on + timedelta(days=1))
    changes_on = min(later, default=None)
    is_to_ask = not known.is_ahead(today) and known.asks_on < known.ends_on
    asks_on = known.asks_on if is_to_ask else None
    if found is None:
        return Standing(Stage.ON_TRACK, known.heard_on, changes_on, asks_on=asks_on)
    return Standing(found.stage, found.since_on, changes_on, found.begins_on, asks_on)


def _possible(known: Outside, today: date) -> Iterator[_Possible]:
    """Yield what a partnership may be stuck at, and from which day on, what matters most first."""
    yield _Possible(Stage.ENDING, known.ends_on, known.ends_on)
    is_ahead = known.is_ahead(today)
    from_on = known.resumed_on or date.min
    if not is_ahead:
        yield _Possible(Stage.QUIET, known.heard_on, known.begins(known.asks_on, PATIENCE))
    if known.agreed_on is None:
        since = max(known.opened_on, from_on)
        yield _Possible(Stage.UNSIGNED, since, known.begins(since, STARTING))
    elif not is_ahead:
        met_on = known.last_met_on
        since = max(met_on or known.agreed_on, from_on)
        weeks = GAPS.get(known.frequency, USUAL_GAP) if met_on else STARTING
        stage = Stage.GAP if met_on else Stage.FIRST_MEETING
        yield _Possible(stage, since, known.begins(since, weeks))
    if known.review_on is not None:
        yield _Possible(Stage.REVIEW, known.review_on, known.review_on)
