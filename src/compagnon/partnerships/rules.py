"""Pure rules of the workspace."""

import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from compagnon.schemes.rules.working_weeks import SchoolDays
from compagnon.schemes.vocabularies.grid import DAYS, WEEKEND

EXPECTED_MONTHS: Final = (6, 9)
USUAL_MONTHS: Final = 8
END_NOTICE: Final = timedelta(days=14)
REVIEW_PATIENCE: Final = timedelta(days=7)
KEPT_MONTHS: Final = 6
KEPT_NOTICE: Final = timedelta(days=30)
ACTION_NOTICE: Final = timedelta(days=2)
MOST_ACTIVE_GOALS: Final = 3
# Whether it works is asked after two meetings. Who has not met twice after six working weeks, about a half term, is
# asked then: of those for whom it does not work many never meet. Whoever is not sure is asked as much later again.
FIRST_MEETINGS: Final = 2
FIRST_WEEKS: Final = 6
_SCHOOL_DAY: Final = (
    (time(8, 45), "before_school"),
    (time(12), "morning"),
    (time(13, 30), "lunch"),
    (time(15, 15), "afternoon"),
    (time(18), "after_school"),
)
_WEEKEND: Final = ((time(12), "morning"), (time(18), "afternoon"))


@dataclass(frozen=True)
class ActionPoint:
    """One line of the minutes: what, which member takes it on, and by when if not by the next meeting."""

    text: str
    owner_id: UUID
    due_on: date | None = None


@dataclass(frozen=True)
class Particulars:
    """What may be said of a meeting besides: where it was, what kinds of work it was, what of the agenda came up."""

    place: str = ""
    activities: tuple[str, ...] = ()
    agenda_items: tuple[UUID, ...] = ()


def part_of_week(starts_at: datetime) -> str:
    """Return in which part of which day a local time lies, in the words of the application form: "tue_after_school".

    A weekday is parted as schools part it, between a quarter to nine and a quarter past three; a weekend at noon and six.
    """
    day = tuple(DAYS)[starts_at.weekday()]
    before = _WEEKEND if day in WEEKEND else _SCHOOL_DAY
    part = next((name for until, name in before if starts_at.time() < until), "evening")
    return f"{day}_{part}"


@dataclass(frozen=True)
class Terms:
    """What a learning contract fixes (ALL-62, ALL-64, LSIS-31, LSIS-45).

    Who takes the minutes (ALL-70), how they are in touch between meetings and call one off (ALL-80), what they do not
    talk about, and how much challenge and depth they want (NF-35) may stay empty.
    """

    frequency: str
    mode: str
    length_minutes: int
    review_on: date
    ends_on: date
    focus_areas: tuple[str, ...]
    focus_note: str
    mentor_responsibilities: str
    mentee_responsibilities: str
    minutes_by: str = ""
    contact: str = ""
    off_limits: str = ""
    challenge: str = ""
    depth: str = ""


@dataclass(frozen=True)
class GoalWords:
    """A goal in its owner's words: what, why, from where, how, with what help, and how it will show in practice."""

    title: str
    why: str = ""
    where_now: str = ""
    approaches: str = ""
    resources: str = ""
    evidence: str = ""


class Level(StrEnum):
    """How far somebody sees themselves with a skill. No number stands for it, and none is made of several."""

    NOT_YET = "not_yet"
    SOMETIMES = "sometimes"
    USUALLY = "usually"
    NEARLY_ALWAYS = "nearly_always"
    NOT_RELEVANT = "not_relevant"

    @property
    def height(self) -> int | None:
        """How high it stands in a picture, of four; nothing where the skill does not matter."""
        return None if self is Level.NOT_RELEVANT else list(Level).index(self) + 1


@dataclass(frozen=True)
class Answered:
    """What somebody answered about their skills, as far as they did, and which they want to work on."""

    levels: Mapping[str, Level]
    work_on: str = ""

    def as_text(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"levels": self.levels, "work_on": self.work_on})

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what was kept."""
        kept = json.loads(text)
        return cls({key: Level(one) for key, one in kept["levels"].items()}, kept["work_on"])


@dataclass(frozen=True)
class ObservationWords:
    """An observation in its observer's words: the focus agreed beforehand, what was seen, the dialogue after."""

    focus: str
    seen: str = ""
    dialogue: str = ""


@dataclass(frozen=True)
class Written:
    """What an observer hands in at one step: all the words, the day, how long it took, and strategies to add."""

    words: ObservationWords
    happens_on: date | None
    strategies: tuple[str, ...] = ()
    length_minutes: int | None = None


