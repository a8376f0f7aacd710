"""The privacy map: for every field of every table what it is, whether an access export shows it, what erasure does.

Each package declares its own fields in `privacy.py`; a test fails for a field nobody declared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Model


class Category(StrEnum):
    """What kind of data a field holds."""

    IDENTITY = "identity"
    CONTACT = "contact"
    ANSWER = "answer"
    WORDS = "confidential words"
    RECORD = "record of what happened"
    TECHNICAL = "technical"


class Erasure(StrEnum):
    """What erasing the person does to the field."""

    WITH_ROW = "deleted with its row"
    BLANKED = "blanked"
    SHREDDED = "key destroyed, row deleted"
    KEPT = "kept"


@dataclass(frozen=True)
class Treatment:
    """How one field is treated, and why."""

    category: Category
    erasure: Erasure
    why: str
    exported: bool = False


Eraser = Callable[[UUID, str], None]

_map: dict[type[Model], Mapping[str, Treatment]] = {}
_erasers: list[Eraser] = []


def declare(model: type[Model], fields: Mapping[str, Treatment]) -> None:
    """Declare the treatment of every field of a table."""
    _map[model] = fields


def privacy_map() -> Mapping[type[Model], Mapping[str, Treatment]]:
    """Return the whole map, for the reference, the exports and the tests."""
    return dict(_map)


def on_erasure(eraser: Eraser) -> None:
    """Register what a package does when a person is erased, as its map says (given the person's id and address)."""
    _erasers.append(eraser)


def erasers() -> list[Eraser]:
    """Return what every package does, the packages above first."""
    return _erasers[::-1]
