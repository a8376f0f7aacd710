"""The letters that a release of groups would send, as their readers would get them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import Person
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.matching.circle_letters import CIRCLE
from compagnon.matching.models import PairRule, Run
from compagnon.matching.queries.circle_planned import get_planned_groups
from compagnon.matching.queries.circle_releasing import (
    ReleasableGroups,
    get_releasable_groups,
    groups_of,
)
from compagnon.matching.queries.planned_release import PlannedView
from compagnon.matching.queries.release import STANDINGS, LetterView
from compagnon.matching.rules.circle import called, ids_of_group
from compagnon.matching.rules.releasing import Standing
from compagnon.matching.rules.stored import StoredGroup
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import Recipient
from compagnon.notifications.rendering import preview
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others


@dataclass(frozen=True)
class Reader:
    """One of a group, whose letter is shown or can be."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class GroupLettersView:
    """The letters of one group of a run, one of them at a time; where it stands, and what may be released at all.

    `id`: the application that names the group, None where it stays hidden from the reader. `rule_id`: a hold to take back.
    """

    called: StrOrPromise
    readers: tuple[Reader, ...]
    letter: LetterView | None
    position: int
    count: int
    id: UUID | None
    standing: Standing
    rule_id: UUID | None
    releasable: ReleasableGroups
    planned: PlannedView | None
    is_planned: bool
    run_id: UUID

    @property
    def back_to(self) -> str:
        """Where a press comes back to."""
        return f"group-letters-{self.run_id.hex}-{self.position}"

    @property
    def neighbours(self) -> dict[str, str]:
        """Where the groups before and behind it stand; empty where there is none."""
        before, behind = self.position - 1, self.position + 1
        return {
            "previous_url": f"?group={before}" if before else "",
            "next_url": f"?group={behind}" if behind <= self.count else "",
        }

    @property
    def state(self) -> tuple[StrOrPromise, str]:
        """Where this group stands, in words and in a tone."""
        return STANDINGS[self.standing]

    @property
    def ready_count(self) -> int:
        """How many groups the reader may release now."""
        return len(self.releasable.ready)

    @property
    def may_release_alone(self) -> bool:
        """Whether it makes a difference to release this group alone."""
        return self.standing == Standing.READY and self.ready_count > 1

    @property
    def may_hold(self) -> bool:
        """Whether a hold would keep its letters back."""
        return self.id is not None and self.standing == Standing.READY

    @property
    def others(self) -> tuple[tuple[StrOrPromise, int], ...]:
        """How many groups are not released now, by what they wait for."""
        counts = ((one, self.releasable.count(one)) for one in Standing if one != Standing.READY)
        return tuple((STANDINGS[one][0], count) for one, count in counts if count)


def get_group_letters(
    *, viewer: Actor, run: Run, position: int | None, answer_by: date, to: int = 1
) -> GroupLettersView | None:
    """Return the letter that a release would send to one (`to`) of the group at a position, in that reader's language.

    Without a position, the first; of a release that waits, its first. None for whoever may not preview, and past the last.
    What concerns a coordinator's own application stays hidden from her.
    """
    if not decide(viewer, "matching.preview_groups", run).allowed:
        return None
    releasable = get_releasable_groups(viewer, run)
    planned = get_planned_groups(viewer, run, releasable)
    if position is None:
        position = list(releasable.standings).index(planned.pairs[0]) + 1 if planned else 1
    if not 1 <= position <= len(releasable.standings):
        return None
    group = groups_of(run)[position - 1]
    rows = Application.objects.select_related("person").in_bulk(
        [UUID(hex=key) for key in group["ids"]]
    )
    is_hidden = any(is_left_to_others(viewer, row) for row in rows.values())
    ids = ids_of_group(group)
    people = [rows[UUID(hex=key)].person for key in ids if not is_hidden]
    to = to if 1 <= to <= len(people) else 1
    day = planned.answer_by if planned else answer_by
    return GroupLettersView(
        called=called(len(ids), is_led=bool(group["facilitator"])),
        readers=tuple(
            Reader(one.known_as, f"?group={position}&to={place}", place == to)
            for place, one in enumerate(people, 1)
        ),
        letter=_letter(run, group, people[to - 1], day) if people else None,
        position=position,
        count=len(releasable.standings),
        id=None if is_hidden else UUID(hex=ids[0]),
        standing=releasable.standings[ids],
        rule_id=None if is_hidden else _hold(group),
        releasable=releasable,
        planned=planned,
        is_planned=planned is not None and ids in planned.pairs,
        run_id=run.id,
    )


def _hold(group: StoredGroup) -> UUID | None:
    ids = [UUID(hex=key) for key in group["ids"]]
    rows = PairRule.objects.filter(mentor__in=ids, mentee__in=ids, kind=PairRule.Kind.HOLD)
    return rows.values_list("id", flat=True).first()


def _letter(run: Run, group: StoredGroup, person: Person, answer_by: date) -> LetterView:
    facts: dict[str, Fact] = {
        "run_id": run.id,
        "application_id": UUID(hex=group["ids"][0]),
        "answer_by": answer_by,
    }
    mail = preview(CIRCLE, facts, Recipient(person.id, person.email, person.language))
    assert mail is not None  # noqa: S101 -- a proposal's letter is withheld only once there is a proposal
    return LetterView(person.name, person.language, mail.subject, mail.text)
