from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AgreementWritten(Event):
    """A member wrote a version of the learning contract and signed it."""

    agreement_id: UUID
    partnership_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Event):
    """A member signed a version that another wrote; it is in force once everybody has signed."""

    agreement_id: UUID
    partnership_id: UUID
    version: int
