"""Declared managers and conflicts, as people type them, become pairs that must not be made (ALL-54).

Nothing but the pairs leaves this module: not who declared whom, not the text.
When in doubt a pair is forbidden: a pair too few can be mended, a manager as mentor cannot.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations

from django.utils.translation import ngettext

from compagnon.recruitment.rules.names import in_order, slips, words_of
from compagnon.schemes.vocabularies import fold

_TITLES = {
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord"),
    *("rev", "reverend", "father", "sister", "head", "headteacher"),
}
_ASIDE = re.compile(r"\([^)]{0,200}\)")
_EMAIL = re.compile(r"[^\s<>,;()]{1,100}@[^\s<>,;()]{1,200}")
_MOST_WORDS = 12

_Key = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Declaring:
    """Somebody who applied, and whom they named."""

    id: str
    name: str
    email: str
    institution: str = ""
    named: tuple[str, ...] = field(default=(), repr=False)


def masked(named: tuple[str, ...]) -> str:
    """Say how many people were named, and nothing else."""
    count = len(named)
    return ngettext("%(count)d person declared", "%(count)d people declared", count) % {
        "count": count
    }


def forbidden_pairs(people: Iterable[Declaring]) -> frozenset[tuple[str, str]]:
    """Return the pairs of ids that must not be paired, whichever of the two declared it; ids sorted in a pair.

    A text names somebody by an address in it; else by the same name in any order of its words, with or without
    titles, accents and middle names, or with an initial; else, of the same workplace, by a surname alone or by
    a name that is nearly the same. If a name fits several people, all of them are meant.
    """
    everyone = _Directory(people)
    return frozenset(
        (min(person.id, other), max(person.id, other))
        for person in everyone.people
        for text in person.named
        for other in everyone.named_by(text, person)
        if other != person.id
    )


class _Directory:
    """The applicants, findable by address, by two words of a name, and at a workplace by one."""

    def __init__(self, people: Iterable[Declaring]) -> None:
        self.people = tuple(people)
        self.words = {person.id: _words(person.name) for person in self.people}
        self.by_email: dict[str, set[str]] = defaultdict(set)
        self.by_name: dict[_Key, set[str]] = defaultdict(set)
        self.by_colleague: dict[tuple[str, str], set[str]] = defaultdict(set)
        for person in self.people:
            words = self.words[person.id]
            self.by_email[person.email.casefold()].add(person.id)
            for key in _kept_under(words):
                self.by_name[key].add(person.id)
            if workplace := fold(person.institution):
                for word in (*words, *slips(in_order(words))):
                    self.by_colleague[workplace, word].add(person.id)

    def named_by(self, text: str, by: Declaring) -> set[str]:
        """Return the ids of those whom this text can mean."""
        addresses = _EMAIL.findall(text.casefold())
        if known := {one for address in addresses for one in self.by_email.get(address, ())}:
            return known
        plain = _ASIDE.sub(" ", _EMAIL.sub(" ", text))
        # What follows a comma may be the rest of the name, or what the person does.
        readings = [words for part in (plain, *plain.split(",")) if (words := _words(part))]
        exact = {one for words in readings for one in self._same_name(words)}
        return exact or {one for words in readings[:1] for one in self._colleagues(words, by)}

    def _same_name(self, words: list[str]) -> set[str]:
        candidates = {one for key in _asked_by(words) for one in self.by_name.get(key, ())}
        return {one for one in candidates if _is_same(words, self.words[one])}

    def _colleagues(self, words: list[str], by: Declaring) -> set[str]:
        """Return those of the same workplace who have this one name, or a name one letter away."""
        asked = words if len(words) == 1 else slips(in_order(words))
        workplace = fold(by.institution)
        return {one for word in asked for one in self.by_colleague.get((workplace, word), ())}


def _words(name: str) -> list[str]:
    words = words_of(name)[:_MOST_WORDS]
    return [word for word in words if word not in _TITLES] or words


def _kept_under(words: list[str]) -> Iterator[_Key]:
    """Yield every pair of words by which somebody can be asked for, and single names by themselves."""
    if len(words) == 1:
        yield ("whole", words[0], "")
    for one, other in permutations(words, 2):
        yield ("words", one, other)
        yield ("short" if len(other) == 1 else "long", one, other[0])


def _asked_by(words: list[str]) -> Iterator[_Key]:
    """Yield under what to look: both words, or a word and the initial of one that is spelt out on one side only."""
    if len(words) == 1:
        yield ("whole", words[0], "")
    for one, other in permutations(words, 2):
        yield ("words", one, other)
        yield ("long" if len(other) == 1 else "short", one, other[0])


def _is_same(words: list[str], theirs: list[str]) -> bool:
    """Tell whether what differs between two names is left out on one side, or an initial there."""
    both = set(words) & set(theirs)
    mine, yours = set(words) - both, set(theirs) - both
    return not mine or not yours or _are_initials(mine, yours) or _are_initials(yours, mine)


def _are_initials(short: set[str], spelt: set[str]) -> bool:
    initials = {word[0] for word in spelt}
    return all(len(word) == 1 and word in initials for word in short)
