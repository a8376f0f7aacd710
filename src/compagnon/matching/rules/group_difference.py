"""What changed from one run of groups to the next: who is together with whom instead of whom. Pure."""

from collections.abc import Collection, Iterable, Iterator

from compagnon.matching.rules.circle import ids_of_group
from compagnon.matching.rules.difference import Change, Changes, Kind, Place, in_order
from compagnon.matching.rules.parties import people_in
from compagnon.matching.rules.stored import StoredGroup, StoredResult

_Places = tuple[StoredGroup | None, StoredGroup | None]


def group_difference(before: StoredResult, after: StoredResult) -> Changes:
    """Compare two results of groups: groups kept, gone and new; whose place is another, and with whom it was and is.

    Those who stay together while others come or go are told of as one.
    """
    old, new = _sets(before), _sets(after)
    changes = in_order(_changes(before, after))
    kinds = [one.kind for one in changes]
    return Changes(
        kept=len(old & new),
        added=len(new - old),
        removed=len(old - new),
        gained=kinds.count(Kind.GAINED),
        lost=kinds.count(Kind.LOST),
        total=_total(after) - _total(before),
        changes=changes,
    )


def _sets(result: StoredResult) -> set[frozenset[str]]:
    return {frozenset(group["ids"]) for group in result["groups"]}


def _total(result: StoredResult) -> int:
    return sum(group["score"] for group in result["groups"])


def _changes(before: StoredResult, after: StoredResult) -> Iterator[Change]:
    were, are = _sides(before), _sides(after)
    old, new = _group_of(before), _group_of(after)
    stayed: dict[tuple[str, ...], list[str]] = {}
    for key in sorted(were | are):
        places = old.get(key), new.get(key)
        kind = _kind(key, places, were, are)
        if kind == Kind.MOVED:
            stayed.setdefault(tuple(map(_name, places)), []).append(key)
        elif kind:
            yield _change(kind, [key], places, side=(were | are)[key])
    for people in stayed.values():
        yield _change(Kind.MOVED, people, (old[people[0]], new[people[0]]))


def _kind(key: str, places: _Places, were: Collection[str], are: Collection[str]) -> Kind | None:
    """Say what happened to somebody; nothing where they are together with the same people, or still with nobody."""
    if key not in were or key not in are:
        return Kind.LEFT if key in were else Kind.JOINED
    was, now = places
    if was and now:
        return None if set(was["ids"]) == set(now["ids"]) else Kind.MOVED
    if was or now:
        return Kind.LOST if was else Kind.GAINED
    return None


def _change(kind: Kind, people: Iterable[str], places: _Places, *, side: str = "") -> Change:
    ids = tuple(people)
    was, now = (_place(group, ids) for group in places)
    return Change(kind, ids, side, was, now)


def _place(group: StoredGroup | None, people: Collection[str]) -> Place | None:
    if group is None:
        return None
    others = tuple(key for key in ids_of_group(group) if key not in people)
    return Place(others, group["score"])


def _name(group: StoredGroup | None) -> str:
    """Return what tells a group of a run from its others."""
    return group["ids"][0] if group else ""


def _group_of(result: StoredResult) -> dict[str, StoredGroup]:
    return {key: group for group in result["groups"] for key in group["ids"]}


def _sides(result: StoredResult) -> dict[str, str]:
    """Return on which side everybody took part; nobody stands on two where groups are made."""
    return {key: side for side, people in people_in(result).items() for key in people}
