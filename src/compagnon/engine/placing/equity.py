"""Who stays out: as evenly over groups as the number of places allows (ALL-53).

For groups g with n(g) people of whom u(g) stay out, the sum of u(g)^2 / n(g) is made as small as
it can be without placing fewer people. Leaving out the u-th person of a group costs
(2u - 1) / n(g), which rises with u, so the aim is a flow of least cost over arcs of rising cost.
Costs are whole numbers: steps times the least common multiple of the group sizes, or, where that
passes 2^32, times 2^32 and rounded down.

What is proved: the first grouping is exact in any case, because rounding keeps the order of all
steps (groups have fewer than 2^16 people), and the counts of people that can be placed together
form a base polytope, whose cheapest points depend on that order alone. Where so many of each
group are wanted at least, the steps up to them come before all others: then as few as can be are
missing from what is wanted, and among those placements the most even ones are left; steps still
fall. The k-th grouping counts groups of equal answers to all of the first k attributes ("region and sector"); it is exact among
the placements that meet those before it, up to that rounding.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from math import lcm
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.people import Person

_MOST: Final = 2**32
_WANTED: Final = 2**34
"""More than any step is worth by itself."""


@dataclass(frozen=True)
class Grouping:
    """Groups of mentees: the group of each row, how many people it has, how many still wait.

    `wanted`: how many of those who wait are to be placed before evenness counts; None: nobody is.
    """

    labels: Ints
    sizes: Ints
    waiting: Ints
    scale: int
    wanted: Ints | None = None

    def steps(self, group: int) -> Ints:
        """Return what placing one more, and one more again, of a group is worth: falling values."""
        left_out = np.arange(self.waiting[group], 0, -1, dtype=np.int64)
        steps: Ints = (2 * left_out - 1) * self.scale // self.sizes[group]
        if self.wanted is not None:
            steps[: self.wanted[group]] += _WANTED
        return steps

    def cost(self, placed: Ints) -> int:
        """Return the cost of leaving out all who wait but these rows."""
        counts = np.bincount(self.labels[placed], minlength=len(self.sizes))
        return sum(int(self.steps(group)[count:].sum()) for group, count in enumerate(counts))


def groupings(
    attributes: Sequence[str], mentees: Sequence[Person], waiting: Flags, least_percent: int = 0
) -> tuple[Grouping, ...]:
    """Return one grouping for each attribute together with those before it.

    `least_percent`: what share of each group of the first attribute is wanted at least.

    Everybody counts into the sizes of groups; `waiting` are those still to be placed. People who
    did not answer are a group of their own.
    """
    found = []
    for count in range(1, len(attributes) + 1):
        cells = [tuple(person.code(name) for name in attributes[:count]) for person in mentees]
        found.append(grouping_of(cells, waiting))
    if least_percent and found:
        answered = [person.code(attributes[0]) is not None for person in mentees]
        found[0] = _wanting(found[0], np.array(answered, dtype=np.bool_), least_percent)
    return tuple(found)


def _wanting(grouping: Grouping, answered: Flags, percent: int) -> Grouping:
    """Want a share of each group, rounded up, with those who are placed already; of those who did not answer, none."""
    sizes = np.bincount(grouping.labels[answered], minlength=len(grouping.sizes))
    settled = grouping.sizes - grouping.waiting
    return replace(grouping, wanted=np.maximum(-(-percent * sizes // 100) - settled, 0))


def grouping_of(cells: Sequence[Hashable], waiting: Flags) -> Grouping:
    """Group rows of equal cells."""
    known: dict[Hashable, int] = {}
    labels = np.array([known.setdefault(cell, len(known)) for cell in cells], dtype=np.int64)
    return grouping_by(labels, waiting)


def grouping_by(labels: Ints, waiting: Flags) -> Grouping:
    """Group rows of equal labels, which are numbers from 0."""
    sizes = np.bincount(labels).astype(np.int64)
    still = np.bincount(labels[waiting], minlength=len(sizes)).astype(np.int64)
    return Grouping(labels, sizes, still, min(lcm(*sizes.tolist()), _MOST))
