"""Find every sentence a person may read: in our Python, in our templates, and in the libraries.

Needs no GNU gettext: Babel reads Python, and Django's own `templatize` turns a template into calls
that Babel can read.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

# Babel's notation: which arguments are context ("c"), singular and plural.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOTE = "Translators:"


@dataclass(frozen=True)
class Library:
    """A library whose sentences our readers see, and the parts of it that they are sure to see.

    What the other parts say need not be translated, but may be.
    """

    package: str
    locale: str
    shown: tuple[str, ...]


LIBRARIES = (
    Library("django", "conf/locale", ("core/", "db/models/", "forms/", "utils/", "views/csrf.py")),
    Library(
        "django",
        "contrib/auth/locale",
        tuple(
            f"contrib/auth/{name}.py"
            for name in ("base_user", "forms", "password_validation", "validators")
        ),
    ),
    Library("django", "contrib/contenttypes/locale", ()),
    # Not "ordinal": it goes by the last digit of a number, as Welsh ordinals do not.
    Library("django", "contrib/humanize/locale", ()),
    Library(
        "allauth",
        "locale",
        tuple(
            f"{prefix}{name}/"
            for prefix in ("", "templates/")
            for name in ("account", "allauth", "mfa", "usersessions")
        ),
    ),
)


@dataclass(frozen=True)
class Key:
    """What makes two sentences the same one to a catalogue."""

    context: str
    source: str
    plural: str


@dataclass
class Message:
    key: Key
    places: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)


Messages = dict[Key, Message]


def add(found: Messages, key: Key, place: str, notes: Iterable[str] = ()) -> None:
    message = found.setdefault(key, Message(key))
    message.places.add(place)
    message.notes.update(notes)


def read_calls(source: str, place: str, found: Messages) -> None:
    """Collect the calls of gettext and its kin from Python source."""
    # A byte-order of its own: without the cookie Babel would guess latin-1.
    stream = io.BytesIO(b"# coding: utf-8\n" + source.encode())
    for _line, text, notes, context in extract("python", stream, KEYWORDS, [NOTE]):
        singular, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, "")
        cleaned = [note.removeprefix(NOTE).strip() for note in notes]
        add(
            found,
            Key(context or "", singular, plural),
            place,
            [" ".join(cleaned)] if cleaned else [],
        )


def read_template(source: str, place: str, found: Messages) -> None:
    """Collect `{% translate %}`, `{% blocktranslate %}` and `_("…")` from a template."""
    # What `templatize` leaves of the indentation is none to a Python tokenizer.
    calls = "\n".join(line.strip() for line in templatize(source, origin=place).splitlines())
    read_calls(calls, place, found)


def our_messages(package: Path) -> Messages:
    """Every sentence of the application itself. Places carry no line: diffs stay small."""
    found: Messages = {}
    for path in sorted(package.rglob("*")):
        place = path.relative_to(package.parent).as_posix()
        if path.suffix == ".py" and "migrations" not in path.parts:
            read_calls(path.read_text(encoding="utf-8"), place, found)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            read_template(path.read_text(encoding="utf-8"), place, found)
    return found


def entries(folder: Path, language: str) -> Iterator[polib.POEntry]:
    path = folder / language / "LC_MESSAGES" / "django.po"
    if path.is_file():
        yield from (entry for entry in polib.pofile(str(path)) if not entry.obsolete)


def key_of(entry: polib.POEntry) -> Key:
    return Key(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def folder_of(library: Library) -> Path:
    spec = find_spec(library.package)
    if spec is None or spec.origin is None:
        raise LookupError(f"{library.package} is not installed")
    return Path(spec.origin).parent / library.locale


def known_to(libraries: Iterable[Library] = LIBRARIES) -> set[Key]:
    """Every sentence the libraries have: what is none of them, they will never show."""
    return {key_of(entry) for library in libraries for entry in entries(folder_of(library), "en")}


def gaps_of(language: str, libraries: Iterable[Library] = LIBRARIES) -> Messages:
    """The sentences our readers see that the libraries leave untranslated in this language."""
    found: Messages = {}
    for library in libraries:
        folder = folder_of(library)
        done = {key_of(entry) for entry in entries(folder, language) if entry.translated()}
        for entry in entries(folder, "en"):
            places = [place.split(":")[0] for place, _line in entry.occurrences]
            shown = [place for place in places if place.startswith(library.shown)]
            if shown and key_of(entry) not in done:
                for place in shown:
                    add(found, key_of(entry), f"{library.package}/{place}")
    return found
