"""Term calendars as rows keep them, and how they are called: a nation, or a council or institution in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.schemes.rules.terms import Entry, Kind
from compagnon.schemes.rules.usual_terms import CALENDAR_NATIONS
from compagnon.schemes.vocabularies import NATION_OF_REGION, NATIONS

TERM_KINDS: Final[dict[str, StrPromise]] = {
    Kind.TERM: _("Term"),
    Kind.BREAK: _("Half-term break"),
    Kind.DAY_OFF: _("Day off"),
}
NATION_LABELS: Final[dict[str, StrOrPromise]] = {
    nation: NATIONS[nation].label for nation in CALENDAR_NATIONS
}
_BETWEEN: Final = ":"


@dataclass(frozen=True)
class CalendarKey:
    """Whose calendar it is, whatever the year."""

    nation: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.nation}{_BETWEEN}{self.place}" if self.place else self.nation

    @property
    def title(self) -> StrOrPromise:
        """What people call it."""
        return self.place or NATION_LABELS[self.nation]


def key_from(text: str) -> CalendarKey:
    """Return the key that a setting holds; England's where it holds none that is known."""
    nation, _colon, place = text.partition(_BETWEEN)
    return CalendarKey(nation, place) if nation in CALENDAR_NATIONS else CalendarKey("england")


def key_of_person(
    answers: Mapping[str, Any], scheme_calendar: str, chosen: str = ""
) -> CalendarKey:
    """Return whose terms a person goes by: what they chose, else the nation of the region they named, else the scheme's.

    Whoever is in the scheme's own nation goes by the scheme's council or institution, where it has one.
    """
    if chosen:
        return key_from(chosen)
    scheme = key_from(scheme_calendar)
    nation = NATION_OF_REGION.get(str(answers.get("region", "")), "")
    if nation in CALENDAR_NATIONS and nation != scheme.nation:
        return CalendarKey(nation)
    return scheme


def to_stored(entries: Iterable[Entry]) -> list[list[str]]:
    """Return entries as JSON keeps them."""
    return [
        [one.kind.value, one.starts_on.isoformat(), one.ends_on.isoformat(), one.name]
        for one in entries
    ]


def from_stored(rows: Iterable[Sequence[str]]) -> tuple[Entry, ...]:
    """Return the entries that were kept."""
    return tuple(
        Entry(Kind(kind), date.fromisoformat(starts_on), date.fromisoformat(ends_on), name)
        for kind, starts_on, ends_on, name in rows
    )


def year_name(year: int) -> str:
    """Return what a school year is called: 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"
