"""What a scheme may match by, and what it keeps of that. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.schemes.matching_defaults import CRITERIA, MOST_PERCENT, RULES, SHARED
from compagnon.schemes.matching_shape import Force
from compagnon.schemes.settings import Problem

MOST_WEIGHT: Final = 100


def matching_problem(
    promises: Mapping[str, StrOrPromise],
    weights: Mapping[str, int],
    rules: Mapping[str, Force],
    shares: Mapping[str, int],
) -> Problem | None:
    """Return what a scheme may not match by, with a sentence; None if nothing is wrong.

    A weight that the scheme's kind promises not to use, a weight beyond 0 to 100, no weight at all, a share
    beyond 1 to 100, and a rule that holds in every scheme and is to do less than forbid (ALL-54).
    """
    for key, weight in weights.items():
        if weight and f"weights.{key}" in promises:
            return Problem(f"weights.{key}", promises[f"weights.{key}"])
        if not 0 <= weight <= MOST_WEIGHT:
            return Problem(f"weights.{key}", _("A weight lies between 0 and 100."))
    if not any(weights.get(one.key, one.weight) for one in CRITERIA):
        return Problem("", _("Something has to count: give at least one weight."))
    for key, percent in shares.items():
        if not 1 <= percent <= MOST_PERCENT:
            said = _("Leave it empty, or give a share from 1 to 100.")
            return Problem(f"shares.{key}", said)
    asked = (one for one in RULES if one.is_locked and rules.get(one.key, one.force) != one.force)
    if locked := next(asked, None):
        said = _("This rule holds in every scheme: %(rule)s.") % {"rule": locked.label}
        return Problem("rules", said)
    return None


def matching_to_store(
    weights: Mapping[str, int], rules: Mapping[str, Force], shares: Mapping[str, int]
) -> dict[str, Any]:
    """Return what a scheme keeps: that which differs from the defaults."""
    changed = {
        one.key: weights[one.key]
        for one in CRITERIA
        if one.key in weights and weights[one.key] != one.weight
    }
    held = {
        one.key: rules[one.key].value
        for one in RULES
        if one.key in rules and rules[one.key] != one.force
    }
    targets = {key: shares[key] for key in SHARED if key in shares}
    kept = {"weights": changed, "rules": held, "targets": targets}
    return {name: value for name, value in kept.items() if value}
