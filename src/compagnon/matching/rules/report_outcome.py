"""The parts of the report of a match that count what came of it, exactly or without small groups. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from compagnon.documents.blocks import Table
from compagnon.matching.rules.fairness import EquityTable, balance_of, equity_tables
from compagnon.matching.rules.left_out import WHY
from compagnon.matching.rules.parties import SIDES, is_of_groups, left_in, scores_in
from compagnon.matching.rules.report import Section, number, percent
from compagnon.matching.rules.small_groups import STEP, Group, is_small, rounded, without_small
from compagnon.matching.rules.stored import StoredResult
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.role_words import RoleWords

FULL: Final = 100  # the highest score as people read it
WIDTH: Final = 10  # of a band of scores


def outcome(
    result: StoredResult, settings: MatchingSettings, words: RoleWords, *, is_exact: bool
) -> list[Section]:
    """Tell of scores, of groups, of mentors' load and of who is left out; not `is_exact`: as nobody is named."""
    return [
        _scores(result, is_exact=is_exact),
        _placed(result, settings, words, is_exact=is_exact),
        _sizes(result, is_exact=is_exact)
        if is_of_groups(result)
        else _load(result, words, is_exact=is_exact),
        _left_out(result, words, is_exact=is_exact),
    ]


def bands_of(scores: Iterable[int]) -> list[tuple[str, int]]:
    """Return how many scores (0 to 100) lie in each band, by the name of the band."""
    counts = Counter(min(score // WIDTH, FULL // WIDTH - 1) for score in scores)
    return [
        (
            _("{low} to {high}").format(low=low, high=low + WIDTH - (low + WIDTH < FULL)),
            counts[low // WIDTH],
        )
        for low in range(0, FULL, WIDTH)
    ]


def counted(
    caption: str, heading: tuple[str, str], counts: Iterable[tuple[str, int]], *, is_exact: bool
) -> Table:
    """Return a table of groups and how many each has, with a bar for each that is as long as the number says."""
    groups = groups_of_counts(counts)
    kept = groups if is_exact else without_small(groups)
    sizes = [one.sizes[0] if is_exact else rounded(one.sizes[0]) for one in kept]
    rows = tuple((one.name, number(size)) for one, size in zip(kept, sizes, strict=True))
    bars = tuple(size / max(sizes) for size in sizes)
    return Table(caption, heading, rows, frozenset({1}), _too_few(rows, groups), bars)


def groups_of_counts(counts: Iterable[tuple[str, int]]) -> list[Group]:
    """Return the groups that have anybody."""
    return [Group(name, (count,)) for name, count in counts if count]


def _number(count: int, *, is_exact: bool) -> str:
    return number(count if is_exact else rounded(count))


def _too_few(rows: object, groups: object) -> str:
    return _("Too few to be told without saying who.") if groups and not rows else ""


def _scores(result: StoredResult, *, is_exact: bool) -> Section:
    of_groups = is_of_groups(result)
    title = _("How well the groups suit") if of_groups else _("How well the pairs suit")
    scores = scores_in(result)
    if not scores:
        return Section(
            "scores",
            title,
            (_("Nobody was put together.") if of_groups else _("There is no pair."),),
        )
    sentence = (
        _(
            "A score is that of the two who suit each other least; of 100, they meet everything that they answered."
        )
        if of_groups
        else _("A score of 100 means that a pair meets everything that the two of them answered.")
    )
    return Section("scores", title, (sentence,), (spread(result, is_exact=is_exact),))


def spread(result: StoredResult, *, is_exact: bool) -> Table:
    """Return how many pairs or groups have which scores."""
    of_groups = is_of_groups(result)
    caption = _("Groups by score, of 100") if of_groups else _("Pairs by score, of 100")
    heading = _("Score"), _("Groups") if of_groups else _("Pairs")
    return counted(caption, heading, bands_of(scores_in(result)), is_exact=is_exact)


def _placed(
    result: StoredResult, settings: MatchingSettings, words: RoleWords, *, is_exact: bool
) -> Section:
    tables = [_equity(one, words, is_exact=is_exact) for one in equity_tables(result["equity"])]
    if is_of_groups(result):
        return Section("placed", _("Equity"), tables=tuple(tables))
    return Section(
        "placed",
        _("Equity and balance"),
        tables=(*tables, _balance(result, settings, is_exact=is_exact)),
    )


def _equity(found: EquityTable, words: RoleWords, *, is_exact: bool) -> Table:
    table = placement(str(found.name), groups_in(found), words, is_exact=is_exact)
    return replace(table, note=str(found.sentence)) if is_exact else table


def groups_in(found: EquityTable) -> list[Group]:
    """Return the groups of one answer: how many mentees and mentors each has, and how many of each are placed.

    Of peers, who have no sides, how many there are and how many are placed.
    """
    is_sided = any(row.mentors.people for row in found.rows)
    rows = (
        (str(row.name), (row.mentees, row.mentors) if is_sided else (row.mentees,))
        for row in found.rows
    )
    return [
        Group(name, tuple(one.people for one in sides), tuple(one.placed for one in sides))
        for name, sides in rows
    ]


def placement(name: str, groups: list[Group], words: RoleWords, *, is_exact: bool) -> Table:
    """Return the table of groups of mentees and mentors: how many there are, and what share of them is placed."""
    kept = groups if is_exact else without_small(groups)
    rows = tuple((one.name, *_counts(one, is_exact=is_exact)) for one in kept)
    heading = (words.mentees, _("Placed"), words.mentors, _("With a partner"))
    sides = len(groups[0].sizes) if groups else len(SIDES)
    return Table(
        name,
        (name, *heading[: 2 * sides]),
        rows,
        frozenset(range(1, 1 + 2 * sides)),
        "" if is_exact else _too_few(rows, groups),
    )


def _counts(one: Group, *, is_exact: bool) -> Iterator[str]:
    """Yield how many there are of each side, and what share of them is placed."""
    for people, placed in zip(one.sizes, one.parts, strict=True):
        yield _number(people, is_exact=is_exact)
        yield percent(placed, people, 1 if is_exact else STEP)


def _balance(result: StoredResult, settings: MatchingSettings, *, is_exact: bool) -> Table:
    """Count how alike the pairs are; where nobody is named, only in respects of which every count is large."""
    every = [
        (str(one.name), (one.alike, one.partly, one.different, one.against_wish))
        for one in balance_of(result["pairs"], settings)
    ]
    kept = [one for one in every if is_exact or not any(map(is_small, one[1]))]
    rows = tuple(
        (name, *(_number(count, is_exact=is_exact) for count in counts)) for name, counts in kept
    )
    return Table(
        _("Alike and different: how many pairs"),
        (_("In respect of"), _("Alike"), _("Partly"), _("Different"), _("Not as wished")),
        rows,
        frozenset(range(1, 5)),
        _too_few(rows, every),
    )


def _load(result: StoredResult, words: RoleWords, *, is_exact: bool) -> Section:
    table = counted(
        _("People by how many they have taken on"),
        (words.mentees, words.mentors),
        loads_of(result),
        is_exact=is_exact,
    )
    return Section("load", _("How many people each has taken on"), tables=(table,))


def loads_of(result: StoredResult) -> list[tuple[str, int]]:
    """Return how many mentors have nobody, one, two and so on."""
    mentees = Counter(pair["mentor_id"] for pair in result["pairs"])
    loads = Counter(mentees.values())
    loads[0] = result["summary"]["mentors"] - len(mentees)
    return [(number(has), loads[has]) for has in sorted(loads)]


def _sizes(result: StoredResult, *, is_exact: bool) -> Section:
    return Section(
        "load", _("How many are together"), tables=(sizes_of(result, is_exact=is_exact),)
    )


def sizes_of(result: StoredResult, *, is_exact: bool) -> Table:
    """Return how many groups have how many people."""
    sizes = Counter(len(one["ids"]) for one in result.get("groups", ()))
    counts = [(number(size), sizes[size]) for size in sorted(sizes)]
    return counted(
        _("Groups by how many people they have"),
        (_("People"), _("Groups")),
        counts,
        is_exact=is_exact,
    )


def _left_out(result: StoredResult, words: RoleWords, *, is_exact: bool) -> Section:
    title = _("Who is left out, and why")
    left = left_in(result)
    if not left:
        return Section("left-out", title, (_("Nobody is left out."),))
    counts = Counter((one["side"], one["reason"]["key"]) for one in left)
    is_sided = not is_of_groups(result) or any(one["side"] == "mentor" for one in left)
    table = counted(
        _("People left out by reason"),
        (_("Reason"), _("People")),
        [
            (f"{words.several(side)}: {WHY[key]}" if is_sided else str(WHY[key]), counts[side, key])
            for side, key in sorted(counts)
        ],
        is_exact=is_exact,
    )
    return Section("left-out", title, tables=(table,))
