"""People of one pool in groups, how well they suit each other, and who is left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from compagnon.engine.explaining.standing import Judged
from compagnon.engine.judging.grid import EVERYBODY, Flags
from compagnon.engine.judging.verdicts import Cell, Known
from compagnon.engine.messages import Reason
from compagnon.engine.placing.offer import Offer
from compagnon.engine.pooling.instead import Instead, instead
from compagnon.engine.result import Contribution, Removal
from compagnon.engine.solver import offer_of


@dataclass(frozen=True)
class View:
    """How well one of a pair suits the other, seen from the first: its score and what makes it."""

    person_id: str
    other_id: str
    score: int
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Together:
    """People of one group; ids sorted. `score`: that of the worst pair among them. `near_ties`: who would do nearly as well."""

    ids: tuple[str, ...]
    score: int
    views: tuple[View, ...]
    near_ties: tuple[Instead, ...] = ()


@dataclass(frozen=True)
class Alone:
    """Somebody without a group, and why.

    `eligible`: how many people the rules would allow; `removed`: how many each rule removes, or removes
    as the only one, whichever of the two it judges as mentee.
    """

    person_id: str
    reason: Reason
    eligible: int
    removed: tuple[Removal, ...]


def symmetric(judged: Judged) -> Offer:
    """Return who may be paired with whom, both ways the same."""
    offer = offer_of(judged, [])
    ones = np.ones(len(offer.wishes), dtype=np.int64)
    both = offer.scores.astype(np.int32)
    return Offer(
        verdicts=Known(offer.allowed & offer.allowed.T, (both + both.T) // 2),
        wishes=ones,
        waiting=ones > 0,
        capacity=ones,
        groups=(),
        row_hashes=offer.row_hashes,
        column_hashes=offer.row_hashes,
    )


def all_together(
    judged: Judged, offer: Offer, groups: Sequence[tuple[int, ...]], leads: Flags | None = None
) -> tuple[Together, ...]:
    """Say how well everybody of each group suits every other, and who else would do nearly as well; `leads` as in `instead`."""
    ids = [person.id for person in judged.mentees]
    near = instead(offer, groups, ids, judged.problem.near_tie_points, leads=leads)
    return tuple(
        replace(together(judged, offer, group), near_ties=others)
        for group, others in zip(groups, near, strict=True)
    )


def together(judged: Judged, offer: Offer, group: tuple[int, ...]) -> Together:
    """Say how well everybody of a group suits every other."""
    cells: list[Cell] = [(a, b) for a in group for b in group if a != b]
    views = []
    scores = judged.verdicts.scores(*np.array(cells, dtype=np.int64).T).tolist()
    for (person, other), score in zip(cells, scores, strict=True):
        mine, theirs = judged.mentees[person], judged.mentees[other]
        contributions = judged.problem.scoring.contributions(mine, theirs)
        views.append(View(mine.id, theirs.id, score, contributions))
    ids = tuple(judged.mentees[place].id for place in group)
    return Together(ids, min(int(offer.scores[cell]) for cell in cells), tuple(views))


def alone_of(judged: Judged, offer: Offer, place: int, reason: Reason) -> Alone:
    """Say why somebody is left out: for the reason given, or because nobody fits. O(people x rules)."""
    barrier, people = judged.judge.barrier, np.arange(len(judged.mentees))
    mine = barrier.forbidden(people[[place]], EVERYBODY)
    theirs = barrier.forbidden(people, people[[place]])
    others = people != place
    removed = np.array([a[0] | b[:, 0] for a, b in zip(mine, theirs, strict=True)])[:, others]
    only = removed & (removed.sum(axis=0) == 1)
    eligible = int(offer.allowed[place].sum())
    if not eligible:
        reason = Reason("unplaced.nobody_fits", {"candidates": int(others.sum())})
    removals = [
        Removal(rule.key, rule.reason(), int(flags.sum()), int(alone.sum()))
        for rule, flags, alone in zip(judged.problem.all_rules, removed, only, strict=True)
        if flags.any()
    ]
    return Alone(judged.mentees[place].id, reason, eligible, tuple(removals))
