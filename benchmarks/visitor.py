"""A browser as far as a benchmark needs one: one connection that stays open, packed answers, cookies of one person."""

import gzip
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, RemoteDisconnected
from typing import Final
from urllib.parse import urlencode, urljoin

import brotli

ASSET: Final = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:src|href)="(/[^"]+)"')
FONT_FACE: Final = re.compile(r"@font-face\s*{(.*?)}", re.DOTALL)
URL: Final = re.compile(r'url\("?([^")]+)"?\)')
RANGE: Final = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
OVERHEAD: Final = len("HTTP/1.1 200 OK\r\n\r\n")


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took."""

    status: int
    headers: Mapping[str, str]
    packed: bytes
    seconds: float

    @property
    def text(self) -> str:
        """What stands in it, unpacked."""
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
        unpacked: bytes = unpack.get(self.headers.get("content-encoding", ""), bytes)(self.packed)
        return unpacked.decode()

    @property
    def wire_bytes(self) -> int:
        """What travelled: body and headers."""
        heads = sum(len(name) + len(value) + 4 for name, value in self.headers.items())
        return OVERHEAD + heads + len(self.packed)


class Visitor:
    """Asks one server as one person."""

    def __init__(self, host: str, port: int, headers: Mapping[str, str]) -> None:
        self._connection = HTTPConnection(host, port, timeout=60)
        self._headers = {"Accept-Encoding": "gzip, br", "Accept-Language": "en-GB", **headers}

    def ask(self, path: str, form: Mapping[str, str | list[str]] | None = None) -> Answer:
        """Get a page, or send a form to it."""
        started = time.perf_counter()
        try:
            return self._ask(path, form, started)
        except (RemoteDisconnected, ConnectionResetError):
            if form is not None:
                raise
            self.close()  # the server had closed a connection that was quiet for long
            return self._ask(path, form, time.perf_counter())

    def close(self) -> None:
        """Hang up; the next question opens another connection."""
        self._connection.close()

    def _ask(self, path: str, form: Mapping[str, str | list[str]] | None, started: float) -> Answer:
        if form is None:
            self._connection.request("GET", path, headers=self._headers)
        else:
            self._connection.request(
                "POST",
                path,
                body=urlencode(form, doseq=True),
                headers=self._headers | {"Content-Type": "application/x-www-form-urlencoded"},
            )
        response = self._connection.getresponse()
        packed = response.read()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, packed, time.perf_counter() - started)


@dataclass(frozen=True)
class Visit:
    """What a browser fetches the first time that it opens a page."""

    requests: int
    kilobytes: float
    again_kilobytes: float
    third_party: int


def first_visit(visitor: Visitor, path: str) -> Visit:
    """Fetch a page and all that it needs, as a browser with an empty cache; fonts only for letters that occur.

    `again_kilobytes` is the second visit: what browsers may keep for ever is not asked for again.
    """
    page = visitor.ask(path)
    files = {address: visitor.ask(address) for address in sorted(set(ASSET.findall(page.text)))}
    sheets = {address: file for address, file in files.items() if ".css" in address}
    for address, sheet in sheets.items():
        for font in _fonts(sheet.text, page.text):
            place = urljoin(address, font)
            files[place] = files.get(place) or visitor.ask(place)
    every = [page, *files.values()]
    again = [one for one in every if "immutable" not in one.headers.get("cache-control", "")]
    return Visit(
        requests=len(every),
        kilobytes=sum(one.wire_bytes for one in every) / 1000,
        again_kilobytes=sum(one.wire_bytes for one in again) / 1000,
        third_party=len(re.findall(r'(?:src|href)="(?:https?:)?//', page.text)),
    )


def _fonts(sheet: str, page: str) -> set[str]:
    """Return the fonts of a style sheet that have a letter of the page."""
    letters = {ord(letter) for letter in page}
    found = set()
    for face in FONT_FACE.findall(sheet):
        _before, ranged, ranges = face.partition("unicode-range")
        stretches = [(int(low, 16), int(high or low, 16)) for low, high in RANGE.findall(ranges)]
        if not ranged or any(low <= one <= high for one in letters for low, high in stretches):
            found |= set(URL.findall(face))
    return found
