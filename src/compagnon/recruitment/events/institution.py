"""What is decided about workplaces."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class InstitutionNamed(Event):
    """A coordinator gave a school, college or other workplace its name, so that applicants are offered it."""

    institution_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class InstitutionsMerged(Event):
    """A coordinator said that two spellings mean one place."""

    institution_id: UUID
    kept_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class InstitutionParted(Event):
    """A coordinator said that two spellings mean two places after all."""

    institution_id: UUID
    scheme_id: UUID
