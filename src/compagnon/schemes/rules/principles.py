"""The principles of a charter: one order in every language, added, moved and taken away. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused
from compagnon.schemes.charter import CharterText, Principle

# More than this nobody reads before signing.
MOST_PRINCIPLES: Final = 20
TOO_MANY: Final = format_lazy(_("A charter has {limit} principles at most."), limit=MOST_PRINCIPLES)


class Unwritten(NamedTuple):
    """A principle that says nothing yet in some of the languages."""

    number: int
    key: str
    languages: tuple[str, ...]


def keys_of(texts: Mapping[str, CharterText]) -> tuple[str, ...]:
    """Return the keys of the principles in their order; none where nothing is written."""
    return next((tuple(one.key for one in text.principles) for text in texts.values()), ())


def in_order(text: CharterText, keys: Sequence[str]) -> CharterText:
    """Return a text with just these principles, in this order; one that it lacks stands there without words."""
    written = {one.key: one for one in text.principles}
    principles = tuple(written.get(key, Principle(key, "", "")) for key in keys)
    return replace(text, principles=principles)


def with_key(keys: Sequence[str], key: str) -> tuple[str, ...]:
    """Return the order with a principle more, at its end; refused if there are too many."""
    if len(keys) >= MOST_PRINCIPLES:
        raise Refused(TOO_MANY)
    return (*keys, key)


def without_key(keys: Sequence[str], key: str) -> tuple[str, ...]:
    """Return the order without a principle; refused if it is gone already, and for the last one."""
    _check(keys, key)
    if len(keys) == 1:
        raise Refused(_("A charter has at least one principle."))
    return tuple(one for one in keys if one != key)


def with_key_moved(keys: Sequence[str], key: str, *, up: bool) -> tuple[str, ...]:
    """Return the order with a principle one place further up or down; at the edge it stays where it is."""
    _check(keys, key)
    place = keys.index(key)
    other = place + (-1 if up else 1)
    row = list(keys)
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
    return tuple(row)


def unwritten(texts: Mapping[str, CharterText]) -> Iterator[Unwritten]:
    """Yield the principles that lack their name or their words in a language, with those languages."""
    for number, key in enumerate(keys_of(texts), 1):
        languages = tuple(
            code
            for code, text in texts.items()
            if not all(one.is_written for one in text.principles if one.key == key)
        )
        if languages:
            yield Unwritten(number, key, languages)


def _check(keys: Sequence[str], key: str) -> None:
    if key not in keys:
        raise Refused(_("Somebody else has taken this principle away meanwhile."))
