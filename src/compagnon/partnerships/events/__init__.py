"""What happens in a partnership; ids, dates and numbers only."""

from compagnon.partnerships.events.meeting import ActionItemDone, MeetingRecorded

__all__ = ["ActionItemDone", "MeetingRecorded"]
