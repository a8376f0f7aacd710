"""Which column of a file holds which value, and how sure that is. A person may decide otherwise."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.recruitment.rules.fields import FIELD, FIELDS, ImportField, Need
from compagnon.recruitment.rules.table import FileProblem, Table
from compagnon.recruitment.rules.wordings import UNUSED_HEADINGS
from compagnon.schemes.vocabularies import fold

_NUMBERING = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):\u2013-]\s*", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]")
_WHOLE_WORD = 3
_LONGEST_HEADING = 500
EMPTY_ANSWERS = {"", "anonymous"}


class Confidence(StrEnum):
    """How the column came to its value."""

    CHOSEN = "chosen"  # a person said so
    CERTAIN = "certain"  # a known wording
    LIKELY = "likely"  # the words point there
    UNUSED = "unused"  # what forms add by themselves, and columns without answers
    UNKNOWN = "unknown"


CONFIDENCE_LABELS: dict[Confidence, StrPromise] = {
    Confidence.CHOSEN: _("You chose this"),
    Confidence.CERTAIN: _("Recognised"),
    Confidence.LIKELY: _("Probably"),
    Confidence.UNUSED: _("Not needed"),
    Confidence.UNKNOWN: _("Not recognised"),
}


@dataclass(frozen=True)
class Column:
    """A column and the value it was understood to hold, if any."""

    number: int
    heading: str
    field: str | None
    confidence: Confidence


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of a file are understood. `is_pool`: whether everybody is a peer, who is both (NF-21)."""

    columns: tuple[Column, ...]
    is_pool: bool = False

    @property
    def missing(self) -> tuple[ImportField, ...]:
        """The values without which nothing can be imported; a first and a last name make a name.

        Nobody asks peers on which side they stand.
        """
        known = {*self.by_field, *({"roles"} if self.is_pool else ())}
        if {"first_name", "last_name"} <= known:
            known.add("name")
        return tuple(
            field for field in FIELDS if field.need is Need.REQUIRED and field.name not in known
        )

    @property
    def demand(self) -> StrPromise:
        """What is asked of whoever uploaded a file that lacks one of them."""
        if self.is_pool:
            return _("Say first which columns hold the name and the address.")
        return _("Say first which columns hold the name, the address and the role.")

    @property
    def unknown(self) -> tuple[Column, ...]:
        """The columns nobody has given a meaning."""
        return tuple(column for column in self.columns if column.confidence is Confidence.UNKNOWN)

    @property
    def by_field(self) -> dict[str, int]:
        """The number of the column that holds each value."""
        return {column.field: column.number for column in self.columns if column.field}


def understand_columns(
    table: Table, *, chosen: Mapping[int, str | None] | None = None, is_pool: bool = False
) -> ColumnMapping:
    """Tell which column holds which value; what a person has chosen stands (None: do not use this column).

    Known wordings come first, then hints; a value has one column and a column one value. Of two known wordings
    the more personal one wins, and one with answers wins over an empty or "anonymous" one (Microsoft Forms adds
    its own "Email" and "Name"). Refuses a choice that names no value, or one value for two columns.
    """
    chosen = chosen or {}
    _check_chosen(chosen)
    taken = {number: (field, Confidence.CHOSEN) for number, field in chosen.items()}
    for _rank, number, field, confidence in sorted(_candidates(table)):
        if number not in taken and field not in {name for name, _how in taken.values()}:
            taken[number] = (field, confidence)
    return ColumnMapping(
        tuple(_column(table, number, taken.get(number)) for number in range(len(table.header))),
        is_pool,
    )


def _check_chosen(chosen: Mapping[int, str | None]) -> None:
    named = [field for field in chosen.values() if field is not None]
    if not set(named) <= set(FIELD):
        raise FileProblem(_("A column was given a meaning that does not exist."))
    if twice := sorted({field for field in named if named.count(field) > 1}):
        raise FileProblem(
            format_lazy(_("Two columns were both called “{field}”."), field=FIELD[twice[0]].label)
        )


def _column(table: Table, number: int, found: tuple[str | None, Confidence] | None) -> Column:
    heading = table.header[number]
    if found:
        return Column(number, heading, *found)
    is_unused = _plain(heading[:_LONGEST_HEADING]) in _UNUSED or _is_empty(table, number)
    return Column(number, heading, None, Confidence.UNUSED if is_unused else Confidence.UNKNOWN)


def _candidates(table: Table) -> Iterator[tuple[tuple[int, ...], int, str, Confidence]]:
    """Yield every reading of every column, its rank first: the lowest is the best."""
    for number, heading in enumerate(table.header):
        is_empty = _is_empty(table, number)
        plain = _plain(heading[:_LONGEST_HEADING])
        if known := _KNOWN.get(plain) or _KNOWN.get(
            _plain(_ASIDE.sub(" ", heading[:_LONGEST_HEADING]))
        ):
            name, order = known
            yield (0, is_empty, order), number, name, Confidence.CERTAIN
            continue
        words = plain.split()
        for place, field in enumerate(FIELDS):
            if strength := _strength(field, words):
                yield (1, is_empty, -strength, place), number, field.name, Confidence.LIKELY


def _is_empty(table: Table, number: int) -> bool:
    """Tell whether nobody answered; Microsoft Forms writes "anonymous" for addresses it did not ask for."""
    return all(
        line.cells[number].casefold() in EMPTY_ANSWERS
        for line in table.lines
        if number < len(line.cells)
    )


def _strength(field: ImportField, words: list[str]) -> int:
    """Return the size of the largest group of hints of which every one is met by one of these words."""
    groups = (hint.split() for hint in field.hints)
    return max(
        (len(group) for group in groups if all(_is_met(hint, words) for hint in group)), default=0
    )


def _is_met(hint: str, words: list[str]) -> bool:
    return hint in words or (
        len(hint) > _WHOLE_WORD and any(word.startswith(hint) for word in words)
    )


def _plain(heading: str) -> str:
    return fold(_NUMBERING.sub("", heading)).replace("e mail", "email")


_ORDER = count()
_KNOWN = {
    _plain(heading): (field.name, next(_ORDER))
    for field in FIELDS
    for heading in (field.name, *field.headings)
}
_UNUSED = {_plain(heading) for heading in UNUSED_HEADINGS}
