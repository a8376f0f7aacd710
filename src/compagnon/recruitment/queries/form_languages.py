"""A form in the languages of this site: what is missing, what may be out of date, what stands beside what."""

from dataclasses import dataclass
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_languages
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.queries.form_view import FormView
from compagnon.recruitment.rules.form import Section
from compagnon.recruitment.rules.form_editing import find_section
from compagnon.recruitment.rules.form_texts import (
    Place,
    missing_in,
    outdated_in,
    places_of,
    words_in,
)


@dataclass(frozen=True)
class SectionCount:
    """A section in one language: how many texts are missing, and may be out of date."""

    key: str
    title: StrOrPromise
    missing_count: int
    outdated_count: int


@dataclass(frozen=True)
class LanguageLine:
    """A language with its sections."""

    code: str
    name: str
    sections: tuple[SectionCount, ...]

    @property
    def missing_count(self) -> int:
        """How many texts are read in the form's first language instead."""
        return sum(one.missing_count for one in self.sections)

    @property
    def outdated_count(self) -> int:
        """How many texts may say what the first language said before."""
        return sum(one.outdated_count for one in self.sections)


@dataclass(frozen=True)
class PlaceView:
    """A text that is translated: under which name it is sent, what it is, and its words in both languages."""

    name: str
    label: StrOrPromise
    theirs: str
    words: str
    is_outdated: bool
    is_long: bool


_PARTS: Final = {
    "title": _("Title"),
    "intro": _("Introduction"),
    "label": _("Question {number}"),
    "help": _("Question {number}: help"),
    "why": _("Question {number}: why we ask"),
    "low": _("Question {number}: small end"),
    "high": _("Question {number}: large end"),
    "option": _("Question {number}: answer {answer}"),
}
_LONG: Final = frozenset({"intro", "help", "why"})


def languages_of(view: FormView) -> tuple[LanguageLine, ...]:
    """Return the languages of this site but the form's first, each with what is missing in it."""
    standing = {one.key: one for one in view.standing.sections}
    spoken = get_language() or ""
    return tuple(
        LanguageLine(
            code,
            get_language_info(code)["name_local"],
            tuple(
                SectionCount(
                    section.key,
                    view.form.words(section.title, spoken),
                    missing_in(section, code, view.main),
                    len(outdated_in(section, standing.get(section.key), code, view.main)),
                )
                for section in view.form.sections
            ),
        )
        for code in get_languages()
        if code != view.main
    )


def places_to_translate(view: FormView, key: str, language: str) -> tuple[PlaceView, ...]:
    """Return the texts of a section as they stand in a language, beside the form's first one."""
    section = find_section(view.form, key)
    standing = next((one for one in view.standing.sections if one.key == key), None)
    outdated = outdated_in(section, standing, language, view.main)
    return tuple(
        PlaceView(
            place.name,
            _label(section, place),
            words_in(place.text, view.main),
            words_in(place.text, language),
            place.name in outdated,
            place.part in _LONG,
        )
        for place in places_of(section)
    )


def _label(section: Section, place: Place) -> StrOrPromise:
    part, _dot, option = place.part.partition(".")
    if not place.key:
        return _PARTS[part]
    number = next(n for n, one in enumerate(section.questions, 1) if one.key == place.key)
    question = section.questions[number - 1]
    answers = [one.key for one in question.choices]
    answer = answers.index(option) + 1 if option else 0
    return format_lazy(_PARTS[part], number=number, answer=answer)
