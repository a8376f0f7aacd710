"""What happens to a Charter."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CharterDrafted(Event):
    """Somebody wrote on the next version of a scheme's charter."""

    draft_id: UUID
    scheme_id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class CharterDraftDropped(Event):
    """The next version of a charter was given up before it was published."""

    draft_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class CharterPublished(Event):
    """A scheme published a new version of its charter; everybody is asked to sign it."""

    charter_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class CharterSigned(Event):
    """A person signed one version of a charter."""

    signature_id: UUID
    charter_id: UUID
    person_id: UUID
