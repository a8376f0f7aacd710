"""An applicant as a file tells of them. The names of the fields are the keys under which answers are kept."""

import unicodedata
from dataclasses import dataclass, field, fields
from datetime import datetime

from compagnon.schemes.vocabularies import NATION_OF_REGION

Answer = str | int | bool | list[str] | list[list[str]] | None

_KEPT_ELSEWHERE = {"line", "name", "email", "submitted_at", "roles", "capacity"}


def sensitive() -> tuple[str, ...]:
    """Mark a field that nobody is shown, not even in an error report."""
    return field(default=(), repr=False, metadata={"is_sensitive": True})


@dataclass(frozen=True, kw_only=True)
class ApplicantRow:
    """What one line says of one person. Lists hold keys of the vocabularies, in their order.

    `unlisted` keeps, as (field, text), what was written and is on no list.
    """

    line: int
    name: str
    email: str
    roles: tuple[str, ...]
    submitted_at: datetime | None = None
    audiences: tuple[str, ...] = ()
    membership_number: str = ""
    membership_category: str = ""
    region: str = ""
    postcode_area: str = ""
    sector: str = ""
    phases: tuple[str, ...] = ()
    institution: str = ""
    career_stage: str = ""
    experience_years: int | None = None
    languages_taught: tuple[str, ...] = ()
    languages_spoken: tuple[str, ...] = ()
    interests_wanted: tuple[str, ...] = ()
    interests_offered: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    match_preference: str = ""
    meeting_frequency: str = ""
    availability: tuple[str, ...] = ()
    capacity: int = 1
    how_heard: tuple[str, ...] = ()
    charter_signed: bool | None = None
    unlisted: tuple[tuple[str, str], ...] = ()
    declared_managers: tuple[str, ...] = sensitive()
    declared_conflicts: tuple[str, ...] = sensitive()

    @property
    def email_key(self) -> str:
        """The address as it is compared: two spellings of one address are one person."""
        return unicodedata.normalize("NFKC", self.email).casefold()

    @property
    def nation(self) -> str:
        """The nation in which the region lies; empty if the region is not known."""
        return NATION_OF_REGION.get(self.region, "")

    @property
    def is_mentor(self) -> bool:
        """Whether this person would like to mentor."""
        return "mentor" in self.roles

    @property
    def is_mentee(self) -> bool:
        """Whether this person would like a mentor."""
        return "mentee" in self.roles

    def answers(self) -> dict[str, Answer]:
        """The answers as they are kept (JSON): without what has a place of its own, and without what is sensitive."""
        return {
            one.name: _plain(getattr(self, one.name))
            for one in fields(self)
            if one.name not in _KEPT_ELSEWHERE and "is_sensitive" not in one.metadata
        }


def _plain(value: Answer | tuple[object, ...]) -> Answer:
    if isinstance(value, tuple):
        return [list(item) if isinstance(item, tuple) else item for item in value]  # type: ignore[return-value]
    return value
