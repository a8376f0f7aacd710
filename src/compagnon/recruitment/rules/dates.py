"""Dates as forms and spreadsheets write them. Whether the day or the month comes first is told by the whole column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from django.utils import timezone as zones

_CLOCK = (
    r"(?:[ T,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[AP]\.?M\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|BST)?(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?)?"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})[-/.](?P<first>\d{1,2})[-/.](?P<then>\d{1,2})" + _CLOCK, re.IGNORECASE
)
_YEAR_LAST = re.compile(
    r"(?P<first>\d{1,2})[-/.](?P<then>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _CLOCK, re.IGNORECASE
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 -- spreadsheets count days without a time zone
_YEARS = range(2000, 2100)
_MONTHS = 12


@dataclass(frozen=True)
class DateOrder:
    """How the dates of a column are written; proven if one of them can only be read this way."""

    day_first: bool
    is_proven: bool


def date_order(texts: Iterable[str]) -> DateOrder:
    """Tell from all dates of a column whether the day comes first; if none proves it, it does (British use)."""
    day_first = month_first = False
    for text in texts:
        if found := _YEAR_LAST.fullmatch(text):
            day_first |= int(found["first"]) > _MONTHS
            month_first |= int(found["then"]) > _MONTHS
    return DateOrder(day_first=day_first or not month_first, is_proven=day_first != month_first)


def is_ambiguous(text: str) -> bool:
    """Tell whether a date names another day when day and month change places."""
    if found := _YEAR_LAST.fullmatch(text):
        first, then = int(found["first"]), int(found["then"])
        return max(first, then) <= _MONTHS and first != then
    return False


def read_instant(text: str, order: DateOrder) -> datetime | None:
    """Read a date with or without a time: ISO, day or month first, or a spreadsheet's count of days.

    Without a time zone it is the installation's. None if it is no date, or one outside this century.
    """
    try:
        instant = _serial(text) if _SERIAL.fullmatch(text) else _written(text, order)
    except (ValueError, OverflowError):
        return None
    return instant.astimezone(UTC) if instant and instant.year in _YEARS else None


def _serial(text: str) -> datetime:
    return zones.make_aware(_DAY_ZERO + timedelta(seconds=round(float(text) * 86_400)))


def _written(text: str, order: DateOrder) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(text):
        month, day = int(found["first"]), int(found["then"])
    elif found := _YEAR_LAST.fullmatch(text):
        first, second = int(found["first"]), int(found["then"])
        # A date that the column's order makes impossible can only be the other way round.
        is_day_first = first > _MONTHS or (order.day_first and second <= _MONTHS)
        day, month = (first, second) if is_day_first else (second, first)
    else:
        return None
    year = int("20"[: 4 - len(found["year"])] + found["year"])
    naive = datetime(year, month, day, *_time(found))  # noqa: DTZ001 -- the zone follows
    zone = _zone(found)
    return naive.replace(tzinfo=zone) if zone else zones.make_aware(naive)


def _time(found: re.Match[str]) -> tuple[int, int, int]:
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].upper().startswith("P") else 0)
    return hour, int(found["minute"] or 0), int(found["second"] or 0)


def _zone(found: re.Match[str]) -> tzinfo | None:
    if not found["zone"] and not found["sign"]:
        return None
    summer = timedelta(hours=1) if (found["zone"] or "").upper() == "BST" else timedelta()
    shift = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    return timezone(summer - shift if found["sign"] == "-" else summer + shift)
