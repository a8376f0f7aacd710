"""What may be told of groups of people where nobody is named: no small group, no exact count (ALL-95). Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

SMALLEST: Final = 10
"""The fewest people of whom anything is told."""
STEP: Final = 5
"""What counts are rounded to."""


@dataclass(frozen=True)
class Group:
    """A group of people: its name, how many it has (`sizes`), and how many of each of them count (`parts`)."""

    name: str
    sizes: tuple[int, ...]
    parts: tuple[int, ...] = ()


def is_small(count: int) -> bool:
    """Whether there are so few that they could be told apart; of nobody, nothing can be told."""
    return 0 < count < SMALLEST


def rounded(count: int) -> int:
    """Return a count to the nearest five."""
    return (count + STEP // 2) // STEP * STEP


def without_small(groups: Iterable[Group]) -> list[Group]:
    """Put small groups together, and with the next larger ones until the whole is small no more; last in the list.

    So no group can be had by subtracting the others from all. Empty where even all of them together are too few.
    """
    kept = list(groups)
    small = [one for one in kept if _has_few(one)]
    if not small:
        return kept
    kept = [one for one in kept if not _has_few(one)]
    while _has_few(whole := _together(small)) and kept:
        least = min(kept, key=_weight)
        kept.remove(least)
        small.append(least)
    return [] if _has_few(whole) else [*kept, whole]


def _weight(one: Group) -> int:
    return sum(one.sizes)


def _has_few(one: Group) -> bool:
    return any(map(is_small, one.sizes))


def _together(groups: Sequence[Group]) -> Group:
    sums = [_summed(groups, which) for which in (lambda one: one.sizes, lambda one: one.parts)]
    return Group(_("Smaller groups together"), *sums)


def _summed(groups: Sequence[Group], which: Callable[[Group], tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*map(which, groups), strict=True))
