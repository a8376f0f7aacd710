"""The letters a scheme sends, in whose words; and how one would read, to somebody real or invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import NOBODY, Actor, person
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Letter, Recipient, letter_of, letters
from compagnon.notifications.rendering import RenderedMail, render, shipped_words
from compagnon.notifications.wording import Placeholder, Sample, Trial, Wording, Words
from compagnon.schemes.models import LetterWords, Scheme
from compagnon.schemes.role_words import role_words

# In the order in which somebody gets them.
_ORDER: Final = ("recruitment", "matching", "partnerships", "schemes")


@dataclass(frozen=True)
class LetterLanguage:
    """A letter in one language: in own words or in the shipped ones."""

    code: str
    name: str
    is_own: bool


@dataclass(frozen=True)
class LetterLine:
    """One letter of a scheme: what it is, who gets it and when, and in which languages it is worded anew."""

    kind: str
    title: StrOrPromise
    reader: StrOrPromise
    moment: StrOrPromise
    languages: tuple[LetterLanguage, ...]

    @property
    def own_languages(self) -> list[str]:
        """The names of the languages in which the scheme has words of its own."""
        return [one.name for one in self.languages if one.is_own]

    @property
    def package(self) -> str:
        """The first part of its kind, as its address has it."""
        return self.kind.split("/")[0]

    @property
    def stem(self) -> str:
        """The second part of its kind."""
        return self.kind.split("/")[1]


@dataclass(frozen=True)
class LetterVersion:
    """What somebody once wrote, who and when; not `is_own` where they went back to the shipped words."""

    version: int
    subject: str
    body: str
    author: str
    written_at: datetime
    is_own: bool


@dataclass(frozen=True)
class LetterPage:
    """One letter in one language: the words that are sent, the shipped ones, and every version there was."""

    line: LetterLine
    language: str
    words: Words
    shipped: Words
    placeholders: tuple[Placeholder, ...]
    versions: tuple[LetterVersion, ...]
    has_samples: bool

    @property
    def version(self) -> int:
        """The number of the last version, 0 where nobody has written yet."""
        return self.versions[0].version if self.versions else 0

    @property
    def is_own(self) -> bool:
        """Whether the scheme's own words are sent."""
        return bool(self.versions) and self.versions[0].is_own

    def words_to_begin_from(self, version: str) -> Words:
        """Return the words of an earlier version, where there is such a one; else those that are sent."""
        found = (
            Words(one.subject, one.body)
            for one in self.versions
            if str(one.version) == version and one.is_own
        )
        return next(found, self.words)


class SchemeWords:
    """What schemes wrote, for whoever renders their letters."""

    def own_words(self, scheme_id: UUID, kind: str, language: str) -> Words | None:
        """Return a scheme's own words for a letter in a language, None for the shipped ones; one query."""
        row = latest_of(scheme_id, kind, language)
        return Words(row.subject, row.body) if row and row.body else None

    def trial_values(
        self, tried: Trial, wording: Wording, reader_id: UUID | None
    ) -> Mapping[str, object] | None:
        """Return what a letter says that a coordinator sends to herself; None if she may not write it any more."""
        scheme = Scheme.objects.filter(pk=tried.scheme_id).first()
        viewer = person(reader_id) if reader_id else NOBODY
        if scheme is None or not decide(viewer, "schemes.write_letters", scheme).allowed:
            return None
        return _said(viewer, scheme, wording, tried.sample_id)


def latest_of(scheme_id: UUID, kind: str, language: str) -> LetterWords | None:
    """Return the last version of a scheme's words for a letter in a language; one query."""
    rows = LetterWords.objects.filter(scheme=scheme_id, kind=kind, language=language)
    return rows.order_by("-version").first()


def standing_words(scheme_id: UUID) -> list[LetterWords]:
    """Return the own words that a scheme sends at present; one query."""
    rows = LetterWords.objects.filter(scheme=scheme_id).order_by("kind", "language", "version")
    last = {(row.kind, row.language): row for row in rows}
    return [row for row in last.values() if row.body]


