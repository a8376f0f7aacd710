"""Templates: every word translatable, nothing inline, one script or style a file of its own."""

import re
from pathlib import Path

import pytest

from tests.architecture.templates import (
    TRANSLATED,
    place,
    read,
    templates,
    without_django,
    words,
)

# Proper names, which are the same in every language.
NAMES = re.compile(r"\b(Compagnon|Microsoft Forms|Google Forms|CSV|XLSX|PDF|ICS)\b")
every_template = pytest.mark.parametrize("template", templates(), ids=place)

# What the gallery shows its components with: invented people, and names that stay as they are.
INVENTED = frozenset(
    {
        "Amal Haddad",
        "بیلا نوواک",
        ", Gŵyr ŷd",
        "Cymru",
        "Yorkshire and the Humber",
        "Northern Ireland",
    }
)


def has_words(text: str) -> bool:
    return text not in INVENTED and re.search(r"[^\W\d_]{2,}", NAMES.sub("", text)) is not None


@every_template
def test_every_word_of_a_template_can_be_translated(template: Path) -> None:
    reader = read(template.read_text(encoding="utf-8"))

    assert [text for text in words(reader) if has_words(text)] == []


@every_template
def test_a_template_has_no_inline_style_or_script(template: Path) -> None:
    reader = read(template.read_text(encoding="utf-8"))

    inline = [
        f"<{tag} {name}>"
        for tag, name, value in reader.attributes
        if name == "style" or name.startswith("on") or value.strip().startswith("javascript:")
    ]
    assert inline + [text for text in reader.texts if text.startswith("<script>")] == []
    # A letter's style stands in its head and is set on each element when the letter is sent; a copy to keep is a file,
    # and has no server to ask for a style.
    has_own_style = "mail" in template.parts or template.name == "copy.html"
    assert has_own_style or "style" not in reader.elements


@every_template
def test_a_template_loads_nothing_from_elsewhere(template: Path) -> None:
    reader = read(template.read_text(encoding="utf-8"))

    loaded = [
        value
        for tag, name, value in reader.attributes
        if (name == "src" or (tag == "link" and name == "href"))
        and value.startswith(("http:", "https:", "//"))
    ]
    assert loaded == []


@pytest.mark.parametrize("template", [*templates(), *templates(".txt")], ids=place)
def test_a_translated_block_is_trimmed(template: Path) -> None:
    blocks = TRANSLATED.findall(template.read_text(encoding="utf-8"))

    untrimmed = [
        block for block in blocks if "\n" in block and not re.match(r"\{%[^%]*\btrimmed\b", block)
    ]
    assert untrimmed == []


@pytest.mark.parametrize("template", templates(".txt"), ids=place)
def test_every_word_of_a_text_can_be_translated(template: Path) -> None:
    text = without_django(template.read_text(encoding="utf-8"))

    assert [line for line in text.splitlines() if has_words(line)] == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{% translate 'Hello' %}</p>", []),
        ("<p>{% blocktranslate trimmed %}Hello <b>you</b>{% endblocktranslate %}</p>", []),
        ("{# a remark #}{% comment %}another{% endcomment %}<hr>", []),
        ("<img alt='A cat'><input placeholder='{% translate \"Name\" %}'>", ["A cat"]),
        ("<a href='/x/' class='button'>→ {{ name }}</a>", []),
    ],
)
def test_the_reader_finds_words_that_were_written_into_a_template(
    html: str, found: list[str]
) -> None:
    assert list(words(read(html))) == found
