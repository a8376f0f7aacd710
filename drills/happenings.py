"""What happened since a moment, told from the event log and the outbox."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from compagnon.core import clock
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message


@dataclass(frozen=True)
class Since:
    """A moment: the last event before it, and the time."""

    event: int
    time: datetime

    @classmethod
    def now(cls) -> Self:
        """Begin to look."""
        last = EventRow.objects.order_by("-id").values_list("id", flat=True).first()
        return cls(last or 0, clock.now())

    def twice(self) -> list[str]:
        """Return what came more than once: the same event about the same thing, the same letter to one person."""
        rows = EventRow.objects.filter(id__gt=self.event).values_list("name", "about_id", "data")
        events = Counter((name, about, str(data)) for name, about, data in rows)
        letters = Message.objects.filter(planned_at__gt=self.time)
        planned = Counter(letters.values_list("kind", "address", "context__proposal_id"))
        found = [
            key[0] for counted in (events, planned) for key, count in counted.items() if count > 1
        ]
        return sorted(found)
