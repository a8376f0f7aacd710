"""What the name of an event says about a school year: a term, its edge, a break in it, a holiday, a day off."""

from enum import StrEnum
from typing import Final, NamedTuple

from compagnon.schemes.rules.terms import Kind
from compagnon.schemes.vocabularies.choice import fold


class Edge(StrEnum):
    """The first or the last day of a term; in the order in which they come on one day."""

    BEGINS = "begins"
    ENDS = "ends"


class Reading(NamedTuple):
    """What a name says; nothing at all where it was not understood."""

    kind: Kind | None = None
    edge: Edge | None = None
    is_holiday: bool = False


# In English and Welsh, folded; the first list in which a word stands decides.
_PARTS: Final = (
    "half term",
    "halfterm",
    "mid term",
    "midterm",
    "october break",
    "october week",
    "october holiday",
    "autumn break",
    "february break",
    "february holiday",
    "halloween",
    "hanner tymor",
)
_ENDS: Final = (
    "term ends",
    "term closes",
    "end of term",
    "last day",
    "break up",
    "breaks up",
    "school closes",
    "schools close",
    "diwedd y tymor",
    "diwedd tymor",
)
_BEGINS: Final = (
    "term begins",
    "term starts",
    "term opens",
    "start of term",
    "beginning of term",
    "first day",
    "school opens",
    "schools open",
    "school starts",
    "pupils return",
    "school returns",
    "back to school",
    "dechrau r tymor",
    "dechrau tymor",
)
_DAYS_OFF: Final = (
    "inset",
    "in service",
    "inservice",
    "training day",
    "staff development",
    "exceptional closure",
    "bank holiday",
    "public holiday",
    "may day",
    "patrick",
    "good friday",
    "easter monday",
    "day off",
    "polling",
    "hms",
    "gwyl y banc",
)
_HOLIDAYS: Final = ("holiday", "vacation", "break", "closed", "recess", "gwyliau")
_ALONE: Final = ("christmas", "easter", "summer", "winter", "nadolig", "y pasg", "haf")
_TERMS: Final = ("term", "tymor", "semester", "trimester")
_KINDS: Final = {
    Kind.TERM: ("term", "tymor"),
    Kind.BREAK: ("break", "half term", "half term break", "mid term break"),
    Kind.DAY_OFF: ("day off", "days off", "day_off", "inset", "bank holiday"),
}


def kind_named(text: str) -> Kind | None:
    """Return what a cell of a column of kinds says; None if it says nothing that is known."""
    said = fold(text)
    return next(
        (kind for kind, words in _KINDS.items() if said in {fold(word) for word in words}), None
    )


def understand(name: str, kind: Kind | None = None) -> Reading:
    """Return what the name of an event says; a kind that the file gives counts more."""
    if kind is not None:
        return Reading(kind)
    said = f" {fold(name)} "
    for words, reading in (
        (_PARTS, Reading(Kind.BREAK)),
        (_ENDS, Reading(Kind.TERM, Edge.ENDS)),
        (_BEGINS, Reading(Kind.TERM, Edge.BEGINS)),
        (_DAYS_OFF, Reading(Kind.DAY_OFF)),
        (_HOLIDAYS, Reading(is_holiday=True)),
        (_TERMS, Reading(Kind.TERM)),
    ):
        if any(f" {word}" in said for word in words):
            return reading
    return Reading(is_holiday=said.strip() in _ALONE)
