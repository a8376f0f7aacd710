"""What a new scheme starts from. It copies the template, and what it copied is its own from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from compagnon.schemes.charter import CHARTER, CharterText
from compagnon.schemes.models import Scheme
from compagnon.schemes.vocabularies import FOCUS_AREAS


@dataclass(frozen=True)
class Template:
    """A kind of scheme with its summary, focus areas, matching settings and charter (language → text)."""

    kind: Scheme.Kind
    summary: str
    focus_areas: tuple[str, ...]
    matching: Mapping[str, Any]
    charter: Mapping[str, CharterText]


ASSOCIATION: Final = Template(
    kind=Scheme.Kind.MENTORING,
    summary=(
        "Structured, supportive peer mentoring for everyone who teaches languages, across all sectors"
        " and phases. One-to-one, for six to nine months, face to face or online."
    ),
    focus_areas=FOCUS_AREAS.keys,
    matching={},  # a scheme keeps only what it does otherwise than schemes.matching_defaults
    charter=CHARTER,
)
