"""What changed from one run to the next, in the order in which it matters. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from compagnon import engine
from compagnon.matching.rules.stored import StoredResult


class Kind(StrEnum):
    """What happened to a person or a pair."""

    LOST = "lost"
    GAINED = "gained"
    GONE = "gone"
    NEW = "new"
    LEFT = "left"
    JOINED = "joined"


@dataclass(frozen=True)
class Change:
    """One thing that changed: about one person (on a side), or about a mentor and a mentee."""

    kind: Kind
    person_ids: tuple[str, ...]
    side: str = ""

    @property
    def key(self) -> str:
        """By what a list of changes goes on."""
        return "-".join((self.kind, self.side, *self.person_ids))


@dataclass(frozen=True)
class Changes:
    """How many pairs stayed, and everything that changed: people before pairs, losses before gains."""

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
    order = list(Kind)
    return Changes(
        kept=len(found.kept),
        added=len(found.added),
        removed=len(found.removed),
        gained=len(found.gained),
        lost=len(found.lost),
        total=found.total,
        changes=tuple(
            sorted(about_people + about_pairs, key=lambda change: order.index(change.kind))
        ),
    )


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
