"""Two members edit at the same moment, many times over: whatever was taken is there, whatever was not is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.partnerships.changes.agenda_item import add_agenda_item
from compagnon.partnerships.changes.agreement import write_agreement
from compagnon.partnerships.changes.conversation import write_draft
from compagnon.partnerships.changes.meeting import arrange_meeting, record_meeting
from compagnon.partnerships.models import Agreement, Meeting, Member, Partnership
from compagnon.partnerships.queries.copy import get_copy
from compagnon.partnerships.queries.workspace import get_next_meeting
from tests.cast import NOW, World, actor_of
from tests.figures import note
from tests.matching.test_races import at_once
from tests.partnerships.conftest import TERMS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("agreement")]
ROUNDS = 5
Edit = Callable[[Person, str], object]


def together(people: tuple[Person, Person], edit: Edit, kind: str) -> dict[str, str]:
    """Let both do the same thing at once, round after round, each in words of their own; return what came of each."""
    came: dict[str, str] = {}
    for number in range(ROUNDS):
        words = [f"{kind} {one.name} {number}" for one in people]
        doing = [
            lambda one=one, said=said: edit(one, said)  # type: ignore[misc]  # each its own
            for one, said in zip(people, words, strict=True)
        ]
        came |= dict(zip(words, at_once(doing), strict=True))
    return came


def test_of_edits_made_at_the_same_moment_none_is_lost_silently(
    world: World, partnership: Partnership
) -> None:
    people = (world.amal, world.bela)

    def contract(one: Person, said: str) -> None:
        latest = Agreement.objects.filter(partnership=partnership).order_by("-version")[0].version
        terms = replace(TERMS, focus_note=said)
        write_agreement(by=actor_of(one), partnership=partnership, terms=terms, based_on=latest)

    def agenda(one: Person, said: str) -> None:
        add_agenda_item(by=actor_of(one), partnership=partnership, text=said)

    def minutes(one: Person, said: str) -> None:
        record_meeting(
            by=actor_of(one),
            partnership=partnership,
            held_on=clock.today(),
            length_minutes=45,
            attended=[Member.objects.get(partnership=partnership, person=one)],
            action_points=[],
            next_items=said,
        )

    came = {
        **together(people, contract, "contract"),
        **together(people, agenda, "agenda"),
        **together(people, minutes, "minutes"),
    }

    kept = words_in(world, partnership)
    lost = [said for said, how in came.items() if how == "done" and said not in kept]
    told = [said for said, how in came.items() if how == "refused"]
    assert (len(came), lost) == (6 * ROUNDS, [])
    assert {said.split()[0] for said in told} <= {"contract"}
    assert [said for said in told if said in kept] == []
    for said in came:
        note("edits at the same moment, none lost silently", said)


def words_in(world: World, partnership: Partnership) -> set[str]:
    """Everything that a member finds of what was written: all versions, the agenda, all minutes."""
    viewer = actor_of(world.bela)
    copy = get_copy(viewer=viewer, partnership=partnership)
    ahead = get_next_meeting(viewer=viewer, partnership=partnership).agenda.items
    return set(
        chain(
            (one.terms.focus_note for one in copy.agreements),
            (one.text for one in ahead),
            (one.next_items for one in copy.meetings),
        )
    )


def test_notes_in_two_windows_and_one_meeting_recorded_by_both_are_told_of(
    world: World, partnership: Partnership
) -> None:
    meeting = arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW + timedelta(hours=1),
        length_minutes=60,
    )

    def draft(said: str) -> object:
        row = Meeting.objects.select_related("partnership").get(pk=meeting.pk)
        by = actor_of(world.amal)
        return write_draft(by=by, meeting=row, actions=said, next_items="", based_on=0)

    came = at_once([lambda: draft("one"), lambda: draft("other")])

    assert sorted(came) == ["done", "refused"]
    shown = get_next_meeting(viewer=actor_of(world.amal), partnership=partnership)
    assert shown.draft.actions == ("one" if came[0] == "done" else "other")
    for number in range(len(came)):
        note("edits at the same moment, none lost silently", f"draft {number}")
