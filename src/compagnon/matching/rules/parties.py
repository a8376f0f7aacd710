"""Who takes part in a run, whom it placed, and how well: the same questions of pairs and of groups. Pure."""

from collections.abc import Iterable
from typing import Final

from compagnon.matching.rules.stored import StoredResult, StoredUnplaced
from compagnon.matching.rules.told import points_of

SIDES: Final = ("mentee", "mentor")
"""In a circle, those who learn and those who facilitate; peers stand on the first."""


def is_of_groups(result: StoredResult) -> bool:
    """Say whether a run put several together rather than two sides."""
    return "groups" in result


def scores_in(result: StoredResult) -> list[int]:
    """Return the scores of the pairs or groups, from 0 to 100."""
    return [points_of(one["score"]) for one in (*result["pairs"], *result.get("groups", ()))]


def near_ties_in(result: StoredResult) -> int:
    """Return for how many pairs, or in how many groups, somebody else came close."""
    found = (*result["pairs"], *result.get("groups", ()))
    return sum(bool(one.get("near_ties")) for one in found)


def left_in(result: StoredResult) -> list[StoredUnplaced]:
    """Return who is left out of pairs or groups."""
    return [*result["unplaced"], *result.get("alone", ())]


def placed_in(result: StoredResult) -> dict[str, set[str]]:
    """Return the ids of those who were placed, by side."""
    leading = {one["facilitator"] for one in result.get("groups", ())} - {""}
    together = {key for one in result.get("groups", ()) for key in one["ids"]}
    return {
        "mentee": {pair["mentee_id"] for pair in result["pairs"]} | (together - leading),
        "mentor": {pair["mentor_id"] for pair in result["pairs"]} | leading,
    }


def people_in(result: StoredResult) -> dict[str, list[str]]:
    """Return the ids of everybody who was to be placed, by side."""
    placed = placed_in(result)
    return {side: _once(sorted(placed[side]), side, left_in(result)) for side in SIDES}


def _once(placed: Iterable[str], side: str, left: Iterable[StoredUnplaced]) -> list[str]:
    left_out = (one["person_id"] for one in left if one["side"] == side)
    return list(dict.fromkeys([*placed, *left_out]))
