"""How evenly a run places people (ALL-53), and how alike and different its pairs are (ALL-52). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.stored import StoredContribution, StoredEquityRow, StoredPair
from compagnon.matching.rules.wording import name_of, name_of_attribute
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.matching_shape import Comparison

PERCENT: Final = 100
"""Hundredths of a percent, as the engine counts rates, that make one."""


@dataclass(frozen=True)
class Share:
    """How many people of a group were placed; `percent` None where there is nobody."""

    people: int
    placed: int
    percent: int | None


@dataclass(frozen=True)
class GroupRow:
    """One group: its name, its mentees, its mentors."""

    name: StrOrPromise
    mentees: Share
    mentors: Share


@dataclass(frozen=True)
class EquityTable:
    """The groups of one answer, and what they show in a sentence."""

    name: StrOrPromise
    rows: tuple[GroupRow, ...]
    sentence: StrOrPromise


@dataclass(frozen=True)
class Balance:
    """How many pairs are alike, partly alike and different in one respect, and in how many nobody's wish was met."""

    name: StrOrPromise
    alike: int
    partly: int
    different: int
    against_wish: int


def equity_tables(rows: Iterable[StoredEquityRow]) -> list[EquityTable]:
    """Return one table for each answer over which places are shared out; who did not answer comes last."""
    tables: dict[str, dict[str | None, dict[str, StoredEquityRow]]] = {}
    for row in rows:
        groups = tables.setdefault(row["attribute"], {})
        groups.setdefault(row["group"], {})[row["side"]] = row
    return [_table(attribute, groups) for attribute, groups in tables.items()]


def _table(attribute: str, groups: dict[str | None, dict[str, StoredEquityRow]]) -> EquityTable:
    rows = [
        GroupRow(
            name=_("Did not say") if group is None else name_of(group, attribute),
            mentees=_share(sides.get("mentee")),
            mentors=_share(sides.get("mentor")),
        )
        for group, sides in sorted(
            groups.items(), key=lambda item: (item[0] is None, item[0] or "")
        )
    ]
    return EquityTable(name_of_attribute(attribute), tuple(rows), _in_words(rows))


def _share(row: StoredEquityRow | None) -> Share:
    if row is None:
        return Share(0, 0, None)
    return Share(row["people"], row["placed"], percent_of(row["rate"]))


def percent_of(rate: int) -> int:
    """Return a rate as a whole percentage."""
    return (rate + PERCENT // 2) // PERCENT


def _in_words(rows: Iterable[GroupRow]) -> StrOrPromise:
    """Say how far apart the groups' chances are."""
    shares = [(row.mentees.percent, row.name) for row in rows if row.mentees.percent is not None]
    if not shares:
        return _("There was nobody to place.")
    (least, where_least), (most, where_most) = (
        min(shares, key=lambda share: share[0]),
        max(shares, key=lambda share: share[0]),
    )
    if least == most:
        return format_lazy(_("Everywhere the same: {percent}% are placed."), percent=most)
    return format_lazy(
        _("From {least}% placed ({where_least}) to {most}% ({where_most})."),
        least=least,
        where_least=where_least,
        most=most,
        where_most=where_most,
    )


def likeness_of(contribution: StoredContribution, settings: MatchingSettings) -> str:
    """Say whether two people are "alike", "partly" alike or "different" in one respect; "" if that cannot be said."""
    setting = settings.criterion(contribution["criterion"])
    key = contribution["reason"]["key"]
    if setting is None or setting.comparison not in {Comparison.SHARED, Comparison.LIKENESS}:
        return ""
    if key == "likeness.partly_alike":
        return "partly"
    if key == "shared.some" or key.startswith("likeness.alike"):
        return "alike"
    return "different" if key == "shared.none" or key.startswith("likeness.different") else ""


def balance_of(pairs: Iterable[StoredPair], settings: MatchingSettings) -> list[Balance]:
    """Count over all pairs how alike and different they are, respect by respect (ALL-52).

    Respects that nobody answered are left out.
    """
    counts: dict[str, dict[str, int]] = {}
    for pair in pairs:
        for one in pair["contributions"]:
            found = likeness_of(one, settings)
            if found:
                count = counts.setdefault(
                    one["criterion"], {"alike": 0, "partly": 0, "different": 0, "against_wish": 0}
                )
                count[found] += 1
                count["against_wish"] += one["reason"]["key"].endswith("_against_wish")
    return [
        Balance(name=one.label, **counts[one.key]) for one in settings.criteria if one.key in counts
    ]
