"""Every form that a role can find by following links, as the pages offer it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Final

from django.urls import Resolver404, resolve

from drills.browser import OK, Browser
from drills.forms import Form

LINK: Final = re.compile(r'href="(/[^"#]*)')
PAGES_A_ROUTE: Final = 3


@dataclass(frozen=True)
class Found:
    """A form, whose browser found it, and the page on which it stands."""

    role: str
    browser: Browser
    path: str
    route: str
    form: Form


def route_of(path: str) -> str:
    """Return the name of the route that an address belongs to; nothing if there is none."""
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return ""
    # A library's routes have no namespace; ours that share its view are the same door.
    return match.view_name


def crawl(role: str, browser: Browser, starts: Iterable[str]) -> list[Found]:
    """Follow links from some pages, a few pages of each kind, and return the posting forms found there."""
    waiting, seen, pages = list(starts), set[str](), Counter[str]()
    found = []
    for path in waiting:
        name = route_of(path)
        if path in seen or not name or pages[name] >= PAGES_A_ROUTE:
            continue
        seen.add(path)
        pages[name] += 1
        page = browser.get(path)
        if page.status != OK:
            if page.location:
                waiting.append(page.location)
            continue
        waiting += [unescape(link) for link in LINK.findall(page.text)]
        found += [
            Found(role, browser, path, route_of(form.action), form)
            for form in page.forms
            if form.method == "post"
        ]
    return found
