"""The catalogues of translations: one of ours and one for the libraries' gaps, in each language."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import polib

from tools.message_sources import Key, Message, Messages, key_of

LOCALE = Path("src/compagnon/locale")
SOURCE_LANGUAGE = "en"
OURS, LIBRARIES = "compagnon", "libraries"
FOLDERS = {OURS: LOCALE, LIBRARIES: LOCALE / "libraries"}
WIDTH = 100
UNREVIEWED = "awaiting review by a native reader"


@dataclass(frozen=True)
class Language:
    code: str
    plural_rule: str
    forms: tuple[str, ...]


_TWO = ("one", "other")
LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "(n != 1)", _TWO),
        # The six forms of Unicode's CLDR; Django's own Welsh has an older rule of four.
        Language(
            "cy",
            "(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5",
            ("zero", "one", "two", "few", "many", "other"),
        ),
        Language("fr", "(n > 1)", _TWO),
        Language("de", "(n != 1)", _TWO),
        Language("es", "(n != 1)", _TWO),
    )
}


def path_of(root: Path, catalogue: str, language: str) -> Path:
    return root / FOLDERS[catalogue] / language / "LC_MESSAGES" / "django.po"


def load(path: Path) -> polib.POFile:
    if path.is_file():
        return polib.pofile(str(path), wrapwidth=WIDTH)
    return polib.POFile(wrapwidth=WIDTH)


def header(language: Language, review: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "Compagnon",
        "Language": language.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={len(language.forms)}; plural={language.plural_rule};",
        "X-Review": review,
    }


def renew(old: polib.POFile, language: Language, messages: Messages) -> polib.POFile:
    """A catalogue of exactly these messages, with what is already translated; no guesses."""
    new = polib.POFile(wrapwidth=WIDTH)
    standing = "source language" if language.code == SOURCE_LANGUAGE else UNREVIEWED
    new.metadata = header(language, old.metadata.get("X-Review", standing))
    known = {key_of(entry): entry for entry in old if not entry.obsolete}
    for key in sorted(messages, key=attrgetter("source", "context", "plural")):
        new.append(renewed_entry(messages[key], language, known.get(key)))
    return spaced(new, language)


def complete(
    old: polib.POFile, language: Language, gaps: Messages, known: Collection[Key]
) -> polib.POFile:
    """The libraries' catalogue, kept by hand: gaps are added at its end, dead sentences leave it.

    It may hold more than the gaps: a library's own translation is replaced where it is wrong.
    """
    new = polib.POFile(wrapwidth=WIDTH)
    new.header = old.header
    new.metadata = header(language, old.metadata.get("X-Review", UNREVIEWED))
    new.extend(entry for entry in old if key_of(entry) in known and not entry.obsolete)
    present = {key_of(entry) for entry in new}
    for key in sorted(gaps.keys() - present, key=attrgetter("source", "context", "plural")):
        new.append(renewed_entry(gaps[key], language, None))
    return spaced(new, language)


# A French colon never begins a line: the space before it does not break. Translators type an ordinary one.
_BEFORE_A_SIGN = re.compile(r"(?<=\S) (?=[:;!?](?:\s|$|[»)]))")
_INSIDE_QUOTES = re.compile(r"(?<=«) | (?=»)")
NARROW, UNBROKEN = "\u202f", "\u00a0"


def spaced(catalogue: polib.POFile, language: Language) -> polib.POFile:
    """Set the spaces of French as they are printed; other languages have none before a sign."""
    if language.code == "fr":
        for entry in catalogue:
            entry.msgstr = in_french(entry.msgstr)
            entry.msgstr_plural = {
                index: in_french(text) for index, text in entry.msgstr_plural.items()
            }
    return catalogue


def in_french(text: str) -> str:
    return _INSIDE_QUOTES.sub(UNBROKEN, _BEFORE_A_SIGN.sub(NARROW, text))


def renewed_entry(
    message: Message, language: Language, known: polib.POEntry | None
) -> polib.POEntry:
    key = message.key
    entry = polib.POEntry(
        msgid=key.source,
        msgid_plural=key.plural,
        msgctxt=key.context or None,
        occurrences=[(place, "") for place in sorted(message.places)],
        comment="\n".join(sorted(message.notes)),
        tcomment=known.tcomment if known else "",
        flags=["python-format"] if "%(" in key.source + key.plural else [],
    )
    if known:
        entry.flags += [flag for flag in known.flags if flag == "fuzzy"]
    if key.plural:
        old_forms = known.msgstr_plural if known else {}
        entry.msgstr_plural = {
            index: old_forms.get(index, "") for index in range(len(language.forms))
        }
    elif known:
        entry.msgstr = known.msgstr
    return entry


# --- what can be wrong with a translation -----------------------------------------------------

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def mismatch(key: Key, text: str) -> str:
    """Say what a translation loses or invents; an empty answer means that it is sound.

    One form of a plural may leave the number out ("one letter", "dau lythyr"), nothing else may.
    """
    expected = Counter(PLACEHOLDER.findall(key.plural or key.source))
    given = Counter(PLACEHOLDER.findall(text))
    needed = expected & Counter(PLACEHOLDER.findall(key.source))
    if given - expected or needed - given:
        return f"placeholders {sorted(given)} instead of {sorted(expected)}"
    if Counter(TAG.findall(key.source)) != Counter(TAG.findall(text)):
        return f"tags {TAG.findall(text)} instead of {TAG.findall(key.source)}"
    if (key.source[:1].isspace(), key.source[-1:].isspace()) != (
        text[:1].isspace(),
        text[-1:].isspace(),
    ):
        return "spaces or line breaks at the ends differ"
    return ""


def faults(catalogue: polib.POFile, language: Language) -> Iterator[str]:
    """Every reason why this catalogue is not fit to be shipped."""
    rule = header(language, "")["Plural-Forms"]
    if catalogue.metadata.get("Plural-Forms") != rule:
        yield f"Plural-Forms is not {rule}"
    if not catalogue.metadata.get("X-Review"):
        yield "X-Review is missing: say who reviewed it, or that it is awaiting review"
    for key, count in Counter((entry.msgctxt, entry.msgid) for entry in catalogue).items():
        if count > 1:
            yield f"{count} times in the catalogue: {key[1]!r}"
    for entry in catalogue:
        for fault in entry_faults(entry, language):
            yield f"{fault}: {entry.msgid!r}"


def entry_faults(entry: polib.POEntry, language: Language) -> Iterator[str]:
    if entry.msgid_plural and sorted(entry.msgstr_plural) != list(range(len(language.forms))):
        yield f"{len(language.forms)} plural forms are needed"
    if entry.fuzzy:
        yield "fuzzy"
    for text in texts(entry):
        if text and (wrong := mismatch(key_of(entry), text)):
            yield wrong
    if language.code != SOURCE_LANGUAGE and not all(texts(entry)):
        yield "not translated"