@dataclass(frozen=True)
class ReviewWords:
    """How one member looks back: what has changed, how they work together, what comes next; at the end, thanks."""

    progress: str = ""
    working: str = ""
    next_steps: str = ""
    thanks: str = ""


@dataclass(frozen=True)
class Decision:
    """What a review decided (LSIS-50): whether to go on and with whom, and to what end."""

    outcome: str = ""
    to_what_end: str = ""


def months_on(day: date, count: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def usual_end(begins_on: date, months: int = USUAL_MONTHS) -> date:
    """Return the end a partnership is planned with: so many months on as its scheme says (ALL-67)."""
    return months_on(begins_on, months)


def usual_review(begins_on: date, months: int = USUAL_MONTHS) -> date:
    """Return the first review: half-way to the usual end, a month on at the earliest."""
    return months_on(begins_on, max(1, months // 2))


def kept_until(ended_on: date) -> date:
    """Return the day on which the words of a partnership are destroyed: half a year after its end."""
    return months_on(ended_on, KEPT_MONTHS)


def latest_end_to_empty(today: date) -> date:
    """Return the last day on which a partnership may have ended whose words are destroyed today."""
    return months_on(today, -KEPT_MONTHS)


def is_unusual_length(begins_on: date, ends_on: date) -> bool:
    """Say whether a partnership is planned for less than six or more than nine months (ALL-67: a warning, no block)."""
    shortest, longest = EXPECTED_MONTHS
    return not months_on(begins_on, shortest) <= ends_on <= months_on(begins_on, longest)


class ReminderKind(StrEnum):
    """What a reminder is about; also the stem of its letter."""

    REVIEW_DUE = "review_due"
    END_NEAR = "end_near"


@dataclass(frozen=True)
class PartnershipDates:
    """The dates of an open partnership whose learning contract is in force.

    `review_on` is None while a review is under way, and after one that named no other day.
    """

    partnership_id: UUID
    review_on: date | None
    ends_on: date


@dataclass(frozen=True)
class LastReview:
    """The latest review of a partnership; `decided_at` is None while it is under way."""

    decided_at: datetime | None
    next_on: date | None


def next_review(review_on: date, written_at: datetime, last: LastReview | None) -> date | None:
    """Return when to look back next, as the contract says or as the review said that was decided after it (ALL-65)."""
    if last is None:
        return review_on
    if last.decided_at is None:
        return None
    if last.next_on is None or last.decided_at < written_at:
        return review_on if review_on > last.decided_at.date() else None
    return last.next_on


def is_time_to_ask(met_count: int, weeks: int) -> bool:
    """Say whether to ask a member if it works: after two meetings, or six working weeks by their own calendar."""
    return met_count >= FIRST_MEETINGS or weeks >= FIRST_WEEKS


def review_kind(dates: PartnershipDates | None, today: date) -> str:
    """Say which review one is that begins today: the last near the planned end, a planned one from its day on."""
    if dates is not None and dates.ends_on - END_NOTICE <= today:
        return "final"
    is_planned = dates is not None and dates.review_on is not None and dates.review_on <= today
    return "planned" if is_planned else "early"


@dataclass(frozen=True)
class DueReminder:
    """One thing to remind both members of; its day is part of its key, so it is said once."""

    kind: ReminderKind
    partnership_id: UUID
    due_on: date


def due(partnerships: Iterable[PartnershipDates], today: date) -> Iterator[DueReminder]:
    """Yield what to remind of: the review from its day on, the end from two weeks before (ALL-34, ALL-65).

    A day missed is caught up on the next; a review of which the end is already near is left out.
    """
    for dates in partnerships:
        if dates.ends_on - END_NOTICE <= today:
            yield DueReminder(
                ReminderKind.END_NEAR, dates.partnership_id, dates.ends_on - END_NOTICE
            )
        elif dates.review_on is not None and dates.review_on <= today:
            yield DueReminder(ReminderKind.REVIEW_DUE, dates.partnership_id, dates.review_on)


@dataclass(frozen=True)
class OpenAction:
    """That a member has something to do by a day: its own, or that of the next meeting."""

    owner_id: UUID
    due_on: date


def is_action_due(one: OpenAction, days: SchoolDays, today: date) -> bool:
    """Say whether to remind its owner: from two days before until the day itself, once however many there are.

    Never in their own holidays: what falls into them is said on the first school day after.
    """
    notice_on = one.due_on - ACTION_NOTICE
    last_on = max(one.due_on, days.first_from(notice_on))
    return notice_on <= today <= last_on and not days.is_holiday(today)
