"""A form as data: sections of questions, each with why it is asked and who sees the answer.

A text is either one that ships with Compagnon (its English, found in the catalogues) or a scheme's own, by language.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.fields import FIELD
from compagnon.schemes.vocabularies import ROLES, VOCABULARIES

Text = str | Mapping[str, str]
MENTEES: Final = (1, 2)
MENTORS_WANTED: Final = "mentors_wanted"
# A part of a question that is asked beside it: the level of a language, the address of a person.
LEVEL: Final = "level"
EMAIL: Final = "email"


class Kind(StrEnum):
    """How a question is answered. There are no uploads."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    SEVERAL = "several"
    SCALE = "scale"
    NUMBER = "number"
    CONSENT = "consent"
    LANGUAGES = "languages"
    PHASES = "phases"
    AVAILABILITY = "availability"  # parts of a week, in forms that were written before the grid
    TIMES = "times"
    POSTCODE_AREA = "postcode_area"
    PEOPLE = "people"


# What is chosen from a list that has its own place in every form of this kind.
VOCABULARY_OF: Final = {
    Kind.LANGUAGES: "languages",
    Kind.PHASES: "phases",
    Kind.AVAILABILITY: "parts_of_week",
    Kind.TIMES: "availabilities",
}
CHOSEN: Final = frozenset({Kind.CHOICE, Kind.SEVERAL})
MANY: Final = frozenset({Kind.SEVERAL, Kind.LANGUAGES, Kind.PHASES, Kind.AVAILABILITY, Kind.TIMES})


@dataclass(frozen=True)
class Option:
    """One of the answers a question offers; the key never changes."""

    key: str
    text: Text


@dataclass(frozen=True)
class Limits:
    """The smallest and the largest number of a scale or a number, with words for the ends of a scale."""

    low: int
    high: int
    low_text: Text = ""
    high_text: Text = ""


@dataclass(frozen=True)
class ShownIf:
    """Ask only those who chose one of these answers to a question of an earlier section."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, of whom, and what the reader is told about it.

    A key that is the name of a value in `rules.fields` feeds matching and the checks; any other is the scheme's own.
    `choices` are the answers offered, of languages the levels; `vocabulary` names a list that ships instead.
    """

    key: str
    kind: Kind
    label: Text
    why: Text
    seen_by: Text
    help: Text = ""
    required: bool = False
    roles: tuple[str, ...] = ROLES.keys
    shown_if: ShownIf | None = None
    choices: tuple[Option, ...] = ()
    vocabulary: str = ""
    limits: Limits | None = None

    @property
    def is_sensitive(self) -> bool:
        """Whether the answer is kept encrypted and shown to nobody but the applicant (ALL-54)."""
        return self.key in FIELD and FIELD[self.key].is_sensitive

    @property
    def controls(self) -> tuple[str, ...]:
        """The names under which a page sends the answer."""
        if self.kind is Kind.PEOPLE:
            return (self.key, part_of(self.key, EMAIL))
        if self.kind is Kind.LANGUAGES and self.choices:
            return (self.key, part_of(self.key, LEVEL))
        return (self.key,)


@dataclass(frozen=True, kw_only=True)
class Section:
    """What is asked on one page."""

    key: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text = ""

    def asked_of(self, roles: Collection[str], answers: Mapping[str, Any]) -> tuple[Question, ...]:
        """Return what somebody with these roles, who gave these answers before, is asked here."""
        return tuple(one for one in self.questions if _is_asked(one, roles, answers))


@dataclass(frozen=True, kw_only=True)
class Form:
    """A whole form. Its first language is the one that is read where a text has no other."""

    languages: tuple[str, ...]
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        """Every question, in the order in which they are asked."""
        for section in self.sections:
            yield from section.questions

    def words(self, text: Text, language: str) -> StrOrPromise:
        """Return a text as a reader of this language reads it."""
        if isinstance(text, str):
            return gettext_lazy(text) if text else ""
        return text.get(language) or text[self.languages[0]]

    def asked_of(
        self, roles: Collection[str], answers: Mapping[str, Any]
    ) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
        """Return the sections in which somebody with these roles and answers is asked something, and what."""
        found = ((section, section.asked_of(roles, answers)) for section in self.sections)
        return tuple((section, questions) for section, questions in found if questions)


def part_of(key: str, part: str) -> str:
    """Return the name under which a page sends what is asked beside a question."""
    return f"{key}__{part}"


def option_keys(question: Question) -> tuple[str, ...]:
    """Return the answers that a question offers, by key."""
    vocabulary = vocabulary_of(question)
    if vocabulary:
        return VOCABULARIES[vocabulary].keys
    return tuple(option.key for option in question.choices)


def vocabulary_of(question: Question) -> str:
    """Return the shipped list that a question's answers are chosen from, if they are."""
    return VOCABULARY_OF.get(question.kind, question.vocabulary)


def _is_asked(question: Question, roles: Collection[str], answers: Mapping[str, Any]) -> bool:
    if not set(question.roles) & set(roles):
        return False
    condition = question.shown_if
    if condition is None:
        return True
    given = answers.get(condition.question)
    chosen = given if isinstance(given, list) else [given]
    return bool(set(condition.answers) & set(chosen))
