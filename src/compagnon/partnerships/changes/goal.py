from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.events import (
    GoalNoteWritten,
    GoalPaused,
    GoalReached,
    GoalResumed,
    GoalRevised,
    GoalSet,
)
from compagnon.partnerships.models import Goal, GoalNote, Member, Partnership
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.rules import MOST_ACTIVE_GOALS, GoalWords
from compagnon.partnerships.states import GOAL


class GoalOvertaken(Refused):
    """The goal was worded anew in another window meanwhile; nothing was overwritten."""


@change("partnerships.set_goal", on="partnership")
def set_goal(
    *, by: Actor, partnership: Partnership, words: GoalWords, target_on: date | None
) -> Goal:
    """Set a goal of one's own; the others read it. Refused for a day that has passed, and beside three at work."""
    owner = membership_in(by, partnership)
    _refuse_past(target_on)
    _refuse_a_fourth(partnership, owner)
    goal = Goal(partnership=partnership, owner=owner, set_at=clock.now(), target_on=target_on)
    write_text(goal, author_id=owner.person_id, texts=asdict(words))
    goal.save(force_insert=True)
    record(GoalSet(goal_id=goal.id, partnership_id=partnership.id), by=by)
    return goal


@change("partnerships.revise_goal", on="goal")
def revise_goal(
    *, by: Actor, goal: Goal, words: GoalWords, target_on: date | None, based_on: int
) -> Goal:
    """Word one's own goal anew, or move its day.

    `based_on` is the version the owner had before their eyes. Refused when it was worded anew since, and for
    a day that has passed unless it stood there already.
    """
    current = Goal.objects.select_for_update().get(pk=goal.pk)
    if current.text_version != based_on:
        raise GoalOvertaken(
            _("You changed this goal in another window. That version stands beside what you typed.")
        )
    if target_on != current.target_on:
        _refuse_past(target_on)
    goal.text_version = current.text_version
    goal.target_on = target_on
    write_text(goal, author_id=membership_in(by, goal.partnership).person_id, texts=asdict(words))
    goal.save(update_fields=["author_id", "text_version", "target_on", *asdict(words)])
    record(GoalRevised(goal_id=goal.id, partnership_id=goal.partnership_id), by=by)
    return goal


@change("partnerships.reach_goal", on="goal")
def reach_goal(*, by: Actor, goal: Goal, what_changed: str) -> Goal:
    """Say that one's own goal is reached and, in a note, what changed in practice."""
    move(goal, Goal.State.REACHED, GOAL)
    record(GoalReached(goal_id=goal.id, partnership_id=goal.partnership_id), by=by)
    if what_changed:
        write_goal_note(by=by, goal=goal, text=what_changed)
    return goal


@change("partnerships.pause_goal", on="goal")
def pause_goal(*, by: Actor, goal: Goal) -> Goal:
    """Let one's own goal rest; it makes room for another."""
    move(goal, Goal.State.PAUSED, GOAL)
    record(GoalPaused(goal_id=goal.id, partnership_id=goal.partnership_id), by=by)
    return goal


@change("partnerships.resume_goal", on="goal")
def resume_goal(*, by: Actor, goal: Goal) -> Goal:
    """Take one's own goal up again. Refused beside three at work."""
    _refuse_a_fourth(goal.partnership, goal.owner)
    move(goal, Goal.State.ACTIVE, GOAL)
    record(GoalResumed(goal_id=goal.id, partnership_id=goal.partnership_id), by=by)
    return goal


@change("partnerships.write_goal_note", on="goal")
def write_goal_note(*, by: Actor, goal: Goal, text: str) -> GoalNote:
    """Write a note on a goal: how it goes, on one's own; a thought or a question, on somebody else's."""
    member = membership_in(by, goal.partnership)
    note = GoalNote(goal=goal, member=member, written_at=clock.now())
    write_text(note, author_id=member.person_id, texts={"text": text})
    note.save(force_insert=True)
    record(
        GoalNoteWritten(
            goal_id=goal.id, partnership_id=UUID(str(goal.partnership_id)), goal_note_id=note.id
        ),
        by=by,
    )
    return note


def _refuse_past(target_on: date | None) -> None:
    if target_on is not None and target_on < clock.today():
        raise Refused(_("Choose a day to come, or none."), field="target_on")


def _refuse_a_fourth(partnership: Partnership, owner: Member) -> None:
    """Keep a member to three goals at work; two windows at once come one after the other."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    active = Goal.objects.filter(partnership=partnership, owner=owner, state=Goal.State.ACTIVE)
    if active.count() >= MOST_ACTIVE_GOALS:
        raise Refused(
            _("You are at work on three goals, which is plenty. Reach one or let one rest first.")
        )
