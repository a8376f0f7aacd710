"""The words of a letter that a scheme may write itself: which placeholders there are, and what becomes of them.

No template language: a known name in curly brackets is replaced once, and nothing else means anything.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor

MOST_SUBJECT: Final = 120
MOST_BODY: Final = 5000
NO_PATH: Final = "/…/"
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
_BREAKING: Final = re.compile(
    r"[^\S\u00a0\u202f]+"
)  # French sets a space before its signs that does not break
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Placeholder:
    """A name in curly brackets: the value of the letter that takes its place, what it means, and an example.

    A letter that must say it is not sent in words that leave it out.
    """

    name: str
    value: str
    meaning: StrOrPromise
    example: StrOrPromise
    is_required: bool = False

    @property
    def code(self) -> str:
        """As it is written in a text."""
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Sample:
    """Somebody whose letter a coordinator may look at before it is sent to anybody."""

    id: UUID
    label: str


@dataclass(frozen=True)
class Samples:
    """Real people for a preview: whom a viewer may choose from in a scheme, and what a letter would say of one.

    Both ask the policy; `values` returns None for whoever may not be looked at.
    """

    choose_from: Callable[[Actor, UUID], Sequence[Sample]]
    values: Callable[[Actor, UUID, UUID], Mapping[str, object] | None]


@dataclass(frozen=True)
class Wording:
    """What a scheme may word itself in one letter: its name, who gets it and when, and the placeholders.

    The subject may say {scheme} and nothing else: it tells nothing of what was said or done.
    """

    title: StrPromise
    reader: StrPromise
    moment: StrPromise
    placeholders: tuple[Placeholder, ...]
    samples: Samples | None = None
    around: Mapping[str, object] = field(default_factory=dict)

    def examples(self) -> dict[str, object]:
        """Return what the letter would say to an invented person, `around` the words too."""
        said = {one.value: str(one.example) for one in self.placeholders}
        return {"path": NO_PATH, **self.around, **said}


@dataclass(frozen=True)
class Trial:
    """A letter that a coordinator sends to herself: of which scheme, and as if to whom (None: somebody invented)."""

    scheme_id: UUID
    sample_id: UUID | None


@dataclass(frozen=True)
class Words:
    """A subject and a body, as somebody wrote them."""

    subject: str
    body: str


NAME: Final = Placeholder(
    "name", "reader_name", gettext_lazy("the name of the reader"), "Ines Alder"
)
SCHEME: Final = Placeholder(
    "scheme",
    "scheme_name",
    gettext_lazy("the name of the scheme"),
    gettext_lazy("Peer Mentoring Programme"),
)


def lazily(say: Callable[..., str], *of: object) -> StrPromise:
    """Return what a function says, in the language that is spoken when it is read."""
    return lazy(partial(say, *of), str)()  # type: ignore[return-value]  # Django's stubs call it a string


EXAMPLE_DAY: Final = lazily(date_format, date(2027, 1, 8), "DATE_FORMAT")


class Source(Protocol):
    """Who knows what schemes wrote, and may try it out."""

    def own_words(self, scheme_id: UUID, kind: str, language: str) -> Words | None:
        """Return a scheme's own words for a letter in a language, None for the shipped ones."""

    def trial_values(
        self, tried: Trial, wording: Wording, reader_id: UUID | None
    ) -> Mapping[str, object] | None:
        """Return what a letter says that its reader sends to themselves; None if they may not any more."""


_sources: Final[list[Source]] = []


def register_source(source: Source) -> None:
    """Say who knows the words of schemes, from a package's AppConfig.ready."""
    if _sources:
        raise ValueError("The words of schemes are known to one package.")
    _sources.append(source)


def trial_values(
    tried: Trial, wording: Wording | None, reader_id: UUID | None
) -> Mapping[str, object] | None:
    """Return what a letter says that somebody sends to themselves; None if there is no reason to any more."""
    if wording is None or not _sources:
        return None
    return _sources[0].trial_values(tried, wording, reader_id)


def own_words(scheme_id: UUID, kind: str, wording: Wording, language: str) -> Words | None:
    """Return a scheme's own words for a letter, if it has some that can be sent as they stand.

    Words with a placeholder that a later version no longer fills give way to the shipped ones.
    """
    for source in _sources:
        words = source.own_words(scheme_id, kind, language)
        if words and not (
            list(subject_flaws(words.subject)) or list(body_flaws(words.body, wording.placeholders))
        ):
            return words
    return None


def subject_flaws(text: str) -> Iterator[str]:
    """Yield what is wrong with a subject, in sentences."""
    yield from _unknown(text, (SCHEME,))


def body_flaws(text: str, placeholders: Sequence[Placeholder]) -> Iterator[str]:
    """Yield what is wrong with a body, in sentences."""
    yield from _unknown(text, placeholders)
    used = set(_PLACEHOLDER.findall(text))
    for one in placeholders:
        if one.is_required and one.name not in used:
            yield _("This letter has to say %(code)s (%(meaning)s): put it where it belongs.") % {
                "code": one.code,
                "meaning": one.meaning,
            }


def _unknown(text: str, known: Sequence[Placeholder]) -> Iterator[str]:
    names = [one.name for one in known]
    codes = ", ".join(one.code for one in known)
    for name in dict.fromkeys(_PLACEHOLDER.findall(text)):
        if name not in names:
            yield _("There is no %(code)s here. You may use: %(codes)s.") % {
                "code": f"{{{name}}}",
                "codes": codes,
            }
    rest = _PLACEHOLDER.sub("", text)
    if at := re.search(r"[{}]", rest):
        start = max(at.start() - 12, 0)
        yield _(
            "“%(found)s”: a curly bracket belongs to a placeholder. Write one as it stands in the list: %(codes)s."
        ) % {"found": rest[start : at.start() + 13].strip(), "codes": codes}


def one_line(text: str) -> str:
    """Join all white space that may break a line, so that no value of a subject can begin a header of its own."""
    return _BREAKING.sub(" ", text).strip()


def fill_plain(text: str, wording: Wording, values: Mapping[str, object]) -> str:
    """Return a text with each placeholder's value, as plain text."""
    said = _said(wording, values)
    return _PLACEHOLDER.sub(lambda found: said[found[1]], text.replace("\r\n", "\n"))


def fill_paragraphs(text: str, wording: Wording, values: Mapping[str, object]) -> list[SafeString]:
    """Return a text's paragraphs as HTML: everything escaped, each value kept to its own direction of writing."""
    said = _said(wording, values)
    return [
        _paragraph(part, said)
        for part in _PARAGRAPHS.split(text.replace("\r\n", "\n").strip())
        if part.strip()
    ]


def _paragraph(text: str, said: Mapping[str, str]) -> SafeString:
    pieces = _PLACEHOLDER.split(text.strip())  # words, a name, words, a name, …, words
    html = [
        format_html("<bdi>{}</bdi>", said[piece]) if number % 2 else conditional_escape(piece)
        for number, piece in enumerate(pieces)
    ]
    return mark_safe("".join(html).replace("\n", "<br>"))  # noqa: S308 -- each piece is escaped above


def _said(wording: Wording, values: Mapping[str, object]) -> dict[str, str]:
    return {one.name: str(values[one.value]) for one in wording.placeholders}
