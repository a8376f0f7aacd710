"""The pairs to begin with: for everybody on both sides, the few best."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from compagnon.engine.criteria import FULL
from compagnon.engine.judging.grid import Ints, distinct
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Found, Least, Pairs, blocks, together
from compagnon.engine.placing.offer import Offer

ALL_UP_TO: Final = 10_000
"""Where no more pairs than these are possible, all of them are candidates."""
EACH: Final = 12
"""Candidates of everybody, besides what their places call for."""
SAMPLE: Final = 1_000
"""People of the other side, at most, from whom it is estimated which scores are among the best."""
RANK: Final = 8
"""Fewer will do if of them so many are among the best."""
AHEAD: Final = 2
"""So many times as many pairs are looked at as are wanted, because estimates err."""
HELD: Final = 4_000_000
"""Pairs held until the best of them are chosen."""
NONE_KNOWN: Final = FULL + 1
"""A score that no pair reaches."""


@dataclass(frozen=True)
class Start:
    """The pairs to begin with; `whole`: no others are allowed.

    `known_from`: for each row the score from which on all its allowed pairs, with columns that have places, are among
    them. None: that is not known.
    """

    pairs: Pairs
    whole: bool = False
    known_from: Ints | None = None


def holds_all(offer: Offer) -> bool:
    """Say whether all pairs are candidates, so that none need be looked for."""
    return offer.shape[0] * offer.shape[1] <= ALL_UP_TO


def candidates(offer: Offer) -> Start:
    """Return pairs to begin with, sorted. O(rows x columns) time, O(people x EACH) memory.

    Which they are does not matter to the result, only to how soon it is found: `pricing` adds
    what is missing. But whoever may have anybody is among them.
    """
    rows, columns = np.flatnonzero(offer.wishes > 0), np.flatnonzero(offer.capacity > 0)
    if holds_all(offer) or not rows.size or not columns.size:
        every = together(offer.verdicts.reaching(rows, columns, _anything(offer)))
        known_from = np.where(offer.wishes > 0, 0, NONE_KNOWN)
        return Start(_sorted(offer, [every]), holds_all(offer), known_from)
    many = EACH + 2 * int(np.median(offer.capacity[columns]))
    asked = _anything(offer)
    asked.rows[rows] = _of_rows(offer, rows, columns)
    asked.columns[columns] = _of_columns(offer, rows, columns, many)
    of_rows, of_columns = _best_of_both(offer, (rows, columns), asked, many)
    without = offer.wishes > 0
    without[np.concatenate([found.rows for found in (*of_rows, of_columns)])] = False
    asked.rows[without] = 0
    of_rows += best_of(offer, np.flatnonzero(without), columns, EACH)
    known_from = np.where(offer.wishes > 0, asked.rows, NONE_KNOWN)
    for found in of_rows:
        _forget_cut_off(found, known_from)
    return Start(_sorted(offer, [*of_rows, of_columns]), known_from=known_from)


def _forget_cut_off(found: Found, known_from: Ints) -> None:
    """Where a row may have more than its best few, all are known only from above the last of them."""
    rows, begins, many = np.unique(found.rows, return_index=True, return_counts=True)
    if not rows.size:
        return
    last = np.minimum.reduceat(found.scores, begins).astype(np.int64)
    known_from[rows] = np.where(many < EACH, known_from[rows], last + 1)


def best_of(offer: Offer, rows: Ints, columns: Ints, many: int) -> list[Found]:
    """Return the best few pairs of each of some rows with some columns."""
    every = offer.verdicts.reaching(rows, columns, _anything(offer))
    return [_best(offer, found, found.rows, many) for found in every]


def _anything(offer: Offer) -> Least:
    """Ask for no score at all."""
    mentees, mentors = offer.shape
    return Least(np.zeros(mentees, dtype=np.int64), np.zeros(mentors, dtype=np.int64), lower=True)


def _sample(people: Ints, many: int) -> Ints:
    """Return people from whom to estimate what the best few of all score."""
    enough = min(RANK * len(people) // (AHEAD * many), SAMPLE)
    return people[:: max(len(people) // max(enough, 1), 1)]


def _worth(offer: Offer, rows: Ints, columns: Ints) -> Scores:
    """Return the scores of a rectangle, -1 where a pair is not allowed."""
    allowed, scores = offer.verdicts.block(rows, columns)
    worth: Scores = np.where(allowed, scores, scores.dtype.type(-1))
    return worth


def _rank(many: int, some: Ints, every: Ints) -> int:
    """Return the rank among some people that so many of every one of them are expected to reach."""
    if len(some) == len(every):
        return min(many, len(some))
    return min(AHEAD * many * len(some) // len(every) + 1, len(some))


def _of_rows(offer: Offer, rows: Ints, columns: Ints) -> Ints:
    """Estimate the score that the best few pairs of each row reach."""
    some = _sample(columns, EACH)
    rank = _rank(EACH, some, columns)
    asked = [
        np.sort(_worth(offer, block, some), axis=1)[:, -rank] for block in blocks(rows, len(some))
    ]
    least: Ints = np.maximum(np.concatenate(asked), 0)
    return least


def _of_columns(offer: Offer, rows: Ints, columns: Ints, many: int) -> Ints:
    """Estimate the score that the best few pairs of each column reach."""
    some = _sample(rows, many)
    rank = _rank(many, some, rows)
    asked = [
        np.sort(_worth(offer, some, block), axis=0)[-rank] for block in blocks(columns, len(some))
    ]
    least: Ints = np.maximum(np.concatenate(asked), 0)
    return least


def _best_of_both(offer: Offer, among: Pairs, asked: Least, many: int) -> tuple[list[Found], Found]:
    """Return the best few pairs of each row, and the best few of each column, of those that score what is asked."""
    of_rows: list[Found] = []
    held: list[Found] = []
    for found in offer.verdicts.reaching(*among, asked):
        of_rows.append(_best(offer, found, found.rows, EACH))
        held.append(found.keep(found.scores >= asked.columns[found.columns]))
        if sum(len(one.rows) for one in held) > HELD:
            every = together(held)
            held = [_best(offer, every, every.columns, many)]
    every = together(held)
    return of_rows, _best(offer, every, every.columns, many)


def _best(offer: Offer, found: Found, lines: Ints, many: int) -> Found:
    """Return the best few pairs of each line, those first that ties are broken in favour of."""
    return found.best(lines, many, offer.hashes(found.rows, found.columns))


def _sorted(offer: Offer, some: list[Found]) -> Pairs:
    """Return pairs, each once."""
    width = np.int64(offer.shape[1])
    keys = distinct(np.concatenate([found.rows * width + found.columns for found in some]))
    return keys // width, keys % width
