"""The texts of a form by language: what stands in each, what is missing, what may be out of date."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext, override
from django.utils.translation.trans_real import get_languages

from compagnon.recruitment.rules.form import Limits, Question, Section, Text
from compagnon.recruitment.rules.interests import OFFERED, WANTED

Say = Callable[[str, Text], Text]


@dataclass(frozen=True)
class Place:
    """A text and where it stands: the question (empty: the section itself) and the part of it."""

    key: str
    part: str
    text: Text

    @property
    def name(self) -> str:
        """The name under which a page sends it."""
        return f"{self.key}.{self.part}"


def words_in(text: Text, language: str) -> str:
    """Return the words of a text in a language; empty where nobody has written any."""
    if isinstance(text, str):
        if not text:
            return ""
        with override(language):
            return gettext(text)
    return text.get(language, "")


def with_words(text: Text, language: str, words: str) -> Text:
    """Return a text with these words in a language. One that ships stays what it was until somebody words it anew."""
    if words == words_in(text, language):
        return text
    standing = {code: words_in(text, code) for code in get_languages()} | {language: words}
    return {code: said for code, said in standing.items() if said} or ""


def reworded(section: Section, say: Say) -> Section:
    """Return a section whose texts are what `say` makes of each; it is told the name of the place.

    Interests that two questions of the section offer are said once.
    """
    is_said_before = WANTED in {question.key for question in section.questions}
    return replace(
        section,
        title=say(".title", section.title),
        intro=say(".intro", section.intro),
        questions=tuple(
            _reworded(question, say, with_choices=not (is_said_before and question.key == OFFERED))
            for question in section.questions
        ),
    )


def places_of(section: Section) -> tuple[Place, ...]:
    """Return the texts of a section that say something, in their order."""
    found: list[Place] = []

    def note(name: str, text: Text) -> Text:
        key, _dot, part = name.partition(".")
        if text:
            found.append(Place(key, part, text))
        return text

    reworded(section, note)
    return tuple(found)


def missing_in(section: Section, language: str, main: str) -> int:
    """Return how many texts have no words in a language, and are read in the form's first one."""
    return sum(
        1
        for place in places_of(section)
        if words_in(place.text, main) and not words_in(place.text, language)
    )


def outdated_in(
    section: Section, standing: Section | None, language: str, main: str
) -> frozenset[str]:
    """Return the places whose words in a language may be out of date: the first language's are new, theirs are not."""
    if standing is None or language == main:
        return frozenset()
    before = {place.name: place.text for place in places_of(standing)}
    return frozenset(
        place.name
        for place in places_of(section)
        if place.name in before
        and words_in(place.text, language)
        and words_in(place.text, main) != words_in(before[place.name], main)
        and words_in(place.text, language) == words_in(before[place.name], language)
    )


def _reworded(question: Question, say: Say, *, with_choices: bool) -> Question:
    key, limits = question.key, question.limits
    return replace(
        question,
        label=say(f"{key}.label", question.label),
        help=say(f"{key}.help", question.help),
        why=say(f"{key}.why", question.why),
        choices=tuple(
            replace(one, text=say(f"{key}.option.{one.key}", one.text)) for one in question.choices
        )
        if with_choices
        else question.choices,
        limits=limits
        and Limits(
            limits.low,
            limits.high,
            say(f"{key}.low", limits.low_text),
            say(f"{key}.high", limits.high_text),
        ),
    )


def languages_that_differ(one: Section, other: Section, main: str) -> tuple[str, ...]:
    """Return the languages beside the first in which two versions of a section say something differently."""
    before = {place.name: place.text for place in places_of(one)}
    shared = [
        (place.text, before[place.name]) for place in places_of(other) if place.name in before
    ]
    return tuple(
        language
        for language in get_languages()
        if language != main
        and any(words_in(new, language) != words_in(old, language) for new, old in shared)
    )
