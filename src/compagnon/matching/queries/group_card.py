"""One group of a run on a page of its own: all side by side, and what each criterion added for each two."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.matching.models import Run
from compagnon.matching.queries.card import Along, Word, along, beside_of, word_of
from compagnon.matching.queries.circle import (
    GroupRow,
    groups_in_order,
    rows_of_groups,
    title_of,
)
from compagnon.matching.queries.together import Together, get_together
from compagnon.matching.rules.side_by_side import Beside
from compagnon.matching.rules.stored import StoredGroup
from compagnon.matching.rules.told import Part, Teller
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings


@dataclass(frozen=True)
class PartsOfTwo:
    """What each criterion added where one looks at another, who answered something that counts."""

    title: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class GroupCard:
    """People put together, with everything that there is to weigh; as `PairCard` of two."""

    row: GroupRow
    beside: Sequence[Beside]
    parts: Sequence[PartsOfTwo]
    word: Word | None
    together: Together | None
    along: Along


def get_group_card(*, viewer: Actor, run: Run, application_id: UUID) -> GroupCard | None:
    """Return the group of a finished run in which somebody is, for a coordinator; None if in none. 18 queries at most.

    A group in which she is herself, or somebody in whom she declared an interest, stays hidden from her. Refuses
    everybody else.
    """
    groups = groups_in_order(viewer, run)
    found = (number for number, one in enumerate(groups) if application_id.hex in one["ids"])
    place = next(found, None)
    if place is None:
        return None
    group = groups[place]
    (row,) = rows_of_groups(viewer, run, [group])
    ids = [UUID(hex=key) for key in group["ids"]]
    is_shown = bool(row.people)
    return GroupCard(
        row=row,
        beside=_beside(viewer, run, group) if is_shown else (),
        parts=_parts(run, group, row) if is_shown else (),
        word=word_of(row.rule_id, row.word) if is_shown else None,
        together=get_together(viewer=viewer, run=run, ids=ids) if is_shown else None,
        along=along(groups, place, lambda one: _url(run, one)),
    )


def _beside(viewer: Actor, run: Run, group: StoredGroup) -> list[Beside]:
    interests = interest_names(run.joining_point.cycle.scheme)
    return beside_of(viewer, group["ids"], interests, are_sided=bool(group["facilitator"]))


def _parts(run: Run, group: StoredGroup, row: GroupRow) -> tuple[PartsOfTwo, ...]:
    teller = Teller(matching_settings(run.settings), interest_names(run.joining_point.cycle.scheme))
    people = {one.person.id.hex: one.person for one in row.people}
    return tuple(
        PartsOfTwo(title_of(people[view["person_id"]], people[view["other_id"]]), parts)
        for view in group["views"]
        if (parts := teller.parts(view["contributions"]))
    )


def _url(run: Run, group: StoredGroup) -> str:
    return path_to("matching:group", run_id=run.id, application_id=UUID(hex=group["ids"][0]))
