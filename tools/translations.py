"""Translations: `./dev translations extract | check | compile | missing LANG | fill LANG FILE`.

A translator asks for what is missing, fills in each "translation" of that file, and gives it back:

    ./dev translations missing cy > cy.json
    ./dev translations fill cy cy.json
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NotRequired, TypedDict

import polib

from tools.catalogues import (
    LANGUAGES,
    LIBRARIES,
    OURS,
    SOURCE_LANGUAGE,
    complete,
    faults,
    load,
    mismatch,
    path_of,
    renew,
    texts,
)
from tools.compile_translations import compile_all
from tools.message_sources import Key, gaps_of, key_of, known_to, our_messages


class Item(TypedDict):
    """One sentence to translate, as the translator's file shows it."""

    catalogue: str
    source: str
    plural: NotRequired[str]
    context: NotRequired[str]
    note: NotRequired[str]
    places: list[str]
    translation: str | dict[str, str]


def renewed(root: Path) -> Iterator[tuple[Path, polib.POFile, polib.POFile]]:
    """Every catalogue: where it is, as it stands, and as extraction would write it now."""
    ours, theirs = our_messages(root / "src/compagnon"), known_to()
    for language in LANGUAGES.values():
        path = path_of(root, OURS, language.code)
        standing = load(path)
        yield path, standing, renew(standing, language, ours)
        if language.code == SOURCE_LANGUAGE:
            continue
        path = path_of(root, LIBRARIES, language.code)
        standing = load(path)
        # A library's sentence that we use as well is translated in our own catalogue.
        gaps = {key: gap for key, gap in gaps_of(language.code).items() if key not in ours}
        yield path, standing, complete(standing, language, gaps, theirs)


def catalogues(root: Path, language: str) -> Iterator[tuple[str, Path]]:
    for name in (OURS, LIBRARIES):
        path = path_of(root, name, language)
        if path.is_file():
            yield name, path


def write(path: Path, catalogue: polib.POFile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalogue).rstrip("\n") + "\n", encoding="utf-8")


def extract(root: Path) -> int:
    """Bring the catalogues up to date with the sources."""
    for path, standing, fresh in renewed(root):
        if str(fresh) != str(standing) or not path.is_file():
            write(path, fresh)
            print(path.relative_to(root))
    return 0


def check(root: Path) -> int:
    """Fail on whatever is stale, missing, fuzzy or broken."""
    problems = 0
    for path, standing, fresh in renewed(root):
        if str(fresh) != str(standing):
            print(f"{path.relative_to(root)}: stale, run ./dev translations extract")
            problems += 1
    for code, language in LANGUAGES.items():
        for _name, path in catalogues(root, code):
            found = list(faults(load(path), language))
            problems += len(found)
            for fault in found[:10]:
                print(f"{path.relative_to(root)}: {fault}")
            if len(found) > 10:  # noqa: PLR2004 -- enough to see what it is about
                print(f"{path.relative_to(root)}: … and {len(found) - 10} more")
    return int(problems > 0)


def compile_catalogues(root: Path) -> int:
    """Write the binary catalogues that Django reads."""
    compile_all(root)
    return 0


def item_of(name: str, entry: polib.POEntry, forms: tuple[str, ...]) -> Item:
    item = Item(
        catalogue=name,
        source=entry.msgid,
        places=[place for place, _line in entry.occurrences],
        translation=dict.fromkeys(forms, "") if entry.msgid_plural else "",
    )
    if entry.msgid_plural:
        item["plural"] = entry.msgid_plural
    if entry.msgctxt:
        item["context"] = entry.msgctxt
    if entry.comment:
        item["note"] = entry.comment
    return item


def missing(root: Path, language: str) -> int:
    """List what is not translated yet, as a file to fill in."""
    items = [
        item_of(name, entry, LANGUAGES[language].forms)
        for name, path in catalogues(root, language)
        for entry in load(path)
        if not all(texts(entry)) or entry.fuzzy
    ]
    print(json.dumps(items, ensure_ascii=False, indent=1))
    return 0


def fault_of(item: Item, entry: polib.POEntry | None, forms: tuple[str, ...]) -> str:
    if entry is None:
        return "this sentence is not in the catalogue"
    given = item["translation"]
    if isinstance(given, dict) != bool(entry.msgid_plural):
        return "a plural needs each of its forms, any other sentence one text"
    if isinstance(given, dict) and set(given) != set(forms):
        return f"the forms are {', '.join(forms)}"
    for text in given.values() if isinstance(given, dict) else [given]:
        if wrong := mismatch(key_of(entry), text) if text else "empty":
            return wrong
    return ""


def fill(root: Path, language: str, file: Path) -> int:
    """Put a translator's file into the catalogues; what is faulty stays out and is named."""
    forms = LANGUAGES[language].forms
    items: list[Item] = json.loads(file.read_text(encoding="utf-8"))
    filled = refused = 0
    for name, path in catalogues(root, language):
        catalogue = load(path)
        known = {key_of(entry): entry for entry in catalogue}
        for item in items:
            if item["catalogue"] != name or not item["translation"]:
                continue
            entry = known.get(Key(item.get("context", ""), item["source"], item.get("plural", "")))
            fault = fault_of(item, entry, forms)
            if fault or entry is None:
                print(f"refused, {fault}: {item['source']!r}")
                refused += 1
                continue
            put(entry, item["translation"], forms)
            filled += 1
        if filled:
            write(path, catalogue)
    print(f"{filled} filled in, {refused} refused")
    return int(refused > 0)


def put(entry: polib.POEntry, translation: str | dict[str, str], forms: tuple[str, ...]) -> None:
    if isinstance(translation, dict):
        entry.msgstr_plural = {index: translation[form] for index, form in enumerate(forms)}
    else:
        entry.msgstr = translation
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]


def main(arguments: list[str], root: Path) -> int:
    parser = argparse.ArgumentParser(
        prog="./dev translations",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    plain: dict[str, Callable[[Path], int]] = {
        "extract": extract,
        "check": check,
        "compile": compile_catalogues,
    }
    for name, function in plain.items():
        commands.add_parser(name, help=function.__doc__)
    ask = commands.add_parser("missing", help=missing.__doc__)
    give = commands.add_parser("fill", help=fill.__doc__)
    for command in (ask, give):
        command.add_argument("language", choices=sorted(LANGUAGES.keys() - {SOURCE_LANGUAGE}))
    ask.add_argument("--json", action="store_true", help="JSON (there is no other form)")
    give.add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "missing":
        return missing(root, chosen.language)
    if chosen.command == "fill":
        return fill(root, chosen.language, chosen.file)
    return plain[chosen.command](root)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
