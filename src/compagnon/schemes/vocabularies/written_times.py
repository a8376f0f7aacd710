"""Days and times as people write them: "Mon am", "Weekday evenings", "Mon to Wed, lunch"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from compagnon.schemes.vocabularies.choice import fold
from compagnon.schemes.vocabularies.grid import DAYS, PARTS, WEEKDAYS, WEEKEND, times_of

_PM: Final = ("afternoon", "after_school")
# How people write days and parts, as `fold` leaves it. The longest is tried first.
_DAY_WORDS: Final = {
    **{
        word: (day,)
        for day, words in {
            "mon": "mon mons monday mondays",
            "tue": "tue tues tuesday tuesdays",
            "wed": "wed weds wednesday wednesdays",
            "thu": "thu thur thurs thursday thursdays",
            "fri": "fri fris friday fridays",
            "sat": "sat sats saturday saturdays",
            "sun": "sun suns sunday sundays",
        }.items()
        for word in words.split()
    },
    **dict.fromkeys(("weekday", "weekdays", "week days", "school days"), WEEKDAYS),
    **dict.fromkeys(("weekend", "weekends"), WEEKEND),
    **dict.fromkeys(("every day", "daily", "any day"), tuple(DAYS)),
}
_PART_WORDS: Final = {
    **dict.fromkeys(
        ("before school", "early", "early morning", "early mornings"), ("before_school",)
    ),
    **dict.fromkeys(("am", "morning", "mornings"), ("morning",)),
    **dict.fromkeys(
        ("lunch", "lunchtime", "lunchtimes", "lunch time", "lunch break", "midday", "noon"),
        ("lunch",),
    ),
    **dict.fromkeys(("afternoon", "afternoons"), ("afternoon",)),
    "pm": _PM,
    **dict.fromkeys(("after school", "straight after school"), ("after_school",)),
    **dict.fromkeys(("evening", "evenings", "eve", "eves", "night", "nights"), ("evening",)),
    **dict.fromkeys(("all day", "any time", "anytime"), tuple(PARTS)),
}
_FILLING: Final = ("in the", "on", "at", "the", "and", "or", "during")


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_WORD: Final = re.compile(
    rf"\s*(?:({_one_of(_DAY_WORDS)})|({_one_of(_PART_WORDS)})|({_one_of(_FILLING)}))(?=\s|$)"
)
_SPAN: Final = re.compile(r"^\s*([a-z]+)\s*(?:-|\u2013|\bto\b)\s*([a-z]+)\b(.*)$", re.IGNORECASE)


def read_times(text: str) -> tuple[str, ...]:
    """Read days and parts of a day as somebody writes them; nothing unless all of it is understood.

    One run of days and one of parts, in either order: "Mon, Tue evening" are two evenings. "Mon to Wed" is a span.
    """
    span = _SPAN.match(text)
    ends = [_DAY_WORDS.get(fold(one), ()) for one in span.groups()[:2]] if span else []
    if span and all(len(end) == 1 for end in ends):
        order = list(DAYS)
        first, last = (order.index(end[0]) for end in ends)
        rest = _runs(fold(span[3]))
        fits = rest is not None and all(kind == "parts" for kind, _found in rest)
        if first > last or not fits or rest is None:
            return ()
        return times_of(order[first : last + 1], [one for _kind, found in rest for one in found])
    runs = _runs(fold(text))
    if not runs or len(runs) > 2 or all(kind == "parts" for kind, _found in runs):  # noqa: PLR2004 -- days and parts
        return ()
    said = dict(runs)
    return times_of([day for day in DAYS if day in said["days"]], said.get("parts", ()))


def _runs(text: str) -> list[tuple[str, list[str]]] | None:
    """Return runs of days and of parts in their order; None if a word is neither."""
    return _gather(_words(text))


def _gather(
    words: Iterator[tuple[str, tuple[str, ...]] | None],
) -> list[tuple[str, list[str]]] | None:
    runs: list[tuple[str, list[str]]] = []
    for word in words:
        if word is None:
            return None
        kind, found = word
        if runs and runs[-1][0] == kind:
            runs[-1][1].extend(found)
        else:
            runs.append((kind, list(found)))
    return runs


def _words(text: str) -> Iterator[tuple[str, tuple[str, ...]] | None]:
    position = 0
    while position < len(text):
        word = _WORD.match(text, position)
        position = word.end() if word else len(text)
        day, part, _filling = word.groups() if word else ("", "", "")
        if word is None:
            yield None
        elif day:
            yield "days", _DAY_WORDS[day]
        elif part:
            yield "parts", _PART_WORDS[part]