def list_letters(*, viewer: Actor, scheme: Scheme) -> list[LetterLine]:
    """Return every letter that a scheme may word itself; one query. Refuses whoever may not write them."""
    _ask(viewer, scheme)
    own = {(row.kind, row.language) for row in standing_words(scheme.id)}
    kinds = [(kind, one.wording) for kind, one in letters().items() if one.wording]
    kinds.sort(key=lambda one: _ORDER.index(one[0].split("/")[0]))
    return [_line(kind, wording, own) for kind, wording in kinds]


def get_letter(*, viewer: Actor, scheme: Scheme, kind: str, language: str) -> LetterPage | None:
    """Return a letter with all its versions in a language; one query. None for a letter that is not to be worded.

    Refuses whoever may not write them.
    """
    _ask(viewer, scheme)
    letter = letter_of(kind)
    if letter is None or letter.wording is None or language not in get_languages():
        return None
    rows = LetterWords.objects.filter(scheme=scheme, kind=kind, language=language)
    versions = tuple(
        _version(row) for row in rows.select_related("written_by").order_by("-version")
    )
    shipped = shipped_words(letter, language)
    is_own = bool(versions) and versions[0].is_own
    own = {(kind, language)} if is_own else set()
    return LetterPage(
        line=_line(kind, letter.wording, own),
        language=language,
        words=Words(versions[0].subject, versions[0].body) if is_own else shipped,
        shipped=shipped,
        placeholders=letter.wording.placeholders,
        versions=versions,
        has_samples=letter.wording.samples is not None,
    )


def list_samples(*, viewer: Actor, scheme: Scheme, kind: str) -> Sequence[Sample]:
    """Return whose letter a viewer may look at beforehand; of some letters nobody's. Two queries at most."""
    _ask(viewer, scheme)
    samples = _known(kind)[1].samples
    return samples.choose_from(viewer, scheme.id) if samples else ()


def preview_letter(
    *,
    viewer: Actor,
    scheme: Scheme,
    kind: str,
    language: str,
    sample_id: UUID | None = None,
    words: Words | None = None,
) -> RenderedMail:
    """Return a letter as it would be sent now to one of the scheme's people, or to an invented one.

    With `words`: as it would be in these. Refuses somebody whose letter the viewer may not look at.
    """
    _ask(viewer, scheme)
    letter, wording = _known(kind)
    with override(language):
        said = _said(viewer, scheme, wording, sample_id)
    if said is None:
        raise NotAllowed(_("You cannot look at this letter."))
    mail = render(
        replace(letter, render_context=lambda _facts, _to: said, calendar=None),
        Facts({}),
        Recipient(None, "", language),
        secret="",
        words=words,
    )
    assert mail is not None  # noqa: S101 -- it is None only where its values are
    return mail


def _said(
    viewer: Actor, scheme: Scheme, wording: Wording, sample_id: UUID | None
) -> Mapping[str, object] | None:
    words = role_words(scheme)
    invented = {
        **wording.examples(),
        "scheme_id": scheme.id,
        "scheme_name": scheme.name,
        "roles": words.of("mentee"),
        "partner_role": words.mentor,
        "reader_role": words.mentee,
    }
    if sample_id is None:
        return invented
    values = wording.samples.values(viewer, scheme.id, sample_id) if wording.samples else None
    return None if values is None else {**invented, **values}


def _known(kind: str) -> tuple[Letter, Wording]:
    letter = letter_of(kind)
    if letter is None or letter.wording is None:
        raise LookupError(f"No scheme words the letter {kind} itself")
    return letter, letter.wording


def _line(kind: str, wording: Wording, own: set[tuple[str, str]]) -> LetterLine:
    return LetterLine(
        kind,
        wording.title,
        wording.reader,
        wording.moment,
        tuple(
            LetterLanguage(code, get_language_info(code)["name_local"], (kind, code) in own)
            for code in get_languages()
        ),
    )


def _version(row: LetterWords) -> LetterVersion:
    return LetterVersion(
        row.version,
        row.subject,
        row.body,
        row.written_by.known_as if row.written_by else "",
        row.written_at,
        bool(row.body),
    )


def _ask(viewer: Actor, scheme: Scheme) -> None:
    decision = decide(viewer, "schemes.write_letters", scheme)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
