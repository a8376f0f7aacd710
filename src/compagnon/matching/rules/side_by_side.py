"""Two people's answers beside each other: what they share and where they differ. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.wording import listed, name_of_attribute
from compagnon.recruitment.rules.institutions import key_of

# What is set beside each other: of the mentor, of the mentee.
_BESIDE: Final = (
    ("interests_offered", "interests_wanted"),
    *(
        (one, one)
        for one in (
            "purposes",
            "languages_taught",
            "phases",
            "sector",
            "region",
            "institution",
            "modes",
            "availability",
            "meeting_frequency",
        )
    ),
)
# Answers that are no better for being alike.
_ONLY_READ: Final = ("experience_years", "match_preference")
_TONES: Final[dict[str, tuple[StrOrPromise, str]]] = {
    "alike": (_("Alike"), "good"),
    "partly": (_("Partly alike"), "plain"),
    "different": (_("Different"), "plain"),
}


@dataclass(frozen=True)
class Beside:
    """One question with both answers in words, and what both said; `standing` and `tone` say how alike they are."""

    label: StrOrPromise
    mentor: str
    mentee: str
    common: str
    standing: StrOrPromise
    tone: str


def side_by_side(
    mentor: Mapping[str, Any], mentee: Mapping[str, Any], interests: Mapping[str, str]
) -> list[Beside]:
    """Set two people's answers beside each other, question by question; what neither answered is left out.

    Where one of the two said nothing, nothing is compared. Spellings of one workplace are alike. `interests`: what
    the scheme calls those that it words itself.
    """
    rows = [
        _beside(name, (mentor.get(name), mentee.get(other)), interests) for name, other in _BESIDE
    ]
    rows += [
        _beside(name, (mentor.get(name), mentee.get(name)), interests, is_compared=False)
        for name in _ONLY_READ
    ]
    return [row for row in rows if row.mentor or row.mentee]


def _beside(
    name: str,
    given: tuple[object, object],
    interests: Mapping[str, str],
    *,
    is_compared: bool = True,
) -> Beside:
    ours, theirs = (_keyed(name, value) for value in given)
    common = {key: ours[key] for key in ours if key in theirs}
    found = _likeness(set(ours), set(theirs)) if is_compared else ""
    standing, tone = _TONES.get(found, ("", "plain"))
    return Beside(
        label=_("Interests offered and wanted")
        if name == "interests_offered"
        else name_of_attribute(name),
        mentor=listed(list(ours.values()), name, interests),
        mentee=listed(list(theirs.values()), name, interests),
        common=listed(list(common.values()), name, interests) if found == "partly" else "",
        standing=standing,
        tone=tone,
    )


def _keyed(name: str, value: object) -> dict[str, str]:
    """Return an answer's values, by what they are compared by."""
    values: Iterable[object] = value if isinstance(value, (list, tuple)) else [value]
    given = [str(one) for one in values if one not in {None, ""}]
    return {key_of(one) if name == "institution" else one: one for one in given}


def _likeness(ours: set[str], theirs: set[str]) -> str:
    if not ours or not theirs:
        return ""
    if ours == theirs:
        return "alike"
    return "partly" if ours & theirs else "different"
