"""What a first visit costs: at most 100 kB in at most eight requests, nothing from third parties."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
URL_IN_CSS = re.compile(r'url\("([^"]+)"\)')


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str)
    return Path(found)


def on_the_wire(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content))


def test_a_first_visit_is_light(client: Client) -> None:
    html = client.get("/ui/").content
    files = {file_of(address) for address in ASSET.findall(html.decode())}
    for sheet in [path for path in files if path.suffix == ".css"]:
        files |= {(sheet.parent / url).resolve() for url in URL_IN_CSS.findall(sheet.read_text())}

    assert sorted(path.name for path in files) == [
        "atkinson-latin-ext.woff2",
        "atkinson-latin.woff2",
        "base.css",
        "components.css",
        "htmx.min.js",
        "mark.svg",
        "ui.js",
    ]
    assert len(files) + 1 <= 8
    assert sum(map(on_the_wire, files)) + len(gzip.compress(html)) <= 100_000


def test_nothing_comes_from_elsewhere(client: Client) -> None:
    html = client.get("/ui/").content.decode()

    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', html) == []


def test_pages_hold_no_inline_style_or_script(client: Client) -> None:
    html = client.get("/ui/").content.decode()

    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html) == []
