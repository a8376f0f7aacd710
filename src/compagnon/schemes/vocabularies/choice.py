"""What a list of choices is, and how a choice is recognised in whatever way somebody wrote it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_ASIDE = re.compile(r"\([^)]*\)")
_LEAD = re.compile(r"^(.+?)(?::| [\u2013\u2014-] )")


def fold(text: str) -> str:
    """Reduce a text to what counts when two spellings are compared: letters and digits, no case, no accents.

    Marks of other scripts than Latin stay: without them some words would become others.
    """
    plain = (
        _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold().replace("&", " and ")
    )
    # An apostrophe joins ("don't"), other punctuation parts; marks belong to their letter.
    joined = re.sub("['\u2019`]", "", plain)
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in joined)
    return " ".join("".join(kept).split())


@dataclass(frozen=True)
class Choice:
    """One entry of a list: a key that never changes, its English name, and other spellings people use."""

    key: str
    english: str
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> StrPromise:
        """The name in the reader's language (the English names are marked for translation where they stand)."""
        return gettext_lazy(self.english)

    def spellings(self) -> Iterator[str]:
        """Every folded spelling by which this choice is recognised."""
        yield from (fold(text) for text in (self.key, self.english, *self.aliases))


@dataclass(frozen=True)
class Vocabulary:
    """A list of choices; `everything` holds the spellings that mean all of them ("both", "either")."""

    key: str
    english: str
    choices: tuple[Choice, ...]
    everything: tuple[str, ...] = ()

    @property
    def label(self) -> StrPromise:
        """The list's name in the reader's language."""
        return gettext_lazy(self.english)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys, in the order in which the list is shown."""
        return tuple(choice.key for choice in self.choices)

    @cached_property
    def _index(self) -> dict[str, tuple[Choice, ...]]:
        index = {fold(text): self.choices for text in self.everything}
        for choice in self.choices:
            for spelling in choice.spellings():
                if index.setdefault(spelling, (choice,)) != (choice,):
                    raise ValueError(f"{self.key}: {spelling!r} means two things.")
        return index

    @cached_property
    def _by_key(self) -> dict[str, Choice]:
        return {choice.key: choice for choice in self.choices}

    def __getitem__(self, key: str) -> Choice:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def find(self, text: str) -> tuple[Choice, ...]:
        """Recognise what somebody wrote: one choice, all of them ("both"), or none.

        Tried in turn: the text, the text without what stands in brackets, the text before a colon or a dash.
        """
        lead = _LEAD.match(text)
        for candidate in (text, _ASIDE.sub(" ", text), lead[1] if lead else ""):
            if found := self._index.get(fold(candidate)):
                return found
        return ()
