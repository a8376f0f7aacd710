import json
from pathlib import Path

import polib
import pytest

from tools import catalogues, message_sources, translations
from tools.catalogues import LANGUAGES
from tools.message_sources import Key, Messages

SOURCE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

# Translators: on a button
SAVE = _("Save")
LETTERS = ngettext("One letter", "%(count)d letters", 2)
MAY = pgettext("month", "May")
NOT_OURS = translate("Nothing")
"""
TEMPLATE = """{% load i18n %}
<div>
    {% translate "Welcome" %}
  {% blocktranslate trimmed with name=person.name %}
      Hello, {{ name }}!
      How are you?
  {% endblocktranslate %}
{% blocktranslate trimmed count counter=n %}{{ counter }} pair{% plural %}{{ counter }} pairs{% endblocktranslate %}
    {% button label=_("Go on") %}
</div>
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one module, one template and no library."""
    package = tmp_path / "src" / "compagnon"
    (package / "ui" / "templates" / "ui").mkdir(parents=True)
    (package / "ui" / "words.py").write_text(SOURCE, encoding="utf-8")
    (package / "ui" / "templates" / "ui" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(translations, "known_to", lambda: {Key("", "Sign in", "")})
    monkeypatch.setattr(translations, "gaps_of", lambda _language: gap("Sign in"))
    return tmp_path


def gap(source: str) -> Messages:
    found: Messages = {}
    message_sources.add(found, Key("", source, ""), "library/forms.py")
    return found


def run(root: Path, *arguments: str) -> int:
    return translations.main(list(arguments), root)


def catalogue(root: Path, language: str, name: str = catalogues.OURS) -> polib.POFile:
    return catalogues.load(catalogues.path_of(root, name, language))


def translate(entry: polib.POEntry, text: str) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, text)
    else:
        entry.msgstr = text


def complete_everything(root: Path) -> None:
    for language in LANGUAGES:
        for _name, path in translations.catalogues(root, language):
            po = catalogues.load(path)
            for entry in po:
                translate(entry, entry.msgid_plural or entry.msgid)
            translations.write(path, po)


def test_extract_finds_what_people_read_in_modules_and_templates(root: Path) -> None:
    run(root, "extract")

    assert [
        (entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue(root, "cy")
    ] == [
        (None, "%(counter)s pair", "%(counter)s pairs"),
        (None, "Go on", ""),
        (None, "Hello, %(name)s! How are you?", ""),
        ("month", "May", ""),
        (None, "One letter", "%(count)d letters"),
        (None, "Save", ""),
        (None, "Welcome", ""),
    ]


def test_extract_notes_where_and_for_whom_but_no_line(root: Path) -> None:
    run(root, "extract")

    save = catalogue(root, "fr").find("Save")
    assert (save.comment, save.occurrences) == ("on a button", [("compagnon/ui/words.py", "")])


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        (
            "Bonjour : oui ! non ; « bien » ?",
            "Bonjour\u202f: oui\u202f! non\u202f; «\u00a0bien\u00a0»\u202f?",
        ),
        ("%(a)s : %(b)s", "%(a)s\u202f: %(b)s"),
        ("à 15:30, http://x/?a=1 :x", "à 15:30, http://x/?a=1 :x"),
        (" : ", " : "),
        ("Oui\u202f!", "Oui\u202f!"),
    ],
)
def test_the_spaces_of_french_are_set_as_they_are_printed(typed: str, set_as: str) -> None:
    entry = polib.POEntry(msgid="x", msgstr=typed, msgstr_plural={0: typed})
    po = polib.POFile()
    po.append(entry)

    catalogues.spaced(po, LANGUAGES["de"])
    assert entry.msgstr == typed
    catalogues.spaced(po, LANGUAGES["fr"])
    assert (entry.msgstr, entry.msgstr_plural) == (set_as, {0: set_as})


def test_extract_gives_welsh_its_six_plural_forms(root: Path) -> None:
    run(root, "extract")

    po = catalogue(root, "cy")
    assert po.metadata["Plural-Forms"].startswith("nplurals=6;")
    assert sorted(po.find("One letter").msgstr_plural) == [0, 1, 2, 3, 4, 5]
    assert po.metadata["X-Review"] == "awaiting review by a native reader"


def test_extract_keeps_translations_and_drops_what_nobody_says_any_more(root: Path) -> None:
    run(root, "extract")
    complete_everything(root)
    (root / "src/compagnon/ui/words.py").write_text('_("Save")\n_("New")', encoding="utf-8")

    run(root, "extract")

    assert [(entry.msgid, entry.msgstr) for entry in catalogue(root, "de")][2:] == [
        ("Hello, %(name)s! How are you?", "Hello, %(name)s! How are you?"),
        ("New", ""),
        ("Save", "Save"),
        ("Welcome", "Welcome"),
    ]


def test_extract_adds_gaps_of_the_libraries_after_what_is_kept_by_hand(root: Path) -> None:
    path = catalogues.path_of(root, catalogues.LIBRARIES, "cy")
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Dead"\nmsgstr "Marw"\n', encoding="utf-8")

    run(root, "extract")

    po = catalogue(root, "cy", catalogues.LIBRARIES)
    assert [(entry.msgid, entry.msgstr) for entry in po] == [("Sign in", "")]


def test_check_passes_when_all_is_said_and_fails_while_something_is_missing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "check") == 1
    run(root, "extract")
    assert run(root, "check") == 1
    assert "django.po: not translated: 'Welcome'" in capsys.readouterr().out

    complete_everything(root)
    assert run(root, "check") == 0


def test_check_fails_when_a_new_sentence_was_not_extracted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, "extract")
    complete_everything(root)
    (root / "src/compagnon/ui/more.py").write_text('_("More")', encoding="utf-8")
    capsys.readouterr()

    assert run(root, "check") == 1
    assert (
        "src/compagnon/locale/cy/LC_MESSAGES/django.po: stale, run ./dev translations extract"
        in capsys.readouterr().out.splitlines()
    )


@pytest.mark.parametrize(
    ("source", "plural", "text", "fault"),
    [
        ("Hello, %(name)s", "", "Bonjour, %(name)s", ""),
        ("Hello, %(name)s", "", "Bonjour", "placeholders [] instead of ['%(name)s']"),
        ("{count} pairs", "", "{n} paires", "placeholders ['{n}'] instead of ['{count}']"),
        ("%(count)d letter", "%(count)d letters", "%(count)d lettres", ""),
        ("One letter", "%(count)d letters", "dau lythyr", ""),
        (
            "One letter",
            "%(count)d letters",
            "%(n)d",
            "placeholders ['%(n)d'] instead of ['%(count)d']",
        ),
        ("<b>Now</b>", "", "<b>Jetzt</b>", ""),
        ("<b>Now</b>", "", "Jetzt", "tags [] instead of ['<b>', '</b>']"),
        ("Now\n", "", "Jetzt", "spaces or line breaks at the ends differ"),
    ],
)
def test_a_translation_loses_and_invents_nothing(
    source: str, plural: str, text: str, fault: str
) -> None:
    assert catalogues.mismatch(Key("", source, plural), text) == fault


def test_faults_of_a_catalogue_are_named() -> None:
    po = polib.POFile()
    po.metadata = {"Plural-Forms": "nplurals=4; plural=0;"}
    po.append(polib.POEntry(msgid="Save", msgstr="Cadw", flags=["fuzzy"]))
    po.append(polib.POEntry(msgid="a pair", msgid_plural="pairs", msgstr_plural={0: "pâr"}))

    rule = catalogues.header(LANGUAGES["cy"], "")["Plural-Forms"]
    assert list(catalogues.faults(po, LANGUAGES["cy"])) == [
        f"Plural-Forms is not {rule}",
        "X-Review is missing: say who reviewed it, or that it is awaiting review",
        "fuzzy: 'Save'",
        "6 plural forms are needed: 'a pair'",
    ]


def test_the_same_sentence_twice_is_a_fault() -> None:
    po = polib.POFile()
    po.metadata = catalogues.header(LANGUAGES["fr"], "reviewed")
    po.append(polib.POEntry(msgid="Save", msgstr="Garder"))
    po.append(polib.POEntry(msgid="Save", msgstr="Enregistrer"))

    assert list(catalogues.faults(po, LANGUAGES["fr"])) == ["2 times in the catalogue: 'Save'"]


def test_a_translator_fills_in_what_is_missing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, "extract")
    capsys.readouterr()
    run(root, "missing", "cy", "--json")
    items = json.loads(capsys.readouterr().out)

    by_source = {item["source"]: item for item in items}
    assert by_source["One letter"]["translation"] == dict.fromkeys(
        ("zero", "one", "two", "few", "many", "other"), ""
    )
    for item in items:
        given = item["translation"]
        text = item.get("plural", item["source"])
        item["translation"] = dict.fromkeys(given, text) if isinstance(given, dict) else text
    file = root / "cy.json"
    file.write_text(json.dumps(items), encoding="utf-8")

    assert run(root, "fill", "cy", str(file)) == 0
    assert capsys.readouterr().out == "8 filled in, 0 refused\n"
    run(root, "missing", "cy")
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("source", "plural", "translation", "fault"),
    [
        ("Unknown", "", "Anhysbys", "this sentence is not in the catalogue"),
        ("Hello, %(name)s! How are you?", "", "Helo!", "placeholders [] instead of ['%(name)s']"),
        (
            "Save",
            "",
            {"one": "Cadw"},
            "a plural needs each of its forms, any other sentence one text",
        ),
        (
            "One letter",
            "%(count)d letters",
            {"one": "Un llythyr"},
            "the forms are zero, one, two, few, many, other",
        ),
        (
            "One letter",
            "%(count)d letters",
            {"zero": "", "one": "1", "two": "2", "few": "3", "many": "6", "other": "0"},
            "empty",
        ),
    ],
)
def test_fill_refuses_what_would_break_a_page(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    source: str,
    plural: str,
    translation: str | dict[str, str],
    fault: str,
) -> None:
    run(root, "extract")
    capsys.readouterr()
    item = {
        "catalogue": "compagnon",
        "source": source,
        "plural": plural,
        "translation": translation,
    }
    file = root / "cy.json"
    file.write_text(json.dumps([item]), encoding="utf-8")

    assert run(root, "fill", "cy", str(file)) == 1
    assert capsys.readouterr().out == f"refused, {fault}: {source!r}\n0 filled in, 1 refused\n"


def test_compile_writes_what_django_reads(root: Path) -> None:
    run(root, "extract")
    complete_everything(root)

    run(root, "compile")

    compiled = catalogues.path_of(root, catalogues.OURS, "cy").with_suffix(".mo")
    assert polib.mofile(str(compiled)).find("Save").msgstr == "Save"


def test_gaps_are_what_a_library_shows_and_leaves_untranslated() -> None:
    welsh = message_sources.gaps_of("cy")

    assert Key("", "Your Google account", "") not in welsh
    assert welsh.keys() <= message_sources.known_to()
    # Django's own list of languages is not shown by us; its own German is complete.
    assert not [gap for gap in welsh.values() if gap.places <= {"django/conf/global_settings.py"}]
    assert len(message_sources.gaps_of("de")) < len(welsh)
