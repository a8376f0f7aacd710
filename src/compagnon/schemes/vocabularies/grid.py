"""Days, and the parts of a day in which two people may meet."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_noop as _

DAYS: Final = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
PARTS: Final = {
    "before_school": _("before school"),
    "morning": _("morning"),
    "lunch": _("lunch break"),
    "afternoon": _("afternoon"),
    "after_school": _("after school"),
    "evening": _("evening"),
}
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri")
WEEKEND: Final = ("sat", "sun")
_WEEKEND_PARTS: Final = ("morning", "afternoon", "evening")


def parts_of(day: str) -> tuple[str, ...]:
    """Return the parts of a day that can be chosen: no school divides a Saturday."""
    return _WEEKEND_PARTS if day in WEEKEND else tuple(PARTS)


def times_of(days: Iterable[str], parts: Iterable[str]) -> tuple[str, ...]:
    """Return the times of some days: these parts of them, of none named all."""
    wanted = set(parts)
    return tuple(
        f"{day}_{part}" for day in days for part in parts_of(day) if not wanted or part in wanted
    )
