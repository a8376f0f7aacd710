"""Interests of a file's own: answers that no list that ships knows, and that at least two people gave."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from compagnon.recruitment.rules.columns import ColumnMapping
from compagnon.recruitment.rules.interests import ASKED
from compagnon.recruitment.rules.table import Table
from compagnon.recruitment.rules.values import choose
from compagnon.schemes.vocabularies import INTERESTS, VOCABULARIES, Choice, Vocabulary, fold

MOST: Final = 200
_LONGEST: Final = 100
_FEWEST: Final = 2  # what one person alone wrote pairs them with nobody
_REMEMBERED: Final = 10_000
_COMMAS: Final = re.compile(r"\s*,\s*")


def own_interests(table: Table, mapping: ColumnMapping) -> tuple[str, ...]:
    """Return the interests of a file's own as they are first written, those of most people first.

    An answer with commas in it is several, unless none of them is ever given apart from the others.
    """
    columns = [mapping.by_field[field] for field in ASKED if field in mapping.by_field]
    lines: dict[str, int] = {}
    written: dict[str, str] = {}
    for line in table.lines:
        cells = [line.cells[number] for number in columns if number < len(line.cells)]
        said = {fold(text): text for cell in cells for text in _unknown(cell)}
        for key, text in said.items():
            lines[key] = lines.get(key, 0) + 1
            written.setdefault(key, text)
    several = {key for key, count in lines.items() if count >= _FEWEST}
    wholes = {key for key in several if _is_one(key, _pieces(written[key]), lines)}
    parts = {piece for key in wholes for piece in _pieces(written[key]) if piece != key}
    found = [key for key in lines if key in wholes - parts]
    found.sort(key=lambda key: -lines[key])
    return tuple(written[key] for key in found[:MOST])


def lists_with(interests: tuple[str, ...]) -> Mapping[str, Vocabulary]:
    """Return the lists in which a file's words are looked up, with its own interests behind those that ship."""
    own = (Choice(text, text) for text in interests)
    return {
        **VOCABULARIES,
        INTERESTS.key: replace(INTERESTS, choices=(*INTERESTS.choices, *own)),
    }


@lru_cache(_REMEMBERED)
def _unknown(cell: str) -> tuple[str, ...]:
    """Return what a cell says that no list knows: each answer whole, and its parts between commas."""
    return tuple(_parts(choose(cell, INTERESTS).unlisted))


def _parts(answers: tuple[str, ...]) -> Iterator[str]:
    for answer in answers:
        for text in dict.fromkeys((answer, *_COMMAS.split(answer))):
            if fold(text) and len(text) <= _LONGEST:
                yield text


def _pieces(text: str) -> list[str]:
    return [fold(one) for one in _COMMAS.split(text)]


def _is_one(whole: str, pieces: list[str], lines: Mapping[str, int]) -> bool:
    """Say whether what stands between commas is never given apart from the others."""
    return all(lines.get(piece, lines[whole]) == lines[whole] for piece in pieces)
