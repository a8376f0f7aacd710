"""Rules about where the two work: near enough, providers that have an agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from compagnon.engine.distances import Distances
from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.messages import Reason
from compagnon.engine.people import Answer, Person, Reading, require_whole
from compagnon.engine.rules.answers import OnlyShared
from compagnon.engine.rules.base import Rule


@dataclass(frozen=True)
class RequireNear(Rule):
    """The two must work within `most` kilometres, perhaps only if they can only meet there (ALL-36).

    For a scheme that says so; else `Distance` weighs it. Answers are places that `distances` knows; a
    distance that is not known forbids nothing.
    """

    attribute: str
    distances: Distances
    most: int
    only_if: OnlyShared | None = None
    waivable: bool = True
    key: str = ""
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or f"near_{self.attribute}")
        require_whole(self.key, "most", self.most, least=0)

    def _place(self, person: Person) -> int | None:
        return self.distances.place(person.code(self.attribute))

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        apart = self.distances.apart(mentee.code(self.attribute), mentor.code(self.attribute))
        if apart is None or apart <= self.most:
            return False
        return self.only_if is None or self.only_if.holds(mentee, mentor)

    def forbids_all(self, grid: Grid) -> Flags:
        far: Flags = self._beyond(grid) > 0
        return far if self.only_if is None else far & self.only_if.holds_for_all(grid)

    def _beyond(self, grid: Grid) -> Ints:
        """Return by how many kilometres pairs are too far apart; 0 or less: near enough, or not known."""
        return self.distances.all_apart(grid, self._place) - self.most

    def reads(self) -> tuple[Reading, ...]:
        own = (Reading(self.attribute, "choice", choices=self.distances.places),)
        return own if self.only_if is None else (*own, Reading(self.only_if.attribute, "codes"))

    def suiting(self, mentee: Person) -> Sequence[Mapping[str, Answer]]:
        return ({self.attribute: mentee.code(self.attribute)},)

    def shortfalls(self, grid: Grid) -> Ints:
        return self._beyond(grid)

    def reason(self) -> Reason:
        if self.only_if is None:
            return Reason("rule.require_near", {"attribute": self.attribute, "most": self.most})
        return Reason(
            "rule.require_near_if_only",
            {
                "attribute": self.attribute,
                "most": self.most,
                "only": self.only_if.code,
                "shared": self.only_if.attribute,
            },
        )


@dataclass(frozen=True)
class RequireAgreement(Rule):
    """The two must be of one provider, or of two that agreed to lend each other mentors (LSIS-27).

    `agreements` holds two providers each, in either order. With `ForbidSame` of the same attribute
    every mentor comes from another provider.
    """

    attribute: str
    agreements: frozenset[tuple[str, str]]
    waivable: bool = True
    key: str = ""
    elementwise: ClassVar[bool] = True
    _partners: Mapping[str, set[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or f"agreement_{self.attribute}")
        partners: dict[str, set[str]] = {}
        for one, other in self.agreements:
            partners.setdefault(one, set()).add(other)
            partners.setdefault(other, set()).add(one)
        object.__setattr__(self, "_partners", partners)

    def _open(self, mentee: Person) -> frozenset[str]:
        """Return the providers whose mentors a mentee may have: her own, and those that agreed."""
        own = mentee.codes(self.attribute)
        return own.union(*(self._partners.get(provider, ()) for provider in own))

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        mine, theirs = self._open(mentee), mentor.codes(self.attribute)
        return bool(mine and theirs) and not mine & theirs

    def forbids_all(self, grid: Grid) -> Flags:
        hits, rows, columns = grid.hits(self._open, self.attribute)
        closed: Flags = (hits == 0) & (rows > 0)[:, None] & (columns > 0)
        return closed

    def reads(self) -> tuple[Reading, ...]:
        return (Reading(self.attribute, "code"),)

    def suiting(self, mentee: Person) -> Sequence[Mapping[str, Answer]]:
        return [{self.attribute: provider} for provider in sorted(self._open(mentee))] or ({},)

    def reason(self) -> Reason:
        return Reason("rule.require_agreement", {"attribute": self.attribute})
