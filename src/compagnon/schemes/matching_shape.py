"""What a scheme's matching is made of: criteria that make a pair better, rules that stand in its way."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

USUAL_PRICE: Final = 10
"""How many points of 100 a pair counts less for each rule that warns of it."""


class Comparison(StrEnum):
    """How a criterion compares two people."""

    WANTED = "wanted"  # what the mentee wants and the mentor offers
    SHARED = "shared"  # what the two have in common
    LIKENESS = "likeness"  # alike or different, as each of them wishes
    GAP = "gap"  # by how much the mentor is ahead


@dataclass(frozen=True, kw_only=True)
class CriterionSetting:
    """Something that makes a pair better or worse, and by how much (`weight`).

    `is_told_to_pair`: its reason may stand in the letters; otherwise only coordinators read it.
    """

    key: str
    english: str
    why: str
    weight: int
    comparison: Comparison
    attribute: str
    offered: str = ""  # the mentor's attribute, where it is another
    enough: int | None = None  # how many in common are full marks; None: all of them
    low: int = 0
    high: int = 0
    fade: int = 1
    is_told_to_pair: bool = True

    @property
    def label(self) -> StrPromise:
        """The criterion's name in the reader's language."""
        return gettext_lazy(self.english)

    @property
    def reason(self) -> StrPromise:
        """Why it counts, in the reader's language."""
        return gettext_lazy(self.why)


class Force(StrEnum):
    """How strongly a rule holds."""

    BLOCK = "block"  # the pair cannot be
    WARN = "warn"  # it can, at a price, once somebody has accepted it with a reason
    OFF = "off"


class Ban(StrEnum):
    """What a rule forbids."""

    NAMED_PAIRS = "named_pairs"
    SAME = "same"
    NOTHING_SHARED = "nothing_shared"
    APART_WHEN_ONLY = "apart_when_only"
    WITHOUT_AGREEMENT = "without_agreement"


@dataclass(frozen=True, kw_only=True)
class RuleSetting:
    """Something that stands in the way of a pair, whatever its score, or warns of it.

    `is_waivable`: a scheme may let it warn, and a coordinator may lift it for one pair. `price`: by how many points of
    100 a pair counts less that it warns of. `asks_how_many`: a scheme says how many answers two must share (`minimum`).
    """

    key: str
    english: str
    why: str
    ban: Ban
    attribute: str = ""
    only: str = ""  # APART_WHEN_ONLY: the one answer left to the two …
    shared: str = ""  # … of this attribute
    is_waivable: bool = False
    is_locked: bool = False  # a scheme cannot switch it off
    asks_how_many: bool = False
    minimum: int = 1
    force: Force = Force.BLOCK
    price: int = USUAL_PRICE

    @property
    def is_on(self) -> bool:
        """Whether it holds at all."""
        return self.force is not Force.OFF

    @property
    def warns(self) -> bool:
        """Whether it only warns."""
        return self.force is Force.WARN

    @property
    def blocks(self) -> bool:
        """Whether it forbids a pair."""
        return self.force is Force.BLOCK

    @property
    def label(self) -> StrPromise:
        """What stands in the way, in the reader's language."""
        return format_lazy(gettext_lazy(self.english), minimum=self.minimum)

    @property
    def reason(self) -> StrPromise:
        """Why it stands, in the reader's language."""
        return gettext_lazy(self.why)
