"""The interests that a form offers: a list that ships, or the scheme's own, the same in both questions. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from compagnon.recruitment.rules.form import Form, Option, Question, Text
from compagnon.recruitment.rules.form_editing import changed_question
from compagnon.schemes.vocabularies import (
    INTERESTS,
    VOCABULARIES,
    Choice,
    Vocabulary,
    fold,
    names_in,
)
from compagnon.schemes.vocabularies.interests import FIRST

WANTED: Final = "interests_wanted"
OFFERED: Final = "interests_offered"
ASKED: Final = (WANTED, OFFERED)


def offered_by(question: Question) -> tuple[Option, ...]:
    """Return what a question about interests offers: the scheme's own list, or one that ships."""
    if not question.vocabulary:
        return question.choices
    return tuple(Option(one.key, one.english) for one in VOCABULARIES[question.vocabulary].choices)


def with_one_list(before: Form, after: Form) -> Form:
    """Return a form in which both questions offer the same, where the list is the scheme's own.

    What was changed leads; a question that is asked again takes over the list of the other.
    """
    asked = _asked(after)
    if all(one.vocabulary for one in asked):
        return after
    stood = {one.key: _list(one) for one in _asked(before)}
    leading = max(asked, key=lambda one: (one.key in stood, stood.get(one.key) != _list(one)))
    for one in asked:
        after = changed_question(
            after, replace(one, vocabulary=leading.vocabulary, choices=leading.choices)
        )
    return after


def names_after(
    form: Form, before: Mapping[str, Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    """Return what a scheme calls the interests it words itself once a form is published; dropped ones keep their names."""
    names = dict(before)
    for question in _asked(form):
        for option in offered_by(question):
            if isinstance(option.text, str):
                names.pop(option.key, None)
            else:
                names[option.key] = {**option.text, FIRST: option.text[form.languages[0]]}
    return names


def vocabulary_in(form: Form) -> Vocabulary:
    """Return the list in which a file's words about interests are looked up.

    In the scheme's own list, its words in every language come before other spellings of what ships.
    """
    asked = next(iter(_asked(form)), None)
    if asked is None or asked.vocabulary:
        return VOCABULARIES[asked.vocabulary] if asked else INTERESTS
    shipped = names_in(INTERESTS)
    meant: dict[str, str] = {}
    for option in asked.choices:
        for words in _words(option.text):
            meant.setdefault(fold(words), option.key)
    for option in asked.choices:
        if option.key in shipped:
            for spelling in shipped[option.key].spellings():
                meant.setdefault(spelling, option.key)
    choices = (
        _Worded(
            option.key,
            str(form.words(option.text, form.languages[0])),
            tuple(spelling for spelling, key in meant.items() if key == option.key),
        )
        for option in asked.choices
    )
    return replace(INTERESTS, choices=tuple(choices))


@dataclass(frozen=True)
class _Worded(Choice):
    """An entry of a scheme's own list. It is recognised by its aliases alone, which are no other entry's."""

    def spellings(self) -> Iterator[str]:
        yield from self.aliases


def _asked(form: Form) -> list[Question]:
    return [one for one in form.questions() if one.key in ASKED]


def _list(question: Question) -> tuple[str, tuple[Option, ...]]:
    return question.vocabulary, question.choices


def _words(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text.values())
