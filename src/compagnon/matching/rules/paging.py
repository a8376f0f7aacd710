"""One page of a list that never changes, by key: whoever goes on, goes on behind the row they saw last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

PAGE_SIZE: Final = 25

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows of one page, what stands before and behind it, and where they stand among all.

    `previous` and `next` are the keys to go on from; None where there is no such page, and an empty `previous`
    means the first page.
    """

    rows: tuple[T, ...]
    previous: str | None
    next: str | None
    first: int
    total: int

    @property
    def last(self) -> int:
        """The place of the last row shown, counted from one."""
        return self.first + len(self.rows) - 1

    def of(self, rows: tuple[U, ...]) -> "Page[U]":
        """Return the same page of what was made from its rows."""
        return Page(rows, self.previous, self.next, self.first, self.total)


def page_after(rows: Sequence[T], key_of: Callable[[T], str], after: str) -> Page[T]:
    """Return the 25 rows behind the row of that key; the first ones for a key that no row has."""
    start = next((place + 1 for place, row in enumerate(rows) if key_of(row) == after), 0)
    end = start + PAGE_SIZE
    back = start - PAGE_SIZE
    previous = key_of(rows[back - 1]) if back > 0 else ""
    return Page(
        rows=tuple(rows[start:end]),
        previous=previous if start else None,
        next=key_of(rows[end - 1]) if end < len(rows) else None,
        first=start + 1,
        total=len(rows),
    )
