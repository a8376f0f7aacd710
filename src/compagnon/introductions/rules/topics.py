"""What an introductory meeting covers: six points to begin with, in our own words (LSIS-39). Pure."""

from collections.abc import Sequence
from typing import Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

SHIPPED: Final = (
    _("What the role asks, and what it leaves to others"),
    _("What can be difficult, and what helps then"),
    _("Where the limits are, and what stays between the two of you"),
    _("Listening, asking, and saying things so that they help"),
    _("What helps in it: skills, and ways of being with people"),
    _("How it goes, step by step, and what is expected of you"),
)


def own_topics(text: str, languages: Sequence[str]) -> list[str]:
    """Return the points that somebody wrote, one a line; none where they are the shipped ones in any language.

    The shipped ones are not stored, so that everybody reads them in their own language.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    written = [line for line in lines if line]
    for language in languages:
        with translation.override(language):
            if written == [str(topic) for topic in SHIPPED]:
                return []
    return written


def topics_of(stored: Sequence[str]) -> tuple[StrOrPromise, ...]:
    """Return the points as they are read: those that were written, or the shipped ones."""
    return tuple(stored) or SHIPPED
