"""Which answers of an application a profile shows, and how they read. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from compagnon.matching.rules.reasons import shared_in_words
from compagnon.matching.rules.sharing import shared_parts
from compagnon.recruitment.rules.default_form.by_template import COACH_EXPERTISE

EXPERTISE: Final = COACH_EXPERTISE.key


def shown_parts(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a profile may show: what partners share anyway, and what a coach is experienced in (NF-14)."""
    own = {EXPERTISE: answers[EXPERTISE]} if answers.get(EXPERTISE) else {}
    return {**own, **shared_parts(answers)}


def parts_in_words(parts: Mapping[str, Any], interests: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what is shown, as labels and values in the reader's language.

    `interests`: what the scheme calls those that it words itself.
    """
    usual = {key: value for key, value in parts.items() if key != EXPERTISE}
    if EXPERTISE not in parts:
        return shared_in_words(usual, interests)
    names = expertise_names()
    said = ", ".join(names.get(one, one) for one in parts[EXPERTISE])
    return [(_("Experienced in"), said), *shared_in_words(usual, interests)]


def values_of(answer: object) -> list[Any]:
    """Return what one answer holds, be it one thing, several or nothing."""
    return answer if isinstance(answer, list) else [answer] if answer else []


def expertise_names() -> dict[str, str]:
    """Return the kinds of expertise, by key, in the reader's language."""
    return {option.key: str(option.text) for option in COACH_EXPERTISE.choices}
