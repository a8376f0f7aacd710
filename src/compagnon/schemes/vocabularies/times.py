"""When people can meet: a grid of days and parts of a day, and the parts of a week that were asked for before it.

A time is kept as `tue_evening`; `holidays` stands beside the grid. An older answer names a whole part of the week
(`evenings`: every weekday evening): it stays readable, and counts as all of its times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from django_stubs_ext import StrPromise

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary, fold
from compagnon.schemes.vocabularies.grid import DAYS, PARTS, WEEKDAYS, WEEKEND, parts_of, times_of
from compagnon.schemes.vocabularies.practice import PARTS_OF_WEEK
from compagnon.schemes.vocabularies.written_times import read_times

# The lists whose answers are said in times.
TIMES: Final = frozenset({"availabilities", "parts_of_week"})
HOLIDAYS: Final = "holidays"
# What a part of the week means, in times of the grid.
_PARTS_OF: Final = {
    "before_school": ("before_school",),
    "school_day": ("morning", "lunch", "afternoon"),
    "after_school": ("after_school",),
    "evenings": ("evening",),
}


# Each part of the week as the times it stands for.
EXPANDED: Final = {
    **{key: times_of(WEEKDAYS, parts) for key, parts in _PARTS_OF.items()},
    "weekends": times_of(WEEKEND, ()),
}


@dataclass(frozen=True)
class Time(Choice):
    """One part of one day."""

    day: str = ""
    part: str = ""

    @property
    def label(self) -> StrPromise:
        """The day and, in brackets, its part, in the reader's language."""
        return _said(self.day, (self.part,))


def _said(day: str, parts: Iterable[str]) -> StrPromise:
    return format_lazy(
        "{day} ({parts})",
        day=gettext_lazy(DAYS[day]),
        parts=_joined(tuple(gettext_lazy(PARTS[part]) for part in parts)),
    )


def _joined(texts: tuple[StrPromise, ...]) -> StrPromise:
    pattern = ", ".join(["{}"] * len(texts))
    return format_lazy(pattern, *texts)


class TimesVocabulary(Vocabulary):
    """The grid. It knows the parts of the week, too, and reads days and times as people write them."""

    @cached_property
    def _by_key(self) -> dict[str, Choice]:
        return {
            **{one.key: one for one in PARTS_OF_WEEK.choices},
            **{one.key: one for one in self.choices},
        }

    def find(self, text: str) -> tuple[Choice, ...]:
        """Recognise times: "Tuesday evening", "Mon-Wed am", "Weekday evenings", "Any time"."""
        exact = self._index.get(fold(text)) or self._chosen(read_times(text))
        if exact:
            return exact
        parts = PARTS_OF_WEEK.find(text)
        return self._chosen(expanded(one.key for one in parts))

    def _chosen(self, keys: Iterable[str]) -> tuple[Choice, ...]:
        known = frozenset(keys)
        return tuple(one for one in self.choices if one.key in known)


AVAILABILITIES: Final = TimesVocabulary(
    "availabilities",
    _("Times to meet"),
    (
        *(
            Time(f"{day}_{part}", f"{english} ({PARTS[part]})", day=day, part=part)
            for day, english in DAYS.items()
            for part in parts_of(day)
        ),
        Choice(HOLIDAYS, _("School holidays"), ("Holidays", "Half terms", "In the holidays")),
    ),
    everything=PARTS_OF_WEEK.everything,
)


def expanded(codes: Iterable[str]) -> tuple[str, ...]:
    """Return times of the grid, in its order, for times and parts of the week; what is neither comes last."""
    found: dict[str, None] = {}
    for code in codes:
        found |= dict.fromkeys(EXPANDED.get(code, (code,)))
    listed = tuple(key for key in AVAILABILITIES.keys if key in found)
    return (*listed, *(code for code in found if code not in AVAILABILITIES.keys))


def summed_up(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the parts of the week in which at least one of these times lies."""
    times = set(expanded(codes))
    return tuple(
        key
        for key in PARTS_OF_WEEK.keys
        if key in times or times.intersection(EXPANDED.get(key, ()))
    )


def times_in_words(codes: Iterable[str]) -> tuple[StrPromise | str, ...]:
    """Say times shortly: whole parts of the week first, then day by day, each with its parts."""
    left = dict.fromkeys(expanded(codes))
    said: list[StrPromise | str] = []
    for key, times in EXPANDED.items():
        if left.keys() >= set(times):
            said.append(PARTS_OF_WEEK[key].label)
            left = {code: None for code in left if code not in times}
    for day in DAYS:
        parts = [part for part in parts_of(day) if f"{day}_{part}" in left]
        if parts:
            said.append(_said(day, parts))
    known = {f"{day}_{part}" for day in DAYS for part in parts_of(day)}
    rest = (code for code in left if code not in known)
    return (
        *said,
        *(AVAILABILITIES[one].label if one in AVAILABILITIES else one for one in rest),
    )
