"""How a partnership goes on once it is open: told as a story, made through changes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from compagnon.core import clock
from compagnon.core.actors import Actor, person
from compagnon.partnerships.changes.action_item import finish_action_item
from compagnon.partnerships.changes.agenda_item import add_agenda_item
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.goal import set_goal, write_goal_note
from compagnon.partnerships.changes.meeting import (
    arrange_meeting,
    record_meeting,
)
from compagnon.partnerships.changes.partnership import pause_partnership
from compagnon.partnerships.models import ActionItem, Goal, Member, Partnership
from compagnon.partnerships.queries.partnership import list_members
from compagnon.partnerships.rules import ActionPoint, GoalWords, Particulars, Terms
from compagnon.scenarios.letters import post_letters


@dataclass(frozen=True)
class Contract:
    """What a pair agreed on, as the mentor wrote it; the mentee may not have signed it yet."""

    focus_areas: tuple[str, ...]
    focus_note: str
    mentor_responsibilities: str
    mentee_responsibilities: str
    is_signed: bool = True


@dataclass(frozen=True)
class Met:
    """A meeting that was held so many days ago, written down by one of the two."""

    days_ago: int
    written_by: str
    points: tuple[tuple[str, str], ...]
    next_items: str
    length_minutes: int = 60
    place: str = "online"
    activities: tuple[str, ...] = ()
    due_in_days: int | None = None


@dataclass(frozen=True)
class Aim:
    """A goal that somebody set so many days ago, and the notes on it: how many days ago, by whom, what."""

    days_ago: int
    role: str
    words: GoalWords
    target_in_days: int | None = None
    notes: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class Story:
    """The first two months of a pair."""

    contract: Contract
    meetings: tuple[Met, ...] = ()
    aims: tuple[Aim, ...] = ()
    agenda: tuple[tuple[str, str], ...] = ()
    done_count: int = 0
    next_in_days: int | None = None
    is_resting: bool = False


def live(partnership: Partnership, story: Story, *, today: date) -> None:
    """Let two people go through a story; the first action items, in the order of the meetings, are done."""
    by_role = {
        member.role: member
        for member in Member.objects.filter(partnership=partnership).select_related("person")
    }
    who = {role: person(member.person_id) for role, member in by_role.items()}
    _agree(partnership, story.contract, who, today)
    for met in story.meetings:
        with happening(today - timedelta(days=met.days_ago)):
            _meet(partnership, met, who[met.written_by], today)
    _finish(partnership, story.done_count)
    _plan(partnership, story.aims, who, today)
    with happening(today - timedelta(days=1)):
        for role, text in story.agenda:
            add_agenda_item(by=who[role], partnership=partnership, text=text)
    if story.next_in_days is not None:
        starts_on = today + timedelta(days=story.next_in_days)
        with happening(today - timedelta(days=1)):
            arrange_meeting(
                by=who["mentee"],
                partnership=partnership,
                starts_at=datetime.combine(starts_on, time(15, 30), tzinfo=UTC),
                length_minutes=60,
            )
    if story.is_resting:
        with happening(today - timedelta(days=6)):
            pause_partnership(by=who["mentee"], partnership=partnership)


def _agree(
    partnership: Partnership, contract: Contract, who: dict[str, Actor], today: date
) -> None:
    terms = Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=60,
        review_on=today + timedelta(days=60),
        ends_on=today + timedelta(days=180),
        focus_areas=contract.focus_areas,
        focus_note=contract.focus_note,
        mentor_responsibilities=contract.mentor_responsibilities,
        mentee_responsibilities=contract.mentee_responsibilities,
    )
    with happening(today - timedelta(days=60)):
        agreement = write_agreement(
            by=who["mentor"], partnership=partnership, terms=terms, based_on=0
        )
        if contract.is_signed:
            sign_agreement(by=who["mentee"], agreement=agreement)


def _meet(partnership: Partnership, met: Met, by: Actor, today: date) -> None:
    due_on = None if met.due_in_days is None else today + timedelta(days=met.due_in_days)
    members = list_members(viewer=by, partnership=partnership)
    of_role = {member.role: member.id for member in members}
    record_meeting(
        by=by,
        partnership=partnership,
        held_on=clock.today(),
        length_minutes=met.length_minutes,
        attended=members,
        action_points=[ActionPoint(text, of_role[role], due_on) for role, text in met.points],
        next_items=met.next_items,
        particulars=Particulars(met.place, met.activities),
    )


def _plan(
    partnership: Partnership, aims: Sequence[Aim], who: dict[str, Actor], today: date
) -> None:
    """Let goals be set and notes be written, each on its day, the earliest first."""
    goals = [_set(partnership, aim, who[aim.role], today) for aim in aims]
    notes = [(note, goal) for aim, goal in zip(aims, goals, strict=True) for note in aim.notes]
    for (days_ago, role, text), goal in sorted(notes, key=lambda one: -one[0][0]):
        with happening(today - timedelta(days=days_ago)):
            write_goal_note(by=who[role], goal=goal, text=text)


def _set(partnership: Partnership, aim: Aim, by: Actor, today: date) -> Goal:
    target_on = today + timedelta(days=aim.target_in_days) if aim.target_in_days else None
    with happening(today - timedelta(days=aim.days_ago)):
        return set_goal(by=by, partnership=partnership, words=aim.words, target_on=target_on)


def _finish(partnership: Partnership, count: int) -> None:
    items = ActionItem.objects.filter(meeting__partnership=partnership).select_related(
        "meeting__partnership", "owner"
    )
    for item in items.order_by("meeting__held_on", "position")[:count]:
        finish_action_item(by=person(item.owner.person_id), action_item=item)


@contextmanager
def happening(day: date) -> Iterator[None]:
    """Let things happen in the afternoon of a day; in the demo their letters arrive in the evening."""
    with at(day):
        yield
        post_letters()


@contextmanager
def at(day: date) -> Iterator[None]:
    """Let things happen in the afternoon of a day, so that a history is not all of today."""
    with clock.moved_to(datetime.combine(day, time(15, 0), tzinfo=UTC)):
        yield
