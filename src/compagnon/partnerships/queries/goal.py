from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.partnerships.models import Goal, GoalNote, Partnership
from compagnon.partnerships.queries.goal_link import GoalLinkView, links_in
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import MOST_ACTIVE_GOALS, GoalWords


@dataclass(frozen=True)
class GoalNoteView:
    """A note on a goal; by its owner it says how it goes."""

    author_name: str
    is_owners: bool
    written_at: datetime
    text: str


@dataclass(frozen=True)
class GoalView:
    """A goal as the members read it, with its notes, the latest first, and its links; in a plan with the latest note alone."""

    id: UUID
    owner_name: str
    is_viewers: bool
    state: str
    set_at: datetime
    target_on: date | None
    words: GoalWords
    version: int
    notes: tuple[GoalNoteView, ...] = ()
    links: tuple[GoalLinkView, ...] = ()

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed while it is at work."""
        is_past = self.target_on is not None and self.target_on < clock.today()
        return is_past and self.state == Goal.State.ACTIVE


@dataclass(frozen=True)
class Plan:
    """The development plan of a partnership, the reader's own goals first."""

    goals: tuple[GoalView, ...]

    @property
    def active(self) -> list[GoalView]:
        """The goals at work."""
        return [goal for goal in self.goals if goal.state == Goal.State.ACTIVE]

    @property
    def paused(self) -> list[GoalView]:
        """The goals that rest."""
        return [goal for goal in self.goals if goal.state == Goal.State.PAUSED]

    @property
    def reached(self) -> list[GoalView]:
        """The goals that are reached."""
        return [goal for goal in self.goals if goal.state == Goal.State.REACHED]

    @property
    def has_room(self) -> bool:
        """Whether the reader may set another goal."""
        return sum(goal.is_viewers for goal in self.active) < MOST_ACTIVE_GOALS


def get_plan(*, viewer: Actor, partnership: Partnership) -> Plan:
    """Return a partnership's development plan, opened for a member. Refuses (`Closed`) anybody else."""
    return plan_in(Reading(viewer, partnership))


def plan_in(reading: Reading) -> Plan:
    """Return the development plan of the partnership that is being read."""
    goals = (
        _goal(row, reading, _latest(row, reading))
        for row in reading.goals
        if row.owner_id in reading.members
    )
    # An erased member's goals have no words left; who left took theirs along.
    shown = [goal for goal in goals if goal.words.title]
    return Plan(tuple(sorted(shown, key=lambda goal: not goal.is_viewers)))


def goals_in(reading: Reading) -> list[GoalView]:
    """Return the goals of the partnership that is being read with all notes and links, the reader's own first."""
    by_goal: dict[UUID, list[GoalNote]] = {}
    for row in GoalNote.objects.filter(goal__in=[one.id for one in reading.goals]).order_by(
        "-written_at", "id"
    ):
        by_goal.setdefault(row.goal_id, []).append(row)
    links = links_in(reading, reading.goals)
    goals = (
        replace(
            _goal(one, reading, tuple(_note(row, one, reading) for row in by_goal.get(one.id, ()))),
            links=tuple(links.get(one.id, ())),
        )
        for one in reading.goals
    )
    shown = [goal for goal in goals if goal.words.title]
    return sorted(shown, key=lambda goal: not goal.is_viewers)


def get_goal(*, viewer: Actor, goal: Goal) -> GoalView:
    """Return a goal with its notes, the latest first, and links, opened for a member. Refuses (`Closed`) anybody else."""
    reading = Reading(viewer, goal.partnership)
    rows = GoalNote.objects.filter(goal=goal).order_by("-written_at", "id")
    shown = _goal(goal, reading, tuple(_note(row, goal, reading) for row in rows))
    return replace(shown, links=tuple(links_in(reading, [goal]).get(goal.id, ())))


def _goal(row: Goal, reading: Reading, notes: tuple[GoalNoteView, ...] = ()) -> GoalView:
    owner = reading.member(row.owner_id)
    return GoalView(
        id=row.id,
        owner_name=owner.person.known_as,
        is_viewers=owner.id == reading.own.id,
        state=row.state,
        set_at=row.set_at,
        target_on=row.target_on,
        words=GoalWords(**{name: reading.grant.read(row, name) for name in row.encrypted_fields()}),
        version=row.text_version,
        notes=tuple(note for note in notes if note.text),  # of somebody erased, none are left
    )


def _latest(goal: Goal, reading: Reading) -> tuple[GoalNoteView, ...]:
    note = reading.latest_goal_notes.get(goal.id)
    return () if note is None else (_note(note, goal, reading),)


def _note(row: GoalNote, goal: Goal, reading: Reading) -> GoalNoteView:
    row.goal = goal
    return GoalNoteView(
        author_name=reading.member(row.member_id).person.known_as,
        is_owners=row.member_id == goal.owner_id,
        written_at=row.written_at,
        text=reading.grant.read(row, "text"),
    )
