"""What a scheme may match by, and what it keeps of that. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.schemes.matching_defaults import CRITERIA, MOST_PERCENT, RULES, SHARED
from compagnon.schemes.matching_shape import Force
from compagnon.schemes.settings import Problem

MOST_WEIGHT: Final = 100
MOST_SHARED: Final = 20


@dataclass(frozen=True, kw_only=True)
class MatchingChoice:
    """What a scheme matches by: weights, how strongly rules hold, what some of them ask for, shares of groups."""

    weights: Mapping[str, int]
    rules: Mapping[str, Force] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)


def matching_problem(
    promises: Mapping[str, StrOrPromise], chosen: MatchingChoice
) -> Problem | None:
    """Return what a scheme may not match by, with a sentence; None if nothing is wrong.

    A weight that the scheme's kind promises not to use, a weight beyond 0 to 100, no weight at all, a share
    beyond 1 to 100, more times than there are, and a rule that holds in every scheme and is to do less than forbid (ALL-54).
    """
    weights = chosen.weights
    for key, weight in weights.items():
        if weight and f"weights.{key}" in promises:
            return Problem(f"weights.{key}", promises[f"weights.{key}"])
        if not 0 <= weight <= MOST_WEIGHT:
            return Problem(f"weights.{key}", _("A weight lies between 0 and 100."))
    if not any(weights.get(one.key, one.weight) for one in CRITERIA):
        return Problem("", _("Something has to count: give at least one weight."))
    return _beyond_range(chosen) or _let_go(chosen.rules)


def _beyond_range(chosen: MatchingChoice) -> Problem | None:
    for key, percent in chosen.shares.items():
        if not 1 <= percent <= MOST_PERCENT:
            said = _("Leave it empty, or give a share from 1 to 100.")
            return Problem(f"shares.{key}", said)
    for key, count in chosen.least.items():
        if not 1 <= count <= MOST_SHARED:
            return Problem(f"least.{key}", _("Ask for one to twenty times."))
    return None


def _let_go(rules: Mapping[str, Force]) -> Problem | None:
    asked = (one for one in RULES if one.is_locked and rules.get(one.key, one.force) != one.force)
    if locked := next(asked, None):
        said = _("This rule holds in every scheme: %(rule)s.") % {"rule": locked.label}
        return Problem("rules", said)
    return None


def matching_to_store(chosen: MatchingChoice) -> dict[str, Any]:
    """Return what a scheme keeps: that which differs from the defaults."""
    weights = {
        one.key: weight
        for one in CRITERIA
        if (weight := chosen.weights.get(one.key, one.weight)) != one.weight
    }
    rules = {
        one.key: force.value
        for one in RULES
        if (force := chosen.rules.get(one.key, one.force)) != one.force
    }
    least = {
        one.key: count
        for one in RULES
        if one.asks_how_many and (count := chosen.least.get(one.key, one.minimum)) != one.minimum
    }
    targets = {key: chosen.shares[key] for key in SHARED if key in chosen.shares}
    kept = {"weights": weights, "rules": rules, "least": least, "targets": targets}
    return {name: value for name, value in kept.items() if value}
