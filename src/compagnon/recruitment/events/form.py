"""What happens to a scheme's application form."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FormPublished(Event):
    """A scheme published a new version of its application form."""

    form_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class FormDrafted(Event):
    """The next version of a scheme's form was changed, before anybody fills it in."""

    draft_id: UUID
    scheme_id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class FormVersionCopied(Event):
    """An earlier version of a scheme's form was copied into its next one, to be published again or changed first."""

    draft_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class FormDraftDropped(Event):
    """The next version of a scheme's form was given up."""

    draft_id: UUID
    scheme_id: UUID
