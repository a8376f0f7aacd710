"""What a document is made of. Pure: words, and what each of them is; how they look is decided where they are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, ClassVar, Final

# Neither a file of a word processor nor a font has a place for these.
_NOT_PRINTABLE: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AROUND: Final = 4  # what a column needs beside its longest words
_WIDEST: Final = 60


@dataclass(frozen=True)
class Heading:
    """The title of a part. Level 1 stands directly below the document's own title; no level is left out."""

    kind: ClassVar = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Words in lines as they were written; `is_quiet`: what is only said beside the matter."""

    kind: ClassVar = "paragraph"
    text: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Items:
    """A list, with bullets or numbered."""

    kind: ClassVar = "items"
    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """What something is called, and what it is: (name, value), one a line."""

    kind: ClassVar = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table with a line of headings; `numbers`: the columns that hold numbers. Each row is named by its first cell.

    `caption` may be empty where the heading above says it.
    `bars`: for every row how long its bar is drawn, 0 to 1, behind the last column. A bar adds nothing to the numbers.
    `widths`: how wide each column is beside the others, where what stands in it does not say: in a form to fill in.
    """

    kind: ClassVar = "table"
    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""
    bars: tuple[float, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Signatures:
    """A line to sign for each of some people, with what it is for below each name ("Signature and date")."""

    kind: ClassVar = "signatures"
    people: tuple[str, ...]
    label: str


Block = Heading | Paragraph | Items | Facts | Table | Signatures


@dataclass(frozen=True)
class Document:
    """A document in one language, from its title to its last block.

    `language` as pages name it ("cy", "en-gb"); `author`: who stands for it, an organisation rather than a person.
    """

    title: str
    language: str
    author: str
    made_on: date
    blocks: tuple[Block, ...]


def printable(document: Document) -> Document:
    """Return a document without the characters that nobody can print."""
    cleaned: Document = _cleaned(document)
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _NOT_PRINTABLE.sub("", value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        inside = {field.name: _cleaned(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **inside)
    return value


def widths_of(table: Table) -> list[int]:
    """Return how wide each column is beside the others: as told, or for its longest word and what usually stands in it."""
    if table.widths:
        return list(table.widths)
    columns = zip(table.heading, *table.rows, strict=True)
    return [min(_length_of(column) + _AROUND, _WIDEST) for column in columns]


def _length_of(column: Sequence[str]) -> int:
    longest = max((len(word) for cell in column for word in cell.split()), default=0)
    return max(longest, sum(map(len, column)) // len(column))
