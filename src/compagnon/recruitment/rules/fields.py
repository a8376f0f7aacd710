"""What a file of applications may tell us: each value's name, the list it is chosen from, and what it is for."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from django_stubs_ext import StrPromise

from compagnon.recruitment.rules.wordings import WORDINGS


class Need(StrEnum):
    """Whether a file can be imported without the column."""

    REQUIRED = "required"
    MATCHING = "matching"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class ImportField:
    """A value an application may have."""

    name: str
    english: str
    need: Need = Need.OPTIONAL
    vocabulary: str = ""
    is_many: bool = False
    is_sensitive: bool = False

    @property
    def label(self) -> StrPromise:
        """The value's name in the reader's language."""
        return gettext_lazy(self.english)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings known to ask for it."""
        return WORDINGS[self.name].headings

    @property
    def hints(self) -> tuple[str, ...]:
        """The groups of words that point to it."""
        return WORDINGS[self.name].hints


FIELDS: tuple[ImportField, ...] = (
    ImportField("submitted_at", _("Sent on")),
    ImportField("name", _("Name"), Need.REQUIRED),
    ImportField("first_name", _("First name")),
    ImportField("last_name", _("Last name")),
    ImportField("email", _("E-mail address"), Need.REQUIRED),
    ImportField("roles", _("Takes part as"), Need.REQUIRED, vocabulary="roles", is_many=True),
    ImportField(
        "audiences", _("Who you are in language teaching"), vocabulary="audiences", is_many=True
    ),
    ImportField("membership_number", _("Membership number")),
    ImportField(
        "membership_category", _("Membership category"), vocabulary="membership_categories"
    ),
    ImportField("region", _("Region"), Need.MATCHING, vocabulary="regions"),
    ImportField("postcode_area", _("Postcode area")),
    ImportField("sector", _("Sector"), Need.MATCHING, vocabulary="sectors"),
    ImportField("phases", _("Phases"), Need.MATCHING, vocabulary="phases", is_many=True),
    ImportField("institution", _("School, college or other workplace"), Need.MATCHING),
    ImportField("career_stage", _("Career stage"), vocabulary="career_stages"),
    ImportField("experience_years", _("Years of experience"), Need.MATCHING),
    ImportField(
        "languages_taught",
        _("Languages taught"),
        Need.MATCHING,
        vocabulary="languages",
        is_many=True,
    ),
    ImportField("languages_spoken", _("Languages spoken"), vocabulary="languages", is_many=True),
    ImportField(
        "interests_wanted",
        _("Interests wanted"),
        Need.MATCHING,
        vocabulary="interests",
        is_many=True,
    ),
    ImportField(
        "interests_offered",
        _("Interests offered"),
        Need.MATCHING,
        vocabulary="interests",
        is_many=True,
    ),
    ImportField("purposes", _("Purposes"), Need.MATCHING, vocabulary="purposes", is_many=True),
    ImportField("modes", _("Ways of meeting"), Need.MATCHING, vocabulary="modes", is_many=True),
    ImportField(
        "match_preference", _("Similar or different"), Need.MATCHING, vocabulary="match_preferences"
    ),
    ImportField(
        "meeting_frequency", _("How often to meet"), Need.MATCHING, vocabulary="meeting_frequencies"
    ),
    ImportField(
        "availability", _("Times to meet"), Need.MATCHING, vocabulary="availabilities", is_many=True
    ),
    ImportField("capacity", _("Places offered"), Need.MATCHING),
    ImportField("how_heard", _("How you heard of us"), vocabulary="how_heard", is_many=True),
    ImportField("charter_signed", _("Charter agreed")),
    ImportField(
        "declared_managers",
        _("Managers and people managed"),
        Need.MATCHING,
        is_many=True,
        is_sensitive=True,
    ),
    ImportField(
        "declared_conflicts",
        _("Others not to be paired with"),
        Need.MATCHING,
        is_many=True,
        is_sensitive=True,
    ),
)

FIELD: dict[str, ImportField] = {field.name: field for field in FIELDS}
