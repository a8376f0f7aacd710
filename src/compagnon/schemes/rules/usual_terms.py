"""Calendars to begin from: plausible days of each nation, to be confirmed by whoever coordinates. Never official."""

from datetime import date
from typing import Final

from compagnon.schemes.rules.terms import Entry, Kind

_TERM, _BREAK, _OFF = Kind.TERM, Kind.BREAK, Kind.DAY_OFF


def _entry(
    kind: Kind, first: tuple[int, int, int], last: tuple[int, int, int] | None = None
) -> Entry:
    return Entry(kind, date(*first), date(*(last or first)))


_ENGLAND_2026: Final = (
    _entry(_TERM, (2026, 9, 1), (2026, 12, 18)),
    _entry(_BREAK, (2026, 10, 26), (2026, 10, 30)),
    _entry(_TERM, (2027, 1, 4), (2027, 3, 25)),
    _entry(_BREAK, (2027, 2, 15), (2027, 2, 19)),
    _entry(_TERM, (2027, 4, 12), (2027, 7, 20)),
    _entry(_OFF, (2027, 5, 3)),
    _entry(_BREAK, (2027, 5, 31), (2027, 6, 4)),
)
_ENGLAND_2027: Final = (
    _entry(_TERM, (2027, 9, 1), (2027, 12, 17)),
    _entry(_BREAK, (2027, 10, 25), (2027, 10, 29)),
    _entry(_TERM, (2028, 1, 4), (2028, 3, 31)),
    _entry(_BREAK, (2028, 2, 14), (2028, 2, 18)),
    _entry(_TERM, (2028, 4, 18), (2028, 7, 21)),
    _entry(_OFF, (2028, 5, 1)),
    _entry(_BREAK, (2028, 5, 29), (2028, 6, 2)),
)
_SCOTLAND_2026: Final = (
    _entry(_TERM, (2026, 8, 12), (2026, 12, 22)),
    _entry(_BREAK, (2026, 10, 12), (2026, 10, 16)),
    _entry(_TERM, (2027, 1, 6), (2027, 4, 2)),
    _entry(_BREAK, (2027, 2, 15), (2027, 2, 16)),
    _entry(_OFF, (2027, 3, 26)),
    _entry(_OFF, (2027, 3, 29)),
    _entry(_TERM, (2027, 4, 19), (2027, 6, 25)),
    _entry(_OFF, (2027, 5, 3)),
    _entry(_OFF, (2027, 5, 28), (2027, 5, 31)),
)
_SCOTLAND_2027: Final = (
    _entry(_TERM, (2027, 8, 11), (2027, 12, 22)),
    _entry(_BREAK, (2027, 10, 11), (2027, 10, 15)),
    _entry(_TERM, (2028, 1, 5), (2028, 3, 31)),
    _entry(_BREAK, (2028, 2, 14), (2028, 2, 15)),
    _entry(_TERM, (2028, 4, 18), (2028, 6, 23)),
    _entry(_OFF, (2028, 5, 1)),
    _entry(_OFF, (2028, 5, 26), (2028, 5, 29)),
)
_NORTHERN_IRELAND_2026: Final = (
    _entry(_TERM, (2026, 9, 1), (2026, 12, 21)),
    _entry(_BREAK, (2026, 10, 29), (2026, 10, 30)),
    _entry(_TERM, (2027, 1, 4), (2027, 3, 24)),
    _entry(_BREAK, (2027, 2, 11), (2027, 2, 12)),
    _entry(_OFF, (2027, 3, 17)),
    _entry(_TERM, (2027, 4, 5), (2027, 6, 30)),
    _entry(_OFF, (2027, 5, 3)),
    _entry(_OFF, (2027, 5, 31)),
)
_NORTHERN_IRELAND_2027: Final = (
    _entry(_TERM, (2027, 9, 1), (2027, 12, 21)),
    _entry(_BREAK, (2027, 10, 28), (2027, 10, 29)),
    _entry(_TERM, (2028, 1, 4), (2028, 4, 12)),
    _entry(_BREAK, (2028, 2, 10), (2028, 2, 11)),
    _entry(_OFF, (2028, 3, 17)),
    _entry(_TERM, (2028, 4, 24), (2028, 6, 30)),
    _entry(_OFF, (2028, 5, 1)),
    _entry(_OFF, (2028, 5, 29)),
)

USUAL_TERMS: Final[dict[tuple[str, int], tuple[Entry, ...]]] = {
    ("england", 2026): _ENGLAND_2026,
    ("england", 2027): _ENGLAND_2027,
    ("wales", 2026): _ENGLAND_2026,  # the days of Welsh councils have been those of most of England
    ("wales", 2027): _ENGLAND_2027,
    ("scotland", 2026): _SCOTLAND_2026,
    ("scotland", 2027): _SCOTLAND_2027,
    ("northern_ireland", 2026): _NORTHERN_IRELAND_2026,
    ("northern_ireland", 2027): _NORTHERN_IRELAND_2027,
}
CALENDAR_NATIONS: Final = ("england", "wales", "scotland", "northern_ireland")
USUAL_YEARS: Final = (2026, 2027)
