"""Schools, colleges and other workplaces as people type them: one key for one place, and what may be a double. Pure."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from compagnon.recruitment.rules.names import slips
from compagnon.schemes.vocabularies import fold

# The question of a form that asks for it.
INSTITUTION: Final = "institution"
LONGEST_KEY: Final = 300
_HANDLE: Final = 32
_LEFT_OUT: Final = frozenset({"the", "and"})
_IN_FULL: Final[Mapping[str, str]] = {
    "st": "saint",
    "ste": "saint",
    "sch": "school",
    "schl": "school",
    "coll": "college",
    "acad": "academy",
    "univ": "university",
    "uni": "university",
    "prim": "primary",
    "pri": "primary",
    "sec": "secondary",
    "inst": "institute",
    "dept": "department",
}
# Words that many places have in their name: alone they say nothing.
_GENERIC: Final = frozenset(
    {
        *("school", "college", "academy", "university", "primary", "secondary", "high", "saint"),
        *("institute", "department", "sixth", "form", "ysgol", "coleg", "trust", "community"),
    }
)


def key_of(text: str) -> str:
    """Return what a place is known by: without case, accents, punctuation and "the", with abbreviations in full."""
    words = fold(text).split()
    kept = [_IN_FULL.get(word, word) for word in words if word not in _LEFT_OUT]
    return "-".join(kept)[:LONGEST_KEY]


def handle_of(organisation_id: UUID, key: str) -> str:
    """Return what an address names a place by: it tells nobody who reads a log which place it is."""
    return hashlib.sha256(f"{organisation_id.hex} {key}".encode()).hexdigest()[:_HANDLE]


def root_of(key: str, merged: Mapping[str, str]) -> str:
    """Return the key that a place goes by after all that was merged."""
    seen = {key}
    while (after := merged.get(key)) and after not in seen:
        key = after
        seen.add(key)
    return key


def doubles_of(keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each key, which others may mean the same place: a person decides.

    One has all the words of the other and some more (a town), or they are one slip of the pen apart.
    """
    found: dict[str, set[str]] = {key: set() for key in keys}
    for one, other in (*_with_more_words(keys), *_one_slip_apart(keys)):
        found[one].add(other)
        found[other].add(one)
    return {key: tuple(sorted(others)) for key, others in found.items()}


def _with_more_words(keys: Collection[str]) -> set[tuple[str, str]]:
    holding: dict[str, set[str]] = {}
    for key in keys:
        for word in key.split("-"):
            holding.setdefault(word, set()).add(key)
    pairs = set()
    for key in keys:
        words = set(key.split("-"))
        if words - _GENERIC:
            longer = set.intersection(*(holding[word] for word in words)) - {key}
            pairs |= {(key, other) for other in longer}
    return pairs


def _one_slip_apart(keys: Collection[str]) -> set[tuple[str, str]]:
    known: dict[str, str] = {}
    pairs = set()
    for key in keys:
        for slip in slips(key):
            other = known.setdefault(slip, key)
            if other != key:
                pairs.add((other, key))
    return pairs
