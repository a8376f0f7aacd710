"""What the libraries say, in every language we speak: nothing missing, nothing broken."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import polib
import pytest
from django.utils import translation
from django.utils.translation import ngettext, npgettext
from pytest_django.fixtures import Settings

import compagnon
from tools.message_sources import Messages, read_calls, read_template

LOCALE = Path(compagnon.__file__).parent / "locale"
LANGUAGES = ("cy", "fr", "de", "es")
ALLAUTH = Path(allauth.__file__).parent
DJANGO = Path(django.__file__).parent
ALLAUTH_SHOWN = tuple(
    ALLAUTH / prefix / name
    for prefix in ("", "templates")
    for name in ("account", "allauth", "core", "mfa", "usersessions")
)
DJANGO_SHOWN = tuple(
    DJANGO / name
    for name in ("core", "db/models", "forms", "utils", "views", "contrib/auth", "contrib/messages")
)
LIBRARY_LOCALES = (
    ALLAUTH / "locale",
    DJANGO / "conf/locale",
    DJANGO / "contrib/auth/locale",
    DJANGO / "contrib/contenttypes/locale",
    DJANGO / "contrib/humanize/locale",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|<[^>]+>")

Sentence = tuple[str, str]  # context and words


def catalogue(folder: Path, language: str) -> polib.POFile:
    path = folder / language / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(path)) if path.is_file() else polib.POFile()


def ours(language: str) -> polib.POFile:
    return catalogue(LOCALE / "libraries", language)


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def key(entry: polib.POEntry) -> Sentence:
    return entry.msgctxt or "", entry.msgid


def translated(*catalogues: polib.POFile) -> set[Sentence]:
    return {
        key(entry)
        for found in catalogues
        for entry in found
        if all(texts(entry)) and not entry.fuzzy and not entry.obsolete
    }


def said_by(folders: tuple[Path, ...]) -> set[Sentence]:
    """Every sentence in the installed sources and templates of these folders."""
    found: Messages = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix == ".py":
                read_calls(path.read_text(encoding="utf-8"), str(path), found)
            elif path.suffix in {".html", ".txt"}:
                read_template(path.read_text(encoding="utf-8"), str(path), found)
    return {(one.context, one.source) for one in found}


@pytest.fixture(scope="session")
def said_by_allauth() -> set[Sentence]:
    return said_by(ALLAUTH_SHOWN)


@pytest.fixture(scope="session")
def said_by_django() -> set[Sentence]:
    return said_by(DJANGO_SHOWN)


@pytest.fixture
def compiled(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Django reads these catalogues, freshly compiled, and none of ours beside them."""
    for language in LANGUAGES:
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        ours(language).save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("cy"):
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_in_every_plural_form(language: str) -> None:
    found = ours(language)
    plural_rule = found.metadata["Plural-Forms"]
    forms = int(plural_rule.removeprefix("nplurals=").split(";")[0])

    unfinished = [entry.msgid for entry in found if entry.fuzzy or not all(texts(entry))]
    plurals = {len(entry.msgstr_plural) for entry in found if entry.msgid_plural}

    assert unfinished == []
    assert plurals <= {forms}
    assert found.metadata["X-Review"] != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_what_is_filled_in_and_what_is_marked_up(language: str) -> None:
    broken = [
        (entry.msgid, text)
        for entry in ours(language)
        for text in texts(entry)
        if Counter(PLACEHOLDER.findall(text))
        != Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        or text[-1:].isspace() != entry.msgid[-1:].isspace()
    ]

    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_here_twice_or_after_its_library_has_dropped_it(language: str) -> None:
    keys = Counter(key(entry) for entry in ours(language))
    known = {
        (key(entry), entry.msgid_plural)
        for locale in LIBRARY_LOCALES
        for entry in catalogue(locale, "en")
    }

    assert [one for one, count in keys.items() if count > 1] == []
    assert {(key(entry), entry.msgid_plural) for entry in ours(language)} - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_sign_in_library_is_left_in_english(
    language: str, said_by_allauth: set[Sentence]
) -> None:
    done = translated(
        ours(language), catalogue(LOCALE, language), catalogue(ALLAUTH / "locale", language)
    )

    assert said_by_allauth - done == set()
    assert ("", "Send me a sign-in code") in said_by_allauth


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_django_is_left_in_english(
    language: str, said_by_django: set[Sentence]
) -> None:
    done = translated(
        ours(language),
        catalogue(LOCALE, language),
        catalogue(DJANGO / "conf/locale", language),
        catalogue(DJANGO / "contrib/auth/locale", language),
    )

    assert said_by_django - done == set()
    assert ("", "This password is too common.") in said_by_django


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("count", "years"),
    [
        (0, "0 mlynedd"),
        (1, "1 flwyddyn"),
        (2, "2 flynedd"),
        (3, "3 blynedd"),
        (6, "6 blynedd"),
        (7, "7 mlynedd"),
    ],
)
def test_welsh_years_mutate_after_their_number(count: int, years: str) -> None:
    plain = ngettext("%(num)d year", "%(num)d years", count) % {"num": count}
    past = npgettext("naturaltime-past", "%(num)d year", "%(num)d years", count) % {"num": count}

    assert plain == years
    assert past == years


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("count", [0, 1, 2, 3, 6, 7])
def test_every_welsh_plural_can_be_said_with_every_number(count: int) -> None:
    values = dict.fromkeys(
        ("count", "limit_value", "num", "show_value", "min_length", "total_count", "unused_count"),
        count,
    )

    said = [
        ngettext(entry.msgid, entry.msgid_plural, count)
        % (count if "%d" in entry.msgid else values)
        for entry in ours("cy")
        if entry.msgid_plural and not entry.msgctxt
    ]

    assert len(said) > 10
    assert all(str(count) in text for text in said)


@pytest.mark.usefixtures("compiled")
def test_djangos_own_welsh_keeps_its_own_plural_rule_beside_ours() -> None:
    digit, digits = (
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    )

    assert ngettext(digit, digits, 2) == "Sicrhewch nad oes mwy na %(max)s ddigid i gyd."
    assert ngettext(digit, digits, 3) == "Sicrhewch nad oes mwy na %(max)s digid i gyd."


@pytest.mark.usefixtures("compiled")
def test_our_words_replace_a_librarys_wrong_ones() -> None:
    assert translation.gettext("July") == "Gorffennaf"
    with translation.override("de"):
        assert translation.gettext("Your password has been changed.") == (
            "Ihr Passwort wurde geändert."
        )
