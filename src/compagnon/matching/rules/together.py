"""People whom a match puts together, two or more: which they are, whatever their order. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from compagnon.matching.rules.releasing import ids_of


def fingerprint_of(ids: Iterable[UUID]) -> str:
    """Return a fingerprint that is the same for the same people in any order, and for no others."""
    return hashlib.sha256(" ".join(sorted(one.hex for one in ids)).encode()).hexdigest()


def is_together(result: Mapping[str, Any], ids: Iterable[UUID]) -> bool:
    """Say whether a match puts exactly these people together, as a pair or as a group."""
    asked = {one.hex for one in ids}
    found = (*map(ids_of, result["pairs"]), *(one["ids"] for one in result.get("groups", ())))
    return any(asked == set(one) for one in found)
