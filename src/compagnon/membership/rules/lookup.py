"""Whether an applicant stands in the register: exactly by number or address, perhaps by name. A person decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from compagnon.recruitment.rules.names import in_order, slips, words_of

_MOST_ALIKE: Final = 5
_SHORTEST_WORD: Final = 2


class Verdict(StrEnum):
    """What the register says; nobody is turned away by it."""

    LISTED = "listed"
    ENDED = "ended"
    OTHER_NAME = "other_name"
    ALIKE = "alike"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Listed:
    """A line of the register, and by what it was found."""

    key: int
    name: str
    until: date | None
    by_number: bool = False
    by_address: bool = False

    def runs_on(self, day: date) -> bool:
        """Say whether the membership runs on a day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True)
class Finding:
    """What the register says of an applicant, and whom it means."""

    verdict: Verdict
    listed: tuple[Listed, ...] = ()


def judge(
    name: str, listed: Sequence[Listed], today: date, *, is_address_confirmed: bool
) -> Finding:
    """Say what the register says of somebody of that name, given whoever was found by number, address or name.

    An address that a code confirmed finds its member, whatever the name. A number may be mistyped, and so may an
    address that only stands in a file: there the name has to be alike. Number and address of two different members
    are a question for a person.
    """
    exact = [one for one in listed if one.by_address or one.by_number]
    confirmed = [one for one in exact if one.by_address and is_address_confirmed]
    certain = confirmed or [one for one in exact if are_alike(one.name, name)]
    contrary = [one for one in exact if one not in certain]
    if contrary:
        return Finding(Verdict.OTHER_NAME, tuple([*certain, *contrary][:_MOST_ALIKE]))
    if certain:
        running = [one for one in certain if one.runs_on(today)]
        verdict = Verdict.LISTED if running else Verdict.ENDED
        return Finding(verdict, tuple((running or certain)[:_MOST_ALIKE]))
    alike = [one for one in listed if are_alike(one.name, name)]
    if alike:
        by_name = sorted(alike, key=lambda one: (one.name, one.key))
        return Finding(Verdict.ALIKE, tuple(by_name[:_MOST_ALIKE]))
    return Finding(Verdict.NOT_FOUND)


def are_alike(one: str, other: str) -> bool:
    """Say whether two names may be one: in another order, one letter apart, or one with more names than the other."""
    mine, theirs = words_of(one), words_of(other)
    if not mine or not theirs:
        return False
    if not slips(in_order(mine)).isdisjoint(slips(in_order(theirs))):
        return True
    odd, even = set(mine) - set(theirs), set(theirs) - set(mine)
    if len(odd) == len(even) == 1 and len(mine) == len(theirs):
        # A slip in a first letter puts the words in another order.
        return not slips(odd.pop()).isdisjoint(slips(even.pop()))
    fewer, more = sorted((set(mine), set(theirs)), key=len)
    return len(fewer) > 1 and fewer <= more


def edges(name: str) -> tuple[str, str]:
    """Return the first and the last word of a name, of those that tell anything, in one order: two ways to find it.

    One slip changes one word of a name, so one of the two still finds it.
    """
    words = sorted(word for word in words_of(name) if len(word) >= _SHORTEST_WORD)
    return (words[0], words[-1]) if words else ("", "")


def search_words(name: str) -> list[str]:
    """Return the words by which a name is looked for among the edges of others."""
    return sorted({word for word in words_of(name) if len(word) >= _SHORTEST_WORD})
