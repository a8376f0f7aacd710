"""How a scheme serves what its organisation is for, as its public page says it: shipped, or in the scheme's own words."""

from typing import NamedTuple

from django.utils import translation
from django.utils.translation.trans_real import get_languages

from compagnon.schemes.models import Scheme
from compagnon.schemes.template import TEMPLATES, settings_of


class Worded(NamedTuple):
    """A text, and the language that it is written in."""

    language: str
    text: str


def shipped_alignment(scheme: Scheme, language: str) -> str:
    """Return what ships with the scheme's template, in a language; nothing where it has nothing to say."""
    shipped = TEMPLATES[scheme.template].alignment
    with translation.override(language):
        return str(shipped) if shipped else ""


def alignment_of(scheme: Scheme, language: str) -> Worded | None:
    """Return what a reader of a language is told: the scheme's own words, else the shipped ones, else any there are."""
    own = settings_of(scheme).alignment
    found = [
        Worded(code, own.get(code, shipped_alignment(scheme, code)))
        for code in (language, *get_languages())
        if code in get_languages()
    ]
    return next((one for one in found if one.text), None)
