"""How each kind of question is answered on a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.answering import LONG_LIMIT, MOST_PEOPLE
from compagnon.recruitment.rules.form import (
    EMAIL,
    LEVEL,
    Form,
    Kind,
    Question,
    Text,
    part_of,
    vocabulary_of,
)
from compagnon.recruitment.rules.option_notes import NOTES
from compagnon.recruitment.rules.problems import TEXT_LIMIT
from compagnon.schemes.vocabularies import VOCABULARIES
from compagnon.schemes.vocabularies.grid import DAYS, PARTS, parts_of
from compagnon.schemes.vocabularies.times import HOLIDAYS
from compagnon.ui.widgets import GridInput, Part, RowsInput, Tick, TickRow

# More than these are chosen from a list that folds up.
_MOST_RADIOS: Final = 6
_MOST_LANGUAGES: Final = 12

Choices = list[tuple[str, StrOrPromise]]


@dataclass(frozen=True)
class Words:
    """The texts of a form as one reader reads them."""

    form: Form
    language: str

    def of(self, text: Text) -> StrOrPromise:
        """Return a text in the reader's language."""
        return self.form.words(text, self.language)

    def choices(self, question: Question) -> Choices:
        """Return the answers of a question, with a note where a name alone would leave people guessing."""
        name = vocabulary_of(question)
        if not name:
            return [(option.key, self.of(option.text)) for option in question.choices]
        notes = NOTES.get(name, {})
        return [
            (choice.key, _noted(choice.label, notes.get(choice.key, "")))
            for choice in VOCABULARIES[name].choices
        ]


def widget_of(question: Question, words: Words) -> forms.Widget:
    """Return what a question is answered with."""
    return _WIDGETS[question.kind](question, words)


def _noted(label: StrOrPromise, note: StrOrPromise) -> StrOrPromise:
    return format_html('{} <span class="option-note">{}</span>', label, note) if note else label


def _short_text(_question: Question, _words: Words) -> forms.Widget:
    return forms.TextInput({"maxlength": TEXT_LIMIT})


def _long_text(_question: Question, _words: Words) -> forms.Widget:
    return forms.Textarea({"rows": 4, "maxlength": LONG_LIMIT})


def _choice(question: Question, words: Words) -> forms.Widget:
    choices = words.choices(question)
    if len(choices) <= _MOST_RADIOS:
        return forms.RadioSelect(choices=choices)
    return forms.Select(choices=_or_nothing(choices))


def _several(question: Question, words: Words) -> forms.Widget:
    return forms.CheckboxSelectMultiple(choices=words.choices(question))


def _times(_question: Question, _words: Words) -> forms.Widget:
    """Offer every day with its parts, before them the weekdays at once, and the holidays."""
    weekdays = (
        Tick("before_school", _("before school")),
        Tick("school_day", _("school day")),
        Tick("after_school", _("after school")),
        Tick("evenings", _("evening")),
    )
    days = (
        TickRow(
            gettext_lazy(name),
            tuple(Tick(f"{day}_{part}", gettext_lazy(PARTS[part])) for part in parts_of(day)),
        )
        for day, name in DAYS.items()
    )
    holidays = TickRow(_("School holidays"), (Tick(HOLIDAYS, _("possible")),))
    return GridInput((TickRow(_("Every weekday"), weekdays), *days, holidays))


def _consent(_question: Question, _words: Words) -> forms.Widget:
    return forms.RadioSelect(choices=[("yes", _("Yes")), ("no", _("No"))])


def _postcode_area(_question: Question, _words: Words) -> forms.Widget:
    return forms.TextInput({"autocapitalize": "characters", "size": 8, "maxlength": 10})


def _or_nothing(choices: Iterable[tuple[str, StrOrPromise]]) -> Choices:
    return [("", _("Please choose")), *choices]


def _number(question: Question, words: Words) -> forms.Widget:
    """Offer few numbers to press, and let many be typed."""
    limits = question.limits
    if limits is None or (question.kind is Kind.NUMBER and limits.high - limits.low > _MOST_RADIOS):
        return forms.TextInput({"inputmode": "numeric", "size": 4, "maxlength": 6})
    ends = {limits.low: words.of(limits.low_text), limits.high: words.of(limits.high_text)}
    numbers = range(limits.low, limits.high + 1)
    return forms.RadioSelect(
        choices=[(str(one), _noted(str(one), ends.get(one, ""))) for one in numbers]
    )


def _languages(question: Question, words: Words) -> RowsInput:
    """Offer every language, and beside it the levels that the question asks for."""
    languages = [(one.key, one.label) for one in VOCABULARIES["languages"].choices]
    parts = [Part(question.key, _("Language"), forms.Select(choices=_or_nothing(languages)))]
    if question.choices:
        levels = [(option.key, words.of(option.text)) for option in question.choices]
        control = forms.Select(choices=_or_nothing(levels))
        parts.append(Part(part_of(question.key, LEVEL), _("How"), control))
    return RowsInput(parts, add_label=_("Add a language"), most=_MOST_LANGUAGES)


def _people(question: Question, _words: Words) -> RowsInput:
    off = {"autocomplete": "off", "maxlength": TEXT_LIMIT}
    return RowsInput(
        (
            Part(question.key, _("Name"), forms.TextInput(off)),
            Part(
                part_of(question.key, EMAIL),
                _("E-mail address, if you know it"),
                forms.EmailInput(off),
            ),
        ),
        add_label=_("Add somebody"),
        most=MOST_PEOPLE,
    )


_WIDGETS: Final[Mapping[Kind, Callable[[Question, Words], forms.Widget]]] = {
    Kind.SHORT_TEXT: _short_text,
    Kind.LONG_TEXT: _long_text,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.PHASES: _several,
    Kind.AVAILABILITY: _several,
    Kind.TIMES: _times,
    Kind.SCALE: _number,
    Kind.NUMBER: _number,
    Kind.CONSENT: _consent,
    Kind.POSTCODE_AREA: _postcode_area,
    Kind.LANGUAGES: _languages,
    Kind.PEOPLE: _people,
}
