"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

_BUTTONS: Final = {"submit", "button", "image", "reset"}
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    """Where a form goes, what it would send as it stands, and which fields a person may fill in."""

    action: str
    method: str
    sent: Pairs = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    has_file: bool = False

    def filled(self, **values: str | list[str]) -> Pairs:
        """Return what it sends once these fields are filled in; a field that it does not have is added."""
        kept = [(name, value) for name, value in self.sent if name not in values]
        return kept + [
            (name, one)
            for name, value in values.items()
            for one in ([value] if isinstance(value, str) else value)
        ]


def forms_of(html: str, path: str) -> list[Form]:
    """Return the forms of a page; one without an action goes to the page itself."""
    parser = _Parser(path)
    parser.feed(html)
    return parser.found


class _Parser(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self.found: list[Form] = []
        self._is_open = self._is_pressed = False
        self._area: str | None = None
        self._select: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action") or self._path
            self.found.append(Form(action, given.get("method", "get").lower()))
            self._is_open, self._is_pressed = True, False
        elif self._is_open and tag == "input":
            self._input(given)
        elif self._is_open and tag == "textarea":
            self._area, self._text = given.get("name", ""), ""
        elif self._is_open and tag == "select":
            self._select = given.get("name", "")
            self._note(self._select, "select")
        elif tag == "option" and self._select and "selected" in given:
            self._send(self._select, given.get("value", ""))
        elif self._is_open and tag == "button" and given.get("type") not in {"button", "reset"}:
            self._press(given.get("name", ""), given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_open = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self._note(self._area, "textarea")
            self._send(self._area, self._text.removeprefix("\n"))
            self._area = None

    def handle_data(self, data: str) -> None:
        self._text += data

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text").lower(), given.get("name", "")
        if not name or kind in _BUTTONS:
            return
        self._note(name, kind)
        if kind == "file":
            self.found[-1] = replace(self.found[-1], has_file=True)
        elif kind not in {"checkbox", "radio"}:
            self._send(name, given.get("value", ""))
        elif "checked" in given:
            self._send(name, given.get("value", "on"))

    def _press(self, name: str, value: str) -> None:
        """Press a form's first button, which may have no name; the others are only known to be there."""
        if name and not self._is_pressed:
            self._send(name, value)
        if name:
            self._note(name, "button")
        self._is_pressed = True

    def _note(self, name: str, kind: str) -> None:
        self.found[-1].kinds[name] = kind

    def _send(self, name: str, value: str) -> None:
        self.found[-1].sent.append((name, value))
