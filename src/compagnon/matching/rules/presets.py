"""Sets of weights to begin from on the criteria board: what a group may want to put first. Data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.schemes.matching_defaults import CRITERIA


@dataclass(frozen=True)
class Preset:
    """What comes first, why a group may want that, and the weights that differ from the usual ones."""

    key: str
    label: StrPromise
    why: StrPromise
    differs: Mapping[str, int]

    @property
    def weights(self) -> dict[str, int]:
        """Every weight."""
        return {one.key: self.differs.get(one.key, one.weight) for one in CRITERIA}


PRESETS: Final = (
    Preset("usual", _("As usual"), _("What the recommended scheme begins with."), {}),
    Preset(
        "interests",
        _("Interests first"),
        _("What people want to explore decides; the rest breaks ties."),
        {"interests": 60, "phases": 5, "sector": 5, "languages": 10},
    ),
    Preset(
        "context",
        _("A colleague who knows the job"),
        _("Phase, sector and languages decide: for people who are new to their role."),
        {"phases": 30, "sector": 25, "languages": 25, "interests": 15},
    ),
    Preset(
        "meeting",
        _("Able to meet"),
        _("Times and frequency decide: for people who struggle to find an hour in common."),
        {"availability": 40, "frequency": 20, "interests": 20},
    ),
)
