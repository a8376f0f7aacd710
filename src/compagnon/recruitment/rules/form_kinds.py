"""The kinds of question a coordinator may add, by name, each with what it is good for."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.recruitment.rules.form import Kind

KIND_LABELS: Final[dict[Kind, StrPromise]] = {
    Kind.SHORT_TEXT: _("A line of text"),
    Kind.LONG_TEXT: _("Several lines of text"),
    Kind.CHOICE: _("One of several answers"),
    Kind.SEVERAL: _("As many answers as fit"),
    Kind.SCALE: _("A scale"),
    Kind.NUMBER: _("A whole number"),
    Kind.CONSENT: _("Yes or no"),
    Kind.LANGUAGES: _("Languages, each with a level"),
    Kind.PHASES: _("Phases of education"),
    Kind.AVAILABILITY: _("Parts of the week"),
    Kind.TIMES: _("Days and times of day"),
    Kind.POSTCODE_AREA: _("The first letters of a postcode"),
    Kind.PEOPLE: _("People, by name and e-mail address"),
}
# What a scheme may ask of its own; the others belong to questions that ship.
OWN_KINDS: Final = (
    Kind.SHORT_TEXT,
    Kind.LONG_TEXT,
    Kind.CHOICE,
    Kind.SEVERAL,
    Kind.SCALE,
    Kind.NUMBER,
    Kind.CONSENT,
    Kind.LANGUAGES,
)
# Kinds whose answers, or levels, a scheme writes itself.
OFFERING: Final = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.LANGUAGES})
MEASURING: Final = frozenset({Kind.SCALE, Kind.NUMBER})
