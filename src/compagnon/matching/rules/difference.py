"""What changed from one run to the next, in the order in which it matters. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from compagnon import engine
from compagnon.matching.rules.stored import StoredResult


class Kind(StrEnum):
    """What happened to a person, a pair, or people who stayed together in a group."""

    LOST = "lost"
    GAINED = "gained"
    MOVED = "moved"
    GONE = "gone"
    NEW = "new"
    LEFT = "left"
    JOINED = "joined"


@dataclass(frozen=True)
class Place:
    """A place in a group: with whom else, and the group's score in the engine's points."""

    other_ids: tuple[str, ...]
    score: int


@dataclass(frozen=True)
class Change:
    """One thing that changed: about one person (on a side, or in a role), a mentor and a mentee, or some of a group.

    `was`, `now`: their place in a group before and after; None without one, and where pairs are compared.
    """

    kind: Kind
    person_ids: tuple[str, ...]
    side: str = ""
    was: Place | None = None
    now: Place | None = None

    @property
    def key(self) -> str:
        """By what a list of changes goes on."""
        return "-".join((self.kind, self.side, *self.person_ids))

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody who is named in it."""
        places = (place for place in (self.was, self.now) if place)
        return (*self.person_ids, *(key for place in places for key in place.other_ids))


@dataclass(frozen=True)
class Changes:
    """How many pairs or groups stayed, and everything that changed: people before pairs, losses before gains."""

    kept: int
    added: int
    removed: int
    gained: int
    lost: int
    total: int
    changes: tuple[Change, ...]


def difference(before: StoredResult, after: StoredResult) -> Changes:
    """Compare two results: pairs kept, gone and new; people who lost or gained a place, came or left."""
    found = engine.compare(_slim(before), _slim(after))
    people = (
        (Kind.LOST, found.lost),
        (Kind.GAINED, found.gained),
        (Kind.LEFT, found.left),
        (Kind.JOINED, found.joined),
    )
    about_people = [
        Change(kind, (one.person_id,), one.side) for kind, ones in people for one in ones
    ]
    about_pairs = [
        Change(kind, (pair.mentor_id, pair.mentee_id))
        for kind, pairs in ((Kind.GONE, found.removed), (Kind.NEW, found.added))
        for pair in pairs
    ]
    return Changes(
        kept=len(found.kept),
        added=len(found.added),
        removed=len(found.removed),
        gained=len(found.gained),
        lost=len(found.lost),
        total=found.total,
        changes=in_order(about_people + about_pairs),
    )


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes by how much they matter, those of a kind as they come."""
    order = list(Kind)
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def _slim(result: StoredResult) -> engine.Result:
    """Read of a result what a comparison needs; reading all of a large one takes a second."""
    summary: dict[str, Any] = {
        **result["summary"],
        "proved": engine.Proved(**result["summary"]["proved"]),
    }
    return engine.Result(
        pairs=tuple(
            engine.Pair(pair["mentor_id"], pair["mentee_id"], pair["score"], pair["pinned"], (), ())
            for pair in result["pairs"]
        ),
        unplaced=tuple(
            engine.Unplaced(
                one["person_id"],
                one["side"],
                engine.Reason(one["reason"]["key"]),
                0,
                0,
                (),
                (),
                None,
            )
            for one in result["unplaced"]
        ),
        shortages=(),
        equity=(),
        summary=engine.Summary(**summary),
        notes=(),
    )
