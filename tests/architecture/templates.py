"""Read templates as a browser and a translator would: tags of Django apart from text and attributes."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "compagnon"
COMMENT = re.compile(r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def templates(suffix: str = ".html") -> list[Path]:
    return sorted(path for path in SOURCE.rglob(f"templates/**/*{suffix}"))


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def without_django(text: str) -> str:
    """The template with everything Django would replace left out; translated blocks among it."""
    for pattern in (COMMENT, TRANSLATED, TAG):
        text = pattern.sub(" ", text)
    return text


class Reader(HTMLParser):
    """Collects text that people read, and every attribute."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.elements: list[str] = []
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in {"script", "style"}:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is None:
            self.texts.append(data)
        elif self._inside == "script" and data.strip():
            self.texts.append(f"<script>{data.strip()}")


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(without_django(text))
    reader.close()
    return reader


READ_ALOUD = frozenset({"alt", "aria-label", "aria-description", "placeholder", "title", "label"})


def words(reader: Reader) -> Iterator[str]:
    """Whatever holds a word and was written into the template itself."""
    spoken = [value for _tag, name, value in reader.attributes if name in READ_ALOUD]
    for text in reader.texts + spoken:
        if re.search(r"[^\W\d_]{2,}", text):
            yield " ".join(text.split())
