"""Invented applicants, as many as are wanted, in a file as an online form exports it. The same ones every time."""

from dataclasses import replace
from itertools import count
from typing import Final, NamedTuple

from tools.demo.applicant import Applicant
from tools.demo.chance import Dice
from tools.demo.crowd import crowd
from tools.demo.sheets import MICROSOFT, as_csv, rows

SEED: Final = 2027
BATCH: Final = 150  # of one batch all names differ; there are not enough for many more


class Size(NamedTuple):
    """How many apply on each side."""

    mentees: int
    mentors: int

    @property
    def applicants(self) -> int:
        return self.mentees + self.mentors


def applications(size: Size, seed: int = SEED) -> bytes:
    """Return a CSV file with so many applicants. Every seventh names a colleague who manages them."""
    dice = Dice(seed)
    people: list[Applicant] = []
    for number in count():
        left = size.applicants - len(people)
        if not left:
            break
        many = min(BATCH, left)
        # Each batch has its share of mentors, so that it does not matter where one begins.
        mentors = size.mentors * (len(people) + many) // size.applicants
        mentors -= size.mentors * len(people) // size.applicants
        people += _batch(dice, number, many, mentors)
    return as_csv(rows(MICROSOFT, people), mark="\ufeff")


def _batch(dice: Dice, number: int, many: int, mentors: int) -> list[Applicant]:
    """Return people of whom no two have a name, an address or a workplace in common with another batch."""
    drawn = list(crowd(dice, many, mentors=mentors, both=0, taken=set()))
    letters = _letters(number)
    named = [
        replace(
            one,
            name=one.name.replace(" ", f" {letters} ", 1),
            email=f"{letters.lower()}.{one.email}",
            institution=one.institution and f"{one.institution} {letters}",
        )
        for one in drawn
    ]
    return [
        replace(one, managers=dice.one_of(named).name) if dice.happens(14) else one for one in named
    ]


def _letters(number: int) -> str:
    """Count in letters: A to Z, then BA, BB and so on."""
    tens, ones = divmod(number, 26)
    return (_letters(tens) if tens else "") + chr(ord("A") + ones)
