"""What a match found as pictures that may be shown to anybody: nobody named, no small group, round numbers. Pure.

What is drawn is rounded before: a bar's length tells no more than the table beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from compagnon.documents.blocks import Table
from compagnon.matching.rules.fairness import equity_tables
from compagnon.matching.rules.parties import (
    SIDES,
    is_of_groups,
    people_in,
    placed_in,
    scores_in,
)
from compagnon.matching.rules.region_map import EVERYWHERE, NEIGHBOURS, OUTSIDE, PLACES
from compagnon.matching.rules.report import number, percent, share_of
from compagnon.matching.rules.report_outcome import (
    FULL,
    WIDTH,
    bands_of,
    counted,
    groups_in,
    groups_of_counts,
    loads_of,
    placement,
    sizes_of,
    spread,
)
from compagnon.matching.rules.small_groups import STEP, Group, rounded, without_small
from compagnon.matching.rules.stored import StoredResult
from compagnon.matching.rules.wording import name_of, name_of_attribute, spoken
from compagnon.recruitment.rules.fields import FIELD
from compagnon.schemes.role_words import RoleWords
from compagnon.schemes.vocabularies import VOCABULARIES
from compagnon.ui.components.pictures import Bar, Legend, Tile

UNTOLD: Final = "—"
"""Stands where there are few or nobody."""


@dataclass(frozen=True)
class Picture:
    """Numbers as a table, and drawn in one of three ways; not drawn where there is too little to tell."""

    table: Table
    bars: tuple[Bar, ...] = ()
    columns: tuple[Bar, ...] = ()
    tiles: tuple[Tile, ...] = ()
    legend: Legend | None = None
    note: str = ""


def map_of(result: StoredResult, words: RoleWords) -> Picture:
    """Return the map of nations and regions: who asks, who offers, and what share of those who ask is placed.

    Neighbours that are too small alone stand together where that is enough.
    """
    every = _groups(result, "region")
    groups = _with_neighbours(every)
    tiles = [
        tile
        for keys in _spots({one.name for one in groups})
        if (tile := _tile(keys, {one.name: one for one in groups}))
    ]
    table = placement(str(name_of_attribute("region")), groups or every, words, is_exact=False)
    short = {_joined(keys): _short(keys) for keys in (*((key,) for key in PLACES), *NEIGHBOURS)}
    named = tuple(
        (f"{row[0]} ({short[row[0]]})" if row[0] in short else row[0], *row[1:])
        for row in table.rows
    )
    placed = _("{who}: placed").format(who=words.mentees)
    is_sided = any(len(one.sizes) > 1 for one in groups)
    return Picture(
        replace(table, rows=named),
        tiles=tuple(tiles) if any(tile.percent is not None for tile in tiles) else (),
        legend=Legend(
            words.mentees, placed, words.mentors if is_sided else "", _("Few, or nobody")
        ),
    )


def _with_neighbours(groups: list[Group]) -> list[Group]:
    """Split what small regions are together into neighbours, as far as none of the parts is small.

    Only within that whole: so the parts, the whole and the other regions never tell of a small group by subtraction,
    also not beside a list of regions without neighbours.
    """
    told = without_small(groups)
    names = {one.name for one in told}
    rest = {one.name: one for one in groups if one.name not in names}
    if not told or not rest:
        return told
    parts = []
    for one, other in (map(_region, pair) for pair in NEIGHBOURS):
        if one in rest and other in rest:
            a, b = rest.pop(one), rest.pop(other)
            sizes = tuple(map(sum, zip(a.sizes, b.sizes, strict=True)))
            parts.append(
                Group(f"{one}, {other}", sizes, tuple(map(sum, zip(a.parts, b.parts, strict=True))))
            )
    kept = [one for one in told if one.name in {group.name for group in groups}]
    return [*kept, *without_small([*parts, *rest.values()])]


def _spots(told: set[str]) -> list[tuple[str, ...]]:
    """Return the regions of each tile: two neighbours in one where they are told of together."""
    pairs = [pair for pair in NEIGHBOURS if _joined(pair) in told]
    in_pairs = {key for pair in pairs for key in pair}
    return [*pairs, *((key,) for key in EVERYWHERE if key not in in_pairs)]


def _region(key: str) -> str:
    return name_of(key, "region")


def _joined(keys: tuple[str, ...]) -> str:
    return ", ".join(map(_region, keys))


def _short(keys: tuple[str, ...]) -> str:
    return " + ".join(spoken(EVERYWHERE[key].short) for key in keys)


def _tile(keys: tuple[str, ...], told: Mapping[str, Group]) -> Tile | None:
    """Draw one region, or two neighbours in one; nothing where nobody is told of outside the United Kingdom."""
    first, last = (EVERYWHERE[key] for key in (keys[0], keys[-1]))
    group = told.get(_joined(keys))
    tile = Tile(
        _short(keys),
        first.column,
        first.row,
        last.column - first.column + last.width,
        last.row - first.row + 1,
        note=UNTOLD,
    )
    if group is None:
        return None if keys[0] in OUTSIDE else tile
    mentees, *mentors = group.sizes
    return replace(
        tile,
        asks=rounded(mentees),
        offers=rounded(sum(mentors)),
        percent=share_of(group.parts[0], mentees, STEP) if mentees else 0,
        note=percent(group.parts[0], mentees, STEP),
    )


def scores_of(result: StoredResult) -> Picture:
    """Return how the scores of the pairs spread."""
    bands = bands_of(scores_in(result))
    told = {one.name for one in without_small(groups_of_counts(bands))}
    columns = tuple(
        Bar(str(low), rounded(count), number(rounded(count)))
        if name in told
        else Bar(str(low), 0, UNTOLD)
        for low, (name, count) in zip(range(0, FULL, WIDTH), bands, strict=True)
    )
    table = spread(result, is_exact=False)
    is_drawn = any(bar.value for bar in columns)
    return Picture(
        table,
        columns=columns if is_drawn else (),
        note=_("Where “—” stands, there are few pairs or none; the table counts the few together."),
    )


def load_of(result: StoredResult, words: RoleWords) -> tuple[Picture, Picture]:
    """Return how many of the offered places are taken, and how many people each mentor has taken on."""
    taken, offered = len(result["pairs"]), result["summary"]["places"]
    places = Table(
        _("Places"),
        (_("Places"), _("Number")),
        (
            (_("Offered"), number(offered)),
            (_("Taken"), number(taken)),
        ),
        frozenset({1}),
    )
    bar = Bar(_("Places taken"), taken, f"{number(taken)} / {number(offered)}", offered)
    groups = without_small(groups_of_counts(loads_of(result)))
    bars = tuple(
        Bar(_load_label(one.name, words), rounded(one.sizes[0]), number(rounded(one.sizes[0])))
        for one in groups
    )
    table = counted(
        _("People by how many they have taken on"),
        (words.mentees, words.mentors),
        loads_of(result),
        is_exact=False,
    )
    return Picture(places, bars=(bar,) if offered else ()), Picture(table, bars=bars)


def groups_by_size(result: StoredResult) -> Picture:
    """Return how many groups have how many people."""
    table = sizes_of(result, is_exact=False)
    bars = tuple(
        Bar(_("People: {number}").format(number=name), int(value), value)
        for name, value in table.rows
        if value.isdigit()
    )
    return Picture(table, bars=bars)


def _load_label(name: str, words: RoleWords) -> str:
    return f"{words.mentees}: {name}" if name.isdigit() else name


def sectors_of(result: StoredResult, words: RoleWords) -> Picture:
    """Return what share of the mentees of each sector is placed."""
    return _shares("sector", _groups(result, "sector"), words)


def placed_by(
    attribute: str, result: StoredResult, answers: Mapping[str, Sequence[str]], words: RoleWords
) -> Picture:
    """Return what share of the mentees of each answer is placed, by what people answer now (ALL-06).

    Everybody counts once, so that no small group can be had by subtracting: who gives several answers is a group.
    """
    placed, people = placed_in(result), people_in(result)
    sides = [side for side in SIDES if people[side] or not is_of_groups(result)]
    keys = VOCABULARIES[FIELD[attribute].vocabulary].keys
    named = [*(name_of(key, attribute) for key in keys), _("Several"), _("Not known")]
    counts = {name: ([0] * len(sides), [0] * len(sides)) for name in named}
    for at, side in enumerate(sides):
        for key in people[side]:
            name = _answer(answers.get(key, ()), attribute)
            sizes, parts = counts.setdefault(name, ([0] * len(sides), [0] * len(sides)))
            sizes[at] += 1
            parts[at] += key in placed[side]
    groups = [
        Group(name, tuple(sizes), tuple(parts))
        for name, (sizes, parts) in counts.items()
        if any(sizes)
    ]
    return _shares(attribute, groups, words)


def _answer(answered: Sequence[str], attribute: str) -> str:
    if len(answered) > 1:
        return _("Several")
    return name_of(answered[0], attribute) if answered else _("Not known")


def _groups(result: StoredResult, attribute: str) -> list[Group]:
    """Return the groups of an answer, if places were shared out by it."""
    rows = [row for row in result["equity"] if row["attribute"] == attribute]
    return [group for table in equity_tables(rows) for group in groups_in(table)]


def _shares(attribute: str, groups: list[Group], words: RoleWords) -> Picture:
    """Draw what share of the mentees of each group is placed."""
    bars = tuple(
        Bar(
            one.name,
            share_of(one.parts[0], one.sizes[0], STEP),
            percent(one.parts[0], one.sizes[0], STEP),
            100,
        )
        for one in without_small(groups)
        if one.sizes[0]
    )
    table = placement(str(name_of_attribute(attribute)), groups, words, is_exact=False)
    return Picture(table, bars=bars)
