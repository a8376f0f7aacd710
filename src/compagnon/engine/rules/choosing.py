"""Who stands above whom, and who chose whom: rules that name people by whole relations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

import numpy as np

from compagnon.engine.judging.grid import Flags, Grid
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person
from compagnon.engine.rules.base import Rule


def management_lines(managers: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return everybody who stands above somebody, however far, from (manager id, id of who is managed).

    For `ForbiddenPairs`: neither a manager nor a manager's manager mentors, whichever way round.
    Two who have the same manager stand in no line. Managers need not take part: the line runs
    through them. Where people were named as each other's managers by mistake, all in the ring stand
    above each other. O(lines + people x people above them).
    """
    above: dict[str, set[str]] = {}
    for manager, managed in managers:
        above.setdefault(managed, set()).add(manager)
    found = set()
    for person in above:
        ahead, seen = [person], set[str]()
        while ahead:
            new = above.get(ahead.pop(), set()) - seen
            seen |= new
            ahead += new
        found |= {(manager, person) for manager in seen if manager != person}
    return frozenset(found)


@dataclass(frozen=True)
class RequireChoice(Rule):
    """Whoever chose somebody is paired with one of those only, and only if they do not choose otherwise (NF-22).

    `choices` holds (id of who chose, id of who was chosen). Two are let be a pair if each chose the
    other, or one did and the other chose nobody, or neither chose anybody.
    """

    choices: frozenset[tuple[str, str]]
    waivable: bool = True
    key: str = "choice"
    elementwise: ClassVar[bool] = True
    _chosen: Mapping[str, list[str]] = field(init=False, repr=False, compare=False)
    _numbers: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _choices: tuple[Callable[[Person], int | None], ...] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        chosen: dict[str, list[str]] = {}
        for chooser, other in sorted(self.choices):
            chosen.setdefault(chooser, []).append(other)
        ids = sorted({other for _, other in self.choices})
        most = max(map(len, chosen.values()), default=0)
        object.__setattr__(self, "_chosen", chosen)
        object.__setattr__(self, "_numbers", {name: number for number, name in enumerate(ids)})
        object.__setattr__(self, "_choices", tuple(partial(self._choice, k) for k in range(most)))

    def _own(self, person: Person) -> int | None:
        """Return the number of somebody who was chosen."""
        return self._numbers.get(person.id)

    def _choice(self, count: int, person: Person) -> int | None:
        """Return the number of somebody's first choice, second choice, … (in no order that matters)."""
        chosen = self._chosen.get(person.id, [])
        return self._numbers[chosen[count]] if count < len(chosen) else None

    def _refuses(self, person: Person, other: Person) -> bool:
        return person.id in self._chosen and other.id not in self._chosen[person.id]

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        return self._refuses(mentee, mentor) or self._refuses(mentor, mentee)

    def forbids_all(self, grid: Grid) -> Flags:
        rows, is_row, columns, is_column = grid.numbers(self._own)
        no_choice = np.zeros((1, 1), dtype=np.bool_)
        mine, theirs, mine_chose, theirs_chose = (no_choice,) * 4
        for choice in self._choices:
            of_row, row_chose, of_column, column_chose = grid.numbers(choice)
            mine = mine | ((of_row[:, None] == columns) & row_chose[:, None] & is_column)
            theirs = theirs | ((of_column == rows[:, None]) & column_chose & is_row[:, None])
            mine_chose, theirs_chose = mine_chose | row_chose[:, None], theirs_chose | column_chose
        refused = (mine_chose & ~mine) | (theirs_chose & ~theirs)
        return np.broadcast_to(refused, grid.shape).copy()

    def reason(self) -> Reason:
        return Reason("rule.require_choice")
