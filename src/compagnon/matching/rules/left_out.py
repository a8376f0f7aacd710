"""What the room tells coordinators of somebody who is left out: why, and the least that would help. Pure."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrPromise

from compagnon.matching.rules.stored import StoredRelaxation, StoredRemoval, StoredUnplaced
from compagnon.matching.rules.told import points_of
from compagnon.matching.rules.wording import say, say_rule
from compagnon.schemes.matching_defaults import MatchingSettings

AGREEMENT: Final = "without_agreement"
WHY: Final[dict[str, StrPromise]] = {
    "unplaced.no_capacity": gettext_lazy("No place to give or to take"),
    "unplaced.nobody_fits": gettext_lazy("Nobody passes every rule"),
    "unplaced.too_few_places": gettext_lazy("More people than places"),
    "unplaced.placed_elsewhere": gettext_lazy("Everybody who fits is placed elsewhere"),
    "unplaced.pool_full": gettext_lazy("Everybody who fits is with somebody else"),
    "unplaced.circles_full": gettext_lazy("No circle has a place left"),
    "unplaced.too_few_fit": gettext_lazy("Too few people fit for a circle"),
    "unplaced.no_facilitator": gettext_lazy("Nobody who facilitates fits"),
}
"""Why somebody is left out, as reasons are counted."""


def tell_reason(one: StoredUnplaced, settings: MatchingSettings) -> str:
    """Say why somebody is left out."""
    return say(one["reason"]["key"], one["reason"]["params"], settings=settings)


def tell_removals(one: StoredUnplaced, settings: MatchingSettings) -> list[str]:
    """Say how many candidates each rule removed, the one that removed most first.

    Counts only, never whom: line management and other declared conflicts are one rule (`kept_apart`), so that
    nobody learns which it was, or who declared it.
    """
    removals = sorted(one["removed"], key=lambda removal: -removal["removed"])
    return [_removal(removal, one["candidates"], settings) for removal in removals]


def tell_relaxations(
    one: StoredUnplaced, settings: MatchingSettings, names: dict[str, str]
) -> list[str]:
    """Say what lifting one rule for one pair would do, the smallest first; `names`: people by id."""
    return [_relaxation(found, settings, names) for found in one["relaxations"]]


def _removal(removal: StoredRemoval, candidates: int, settings: MatchingSettings) -> str:
    counts = {
        "rule": say_rule(removal["rule"], settings),
        "removed": removal["removed"],
        "candidates": candidates,
    }
    if removal["only"] == removal["removed"]:
        return _("{rule}: {removed} of {candidates}").format(**counts)
    if not removal["only"]:
        return _("{rule}: {removed} of {candidates} (other rules forbid the same people)").format(
            **counts
        )
    return _(
        "{rule}: {removed} of {candidates} (for {only} nothing else stands in the way)"
    ).format(only=removal["only"], **counts)


def _relaxation(found: StoredRelaxation, settings: MatchingSettings, names: dict[str, str]) -> str:
    said = (
        _(
            "With an agreement between the two workplaces {name} would be the partner (score {score})."
        )
        if found["rule"] == AGREEMENT
        else _("If it were not for “{rule}”, {name} would be the partner (score {score}).")
    )
    sentences = [
        said.format(
            rule=say_rule(found["rule"], settings),
            name=names[found["other_id"]],
            score=points_of(found["score"]),
        )
    ]
    if found["moves"]:
        sentences.append(
            ngettext(
                "{moves} other person would have another partner.",
                "{moves} other people would have other partners.",
                found["moves"],
            ).format(moves=found["moves"])
        )
    if found["choices"] > 1:
        sentences.append(
            _("People with whom it would work: {choices}.").format(choices=found["choices"])
        )
    return " ".join(sentences)
