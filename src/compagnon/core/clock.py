"""The one clock. Everything that asks what time it is asks here, so that tests and `tick --now` can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_moved_to: ContextVar[datetime | None] = ContextVar("compagnon_clock", default=None)


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return _moved_to.get() or datetime.now(tz=UTC)  # noqa: TID251 -- this is the one clock


def today() -> date:
    """Return the present day in the installation's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Let the clock stand at an instant for a while (`compagnon tick --now`).

    Refuses an instant without a time zone: two readers would take it for different moments.
    """
    if timezone.is_naive(instant):
        raise ValueError("The clock can only be moved to an instant with a time zone.")
    token = _moved_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved_to.reset(token)
