"""What a letter is about, as its row keeps it: ids, enums, dates, numbers and flags, never words."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from uuid import UUID

Fact = UUID | Enum | date | int | bool | None
Plain = str | int | bool | None


def plain(facts: Mapping[str, Fact]) -> dict[str, Plain]:
    """Return facts as JSON keeps them.

    Refuses text (TypeError): words are loaded when the letter is rendered, so that a letter that waits
    in the outbox holds nothing to read, and one that is late tells how things stand now.
    """
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Fact) -> Plain:
    match value:
        case UUID():
            return value.hex
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case bool() | int() | None:
            return value
        case _:
            raise TypeError(
                f"A letter cannot carry {type(value).__name__}: ids, enums, dates, numbers only."
            )


class Facts:
    """The facts of one letter, read back by name and kind."""

    def __init__(self, stored: Mapping[str, Plain]) -> None:
        """Keep what the row holds."""
        self._stored = stored

    def id(self, name: str) -> UUID:
        """Return a public id."""
        return UUID(hex=str(self._stored[name]))

    def day(self, name: str) -> date:
        """Return a date."""
        return date.fromisoformat(str(self._stored[name]))

    def instant(self, name: str) -> datetime:
        """Return a date with its time."""
        return datetime.fromisoformat(str(self._stored[name]))

    def choice(self, name: str) -> str:
        """Return the value of an enum."""
        return str(self._stored[name])

    def number(self, name: str) -> int:
        """Return a number or a flag (0 or 1)."""
        return int(self._stored[name] or 0)

    def has(self, name: str) -> bool:
        """Say whether there is such a fact, and it is not nothing."""
        return self._stored.get(name) is not None
