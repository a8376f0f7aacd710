"""How long what was said in and about an application is kept: a year after its cycle. Pure."""

from datetime import date

_LEAP_DAY = (2, 29)


def latest_end(today: date) -> date:
    """Return the latest end of a cycle of which nothing is kept any more on a day."""
    day = 28 if (today.month, today.day) == _LEAP_DAY else today.day
    return today.replace(year=today.year - 1, day=day)
