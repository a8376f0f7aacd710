"""Who looks at the same page: whoever was seen there in the last five minutes. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

Seen = Mapping[str, datetime]
"""When people were last seen on a page, by their ids."""

HELD: Final = timedelta(minutes=5)
HELD_SECONDS: Final = int(HELD.total_seconds())
_AGAIN: Final = timedelta(minutes=1)


def others_here(seen: Seen, own: UUID | None, now: datetime) -> list[UUID]:
    """Return who else was seen in the last five minutes, the latest first."""
    found = [(at, UUID(hex=key)) for key, at in seen.items() if now - at < HELD]
    return [one for _at, one in sorted(found, reverse=True) if one != own]


def is_to_be_noted(seen: Seen, own: UUID, now: datetime) -> bool:
    """Say whether somebody was not seen in the last minute: more often it is not written down."""
    at = seen.get(own.hex)
    return at is None or now - at >= _AGAIN
