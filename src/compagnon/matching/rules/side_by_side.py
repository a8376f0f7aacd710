"""People's answers beside each other: what they share and where they differ. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.wording import listed, name_of_attribute
from compagnon.recruitment.rules.institutions import key_of

# What is set beside each other, whoever it is; and what of interests, of peers.
_BESIDE: Final = (
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
_OFFERED, _WANTED = "interests_offered", "interests_wanted"
# Answers that are no better for being alike.
_ONLY_READ: Final = ("experience_years", "match_preference")
_TONES: Final[dict[str, tuple[StrOrPromise, str]]] = {
    "alike": (_("Alike"), "good"),
    "partly": (_("Partly alike"), "plain"),
    "different": (_("Different"), "plain"),
}


@dataclass(frozen=True)
class Beside:
    """One question with everybody's answer in words, and what all said; `standing` and `tone` say how alike they are."""

    label: StrOrPromise
    said: tuple[str, ...]
    common: str
    standing: StrOrPromise
    tone: str


def side_by_side(
    people: Sequence[Mapping[str, Any]], interests: Mapping[str, str], *, are_sided: bool = True
) -> list[Beside]:
    """Set people's answers beside each other, question by question; what nobody answered is left out.

    `are_sided`: what the first offers is compared with what the others want. Where somebody said nothing, nothing is
    compared. Spellings of one workplace are alike. `interests`: what the scheme calls those that it words itself.
    """
    first, *others = people
    sided = (first.get(_OFFERED), *(one.get(_WANTED) for one in others))
    rows = [_beside(_OFFERED, sided, interests, label=_("Interests offered and wanted"))]
    if not are_sided:
        rows = [_beside(name, _said(people, name), interests) for name in (_WANTED, _OFFERED)]
    rows += [_beside(name, _said(people, name), interests) for name in _BESIDE]
    rows += [
        _beside(name, _said(people, name), interests, is_compared=False) for name in _ONLY_READ
    ]
    return [row for row in rows if any(row.said)]


def _said(people: Sequence[Mapping[str, Any]], name: str) -> tuple[object, ...]:
    return tuple(one.get(name) for one in people)


def _beside(
    name: str,
    given: Sequence[object],
    interests: Mapping[str, str],
    *,
    label: StrOrPromise = "",
    is_compared: bool = True,
) -> Beside:
    said = [_keyed(name, value) for value in given]
    common = {key: one for key, one in said[0].items() if all(key in other for other in said)}
    found = _likeness([set(one) for one in said]) if is_compared else ""
    standing, tone = _TONES.get(found, ("", "plain"))
    return Beside(
        label=label or name_of_attribute(name),
        said=tuple(listed(list(one.values()), name, interests) for one in said),
        common=listed(list(common.values()), name, interests) if found == "partly" else "",
        standing=standing,
        tone=tone,
    )


def _keyed(name: str, value: object) -> dict[str, str]:
    """Return an answer's values, by what they are compared by."""
    values: Iterable[object] = value if isinstance(value, (list, tuple)) else [value]
    given = [str(one) for one in values if one not in {None, ""}]
    return {key_of(one) if name == "institution" else one: one for one in given}


def _likeness(said: Sequence[set[str]]) -> str:
    if not all(said):
        return ""
    if all(one == said[0] for one in said):
        return "alike"
    return "partly" if set.intersection(*said) else "different"
