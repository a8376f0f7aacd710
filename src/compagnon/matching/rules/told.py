"""What the room tells coordinators of a pair: what speaks for it, what against, what came close. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.matching.rules.stored import (
    StoredContribution,
    StoredDifference,
    StoredInstead,
    StoredNearTie,
    StoredWarned,
)
from compagnon.matching.rules.wording import say, say_rule, spoken
from compagnon.schemes.matching_defaults import MatchingSettings

_AGAINST: Final = frozenset(
    {
        "wanted.none",
        "shared.none",
        "likeness.alike_against_wish",
        "likeness.different_against_wish",
        "gap.below",
        "gap.above",
        "level.below",
        "distance.far",
    }
)
POINTS: Final = 100
"""The engine's points that make one point of a score as people read it (0 to 100)."""


@dataclass(frozen=True)
class Told:
    """Sentences about a pair: the weightiest first on each side, and what could not be compared."""

    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    uncounted: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What one criterion added to a score, in points as people read them, of how many, and why.

    `is_counted` is False where it could not be compared, so that it added nothing and took nothing away.
    """

    label: str
    sentence: str
    points: int
    of_points: int
    is_counted: bool


class Teller:
    """Tells of the pairs of a page in the language that is spoken now; what it has worded once it says again."""

    def __init__(self, settings: MatchingSettings, interests: Mapping[str, str]) -> None:
        """Look up the names of the criteria. `interests`: what the scheme calls those that it words itself."""
        self.settings = settings
        self.interests = interests
        self._labels = {one.key: spoken(one.english) for one in settings.criteria}
        self._frame = _("{criterion} · {sentence}")
        self._said: dict[tuple[str, str], str] = {}

    def pair(self, contributions: Iterable[StoredContribution]) -> Told:
        """Say criterion by criterion why a pair scores what it scores (ALL-51).

        What was only half met speaks for the pair if it earned at least half of its points.
        """
        parts = list(contributions)
        counted = [one for one in parts if _is_counted(one)]
        good = [one for one in counted if not _speaks_against(one)]
        bad = [one for one in counted if _speaks_against(one)]
        good.sort(key=lambda one: -one["points"])
        bad.sort(key=lambda one: one["points"] - one["of_points"])
        return Told(
            *(
                tuple(self._say(one) for one in some)
                for some in (good, bad, [one for one in parts if not _is_counted(one)])
            )
        )

    def parts(self, contributions: Iterable[StoredContribution]) -> tuple[Part, ...]:
        """Say of each criterion what it added, those that could add most first."""
        known = [one for one in contributions if one["criterion"] in self._labels]
        known.sort(key=lambda one: (not _is_counted(one), -one["of_points"]))
        return tuple(
            Part(
                label=self._labels[one["criterion"]],
                sentence=self._sentence(one),
                points=points_of(one["points"]),
                of_points=max(1, points_of(one["of_points"])),
                is_counted=_is_counted(one),
            )
            for one in known
        )

    def near_tie(self, tie: StoredNearTie, *, name: str, holders: Mapping[str, str]) -> str:
        """Say how close another mentor came, where they are better and worse, and what a swap would cost.

        `name`: the other mentor's; `holders`: the names, by id, of those they mentor in this run, none to leave them
        unsaid.
        """
        sentences = [_closeness(name, tie["difference"])]
        better = [one for one in tie["differences"] if one["points"] > 0]
        worse = [one for one in tie["differences"] if one["points"] < 0]
        if better:
            sentences.append(_("Better: {criteria}.").format(criteria=self._names(better)))
        if worse:
            sentences.append(_("Worse: {criteria}.").format(criteria=self._names(worse)))
        sentences.append(_place(is_free=tie["free"], holders=list(holders.values())))
        swap = tie.get("swap")
        if swap and swap["with_id"] in holders:
            cost = {
                "theirs": f"{_signed(swap['theirs']):+}",
                "total": f"{_signed(swap['total']):+}",
            }
            sentences.append(say("swap.exchange", {"mentee": holders[swap["with_id"]], **cost}))
        return " ".join(sentences)

    def _say(self, one: StoredContribution) -> str:
        reason = one["reason"]
        key = (one["criterion"], f"{reason}")
        if key not in self._said:
            self._said[key] = self._worded(one)
        return self._said[key]

    def _worded(self, one: StoredContribution) -> str:
        key, sentence = one["criterion"], self._sentence(one)
        if key not in self._labels:
            return sentence
        return self._frame.format(criterion=self._labels[key], sentence=sentence)

    def _sentence(self, one: StoredContribution) -> str:
        reason = one["reason"]
        return say(
            reason["key"],
            reason["params"],
            criterion=one["criterion"],
            settings=self.settings,
            names=self.interests,
        )

    def _names(self, differences: Iterable[StoredDifference]) -> str:
        return ", ".join(
            self._labels[one["criterion"]]
            for one in differences
            if one["criterion"] in self._labels
        )


def tell_warnings(warnings: Iterable[StoredWarned], settings: MatchingSettings) -> tuple[str, ...]:
    """Say which rules warn of a pair, and by how much less it counts for that."""
    return tuple(
        ngettext(
            "A rule warns: {rule} (counts {points} point less)",
            "A rule warns: {rule} (counts {points} points less)",
            points_of(one["points"]),
        ).format(rule=say_rule(one["rule"], settings), points=points_of(one["points"]))
        for one in warnings
    )


def tell_price(warnings: Iterable[StoredWarned], settings: MatchingSettings) -> tuple[str, ...]:
    """Say rule by rule of how many pairs of a run it warns, and what that cost in all."""
    points: dict[str, list[int]] = {}
    for one in warnings:
        points.setdefault(one["rule"], []).append(points_of(one["points"]))
    return tuple(
        ngettext(
            "{rule}: the rule warns of {count} pair, which cost {points} points of the sum of all scores. Somebody has to accept it, with a reason, before its letters leave.",
            "{rule}: the rule warns of {count} pairs, which cost {points} points of the sum of all scores. Somebody has to accept each, with a reason, before its letters leave.",
            len(cost),
        ).format(rule=say_rule(key, settings), count=len(cost), points=sum(cost))
        for key, cost in sorted(points.items())
    )


def points_of(score: int) -> int:
    """Return a score as people read it: from 0 to 100, rounded to the nearest point."""
    return (score + POINTS // 2) // POINTS


def _signed(difference: int) -> int:
    """Return a difference of scores as people read it."""
    return points_of(difference) if difference > 0 else -points_of(-difference)


def _is_counted(one: StoredContribution) -> bool:
    return bool(one["of_points"]) and not one["reason"]["key"].startswith("missing.")


def _speaks_against(one: StoredContribution) -> bool:
    return one["reason"]["key"] in _AGAINST or 2 * one["points"] < one["of_points"]


def tell_instead(tie: StoredInstead, names: Mapping[str, str]) -> str:
    """Say how nearly somebody else would do as well in place of one of a group, and where they stand. `names`: by id."""
    name, other = names[tie["person_id"]], names[tie["instead_of"]]
    points = points_of(abs(tie["difference"]))
    if not points:
        said = _("{name} would do just as well in place of {other}.")
    elif tie["difference"] > 0:
        said = ngettext(
            "{name} would do better in place of {other}, by {points} point.",
            "{name} would do better in place of {other}, by {points} points.",
            points,
        )
    else:
        said = ngettext(
            "{name} would do nearly as well in place of {other}, {points} point less.",
            "{name} would do nearly as well in place of {other}, {points} points less.",
            points,
        )
    return f"{said.format(name=name, other=other, points=points)} {_stands(tie)}"


def _stands(tie: StoredInstead) -> str:
    if tie["free"]:
        return _("Nobody has been found for them so far.")
    if tie["theirs"] is None:
        return _("They stand in another group here, and the two could not exchange places.")
    said = _(
        "They stand in another group here; there the exchange would change the score by {points}."
    )
    return said.format(points=f"{_signed(tie['theirs']):+}")


def order_of_near_ties(ties: Sequence[Mapping[str, Any]]) -> tuple[bool, int]:
    """Return what to list by: first where somebody is free, then where somebody else would suit most of all."""
    return not any(tie["free"] for tie in ties), -max(tie["difference"] for tie in ties)


def _closeness(name: str, difference: int) -> str:
    points = points_of(abs(difference))
    if not points:
        return _("{name} would suit just as well.").format(name=name)
    sentence = (
        ngettext(
            "{name} would suit better, by {points} point.",
            "{name} would suit better, by {points} points.",
            points,
        )
        if difference > 0
        else ngettext(
            "{name} would suit nearly as well, {points} point less.",
            "{name} would suit nearly as well, {points} points less.",
            points,
        )
    )
    return sentence.format(name=name, points=points)


def _place(*, is_free: bool, holders: list[str]) -> str:
    if is_free:
        return _("There is a place left.")
    if not holders:
        return _("There is no place left.")
    return _("Proposed here to {names}.").format(names=", ".join(holders))
