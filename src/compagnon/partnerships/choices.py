"""What a learning contract offers to choose from: the scheme's own words, as far as they fit two people."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.schemes.facts import focus_label
from compagnon.schemes.models import Scheme
from compagnon.schemes.settings import RHYTHMS, Cadence
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import MODES

Choices = list[tuple[str, StrOrPromise]]

RHYTHM_LABELS: Final[dict[str, StrOrPromise]] = {
    cadence.value: rhythm.label for cadence, rhythm in RHYTHMS.items()
}
WAYS: Final = [
    *((choice.key, choice.label) for choice in MODES.choices),
    ("mixed", _("Sometimes one, sometimes the other")),
]

TURNS: Final = "turns"
# How much challenge is sought and offered, and how deep the learning goes (NF-35).
CHALLENGES: Final[Choices] = [
    ("gentle", _("Encouragement first, a question now and then")),
    ("steady", _("As much challenge as support")),
    ("strong", _("Plain questions, and being held to what I said")),
]
DEPTHS: Final[Choices] = [
    ("practical", _("Practical: what to do next week")),
    ("practice", _("How I teach or work, and why")),
    ("person", _("Who I am in this profession, and where I want to go")),
]


def frequencies_of(scheme: Scheme, chosen: str | None = None) -> Choices:
    """Return how often the pairs of a scheme may meet, the usual first; what a pair chose before stays to choose."""
    offered = [cadence.value for cadence in settings_of(scheme).cadences]
    kept = [chosen] if chosen in list(Cadence) else []
    return [(key, RHYTHM_LABELS[key]) for key in dict.fromkeys([*offered, *kept])]


def focus_of(scheme: Scheme, chosen: Iterable[str] = ()) -> Choices:
    """Return what the pairs of a scheme may work on; what a pair chose before stays to choose (ALL-64)."""
    return [(area, focus_label(area)) for area in dict.fromkeys([*scheme.focus_areas, *chosen])]
