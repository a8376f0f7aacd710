"""What a scheme asks and offers, in a few lines that anybody may read: on its charter, its page, its overview."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.schemes.models import Scheme
from compagnon.schemes.settings import RHYTHMS, hours_needed
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import FOCUS_AREAS

_REPORTS: Final = _(
    "Whoever mentors may tell their own line manager, in short reports, how it goes and what it brings. The other one reads"
    " and approves each of them first. Notes, goals and journals never go."
)


@dataclass(frozen=True)
class Fact:
    """A fact's name, and what it is: one thing or several."""

    label: StrPromise
    values: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class Budget:
    """What a pair needs at the usual cadence, and what its organisation gives and pays for it."""

    hours_needed: int
    hours_given: int | None
    cost: int | None


def budget_of(scheme: Scheme) -> Budget | None:
    """Return the time and cost of a pair where the scheme counts either (LSIS-61); for those who run it."""
    settings = settings_of(scheme)
    if settings.hours_a_pair is None and settings.cost_an_hour is None:
        return None
    needed = hours_needed(settings.cadences[0], settings.length_months)
    cost = needed * settings.cost_an_hour if settings.cost_an_hour else None
    return Budget(needed, settings.hours_a_pair, cost)


def focus_label(area: str) -> StrOrPromise:
    """Return a focus area in the reader's language; an organisation's own words as they were written."""
    return FOCUS_AREAS[area].label if area in FOCUS_AREAS else area


def facts_of(scheme: Scheme) -> tuple[Fact, ...]:
    """Return how a scheme works: for whom, how often, how long, about what. No query."""
    settings = settings_of(scheme)
    facts = (
        Fact(_("Who it is for"), settings.criteria),
        Fact(_("Belongs to the qualification"), tuple(filter(None, (settings.qualification,)))),
        Fact(_("How often you meet"), tuple(RHYTHMS[one].label for one in settings.cadences)),
        Fact(_("How many months it usually lasts"), (str(settings.length_months),)),
        Fact(_("What you can work on"), tuple(map(focus_label, scheme.focus_areas))),
        Fact(_("What a line manager hears"), (_REPORTS,) if settings.reports_to_managers else ()),
    )
    return tuple(fact for fact in facts if fact.values)
