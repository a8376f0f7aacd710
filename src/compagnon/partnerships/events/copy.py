from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event
from compagnon.partnerships.papers.kinds import Paper


@dataclass(frozen=True, kw_only=True)
class CopyExported(Event):
    """A member took a copy of everything that they may read in their partnership."""

    partnership_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaperExported(Event):
    """A member took the contract, the log or the plan of their partnership away as a document."""

    partnership_id: UUID
    member_id: UUID
    paper: Paper
