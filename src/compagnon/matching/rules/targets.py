"""What a scheme wants placed of each group at least, which groups of a run fall short of it, and why. Pure.

The engine aims at them in order, each as far as those before it allow (ALL-53): groups that cross each other cannot
always all be met.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.left_out import WHY
from compagnon.matching.rules.parties import people_in, placed_in
from compagnon.matching.rules.stored import StoredResult
from compagnon.matching.rules.wording import name_of, name_of_attribute

WHOLE = 100


@dataclass(frozen=True)
class Shortfall:
    """A group of mentees of whom fewer are placed than the scheme wants, and how many are missing.

    `why`: why those of it who are left out are, and how many for each reason.
    """

    name: str
    people: int
    placed: int
    missing: int
    why: tuple[tuple[StrOrPromise, int], ...] = ()


@dataclass(frozen=True)
class Target:
    """What a scheme wants placed of each group of one answer, in per cent, and the groups that fall short.

    `is_aim`: the match aimed at it.
    """

    name: StrOrPromise
    percent: int
    shortfalls: tuple[Shortfall, ...]
    is_aim: bool = False

    @property
    def missing(self) -> int:
        """How many are missing in all groups."""
        return sum(one.missing for one in self.shortfalls)


def target_of(
    attribute: str,
    percent: int,
    groups: Mapping[str, tuple[int, int]],
    reasons: Mapping[str, Counter[str]],
    *,
    is_aim: bool = False,
) -> Target:
    """Hold groups (people and how many of them are placed, by the key of the answer) against a share; the worst first.

    `reasons`: why people of each group are left out.
    """
    found = [
        Shortfall(name_of(key, attribute), people, placed, missing, _why(reasons.get(key)))
        for key, (people, placed) in groups.items()
        if (missing := -(-percent * people // WHOLE) - placed) > 0
    ]
    found.sort(key=lambda one: (-one.missing, one.name))
    return Target(name_of_attribute(attribute), percent, tuple(found), is_aim)


def _why(reasons: Counter[str] | None) -> tuple[tuple[StrOrPromise, int], ...]:
    return tuple((WHY[key], count) for key, count in (reasons or Counter()).most_common())


def reasons_by(
    result: StoredResult, answers: Mapping[str, Iterable[str]]
) -> dict[str, Counter[str]]:
    """Return why the mentees of each group are left out; `answers` by their ids."""
    found: dict[str, Counter[str]] = {}
    for one in result["unplaced"]:
        for group in answers.get(one["person_id"], ()) if one["side"] == "mentee" else ():
            found.setdefault(group, Counter())[one["reason"]["key"]] += 1
    return found


def groups_of(result: StoredResult, attribute: str) -> dict[str, tuple[int, int]]:
    """Return the mentees of each group of a single answer, and how many are placed; not those who did not say."""
    return {
        row["group"]: (row["people"], row["placed"])
        for row in result["equity"]
        if row["attribute"] == attribute and row["side"] == "mentee" and row["group"]
    }


def groups_by(
    result: StoredResult, answers: Mapping[str, Iterable[str]]
) -> dict[str, tuple[int, int]]:
    """Return the same of an answer of several, by the ids of mentees: whoever gave two counts in both groups."""
    placed = placed_in(result)["mentee"]
    found: dict[str, tuple[int, int]] = {}
    for key in people_in(result)["mentee"]:
        for group in answers.get(key, ()):
            people, had = found.get(group, (0, 0))
            found[group] = (people + 1, had + (key in placed))
    return found
