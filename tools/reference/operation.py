"""Pages for whoever runs an installation: environment, routes, commands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from compagnon.core.environment import VARIABLES
from compagnon.core.pages import PageEntry
from tools.reference.markdown import table


def render_settings() -> str:
    rows = [(f"`{each.name}`", f"`{each.default}`", each.meaning) for each in VARIABLES]
    return "\n".join(
        [
            "# Settings",
            "",
            "Everything is set by environment variables.",
            "",
            *table(("Variable", "Default", "Meaning"), rows),
        ]
    )


class Route(NamedTuple):
    name: str
    pattern: str
    entry: PageEntry | None


def routes(
    patterns: Sequence[URLPattern | URLResolver], prefix: str = "", space: str = ""
) -> Iterator[Route]:
    """Every route below these patterns, with what its view declares."""
    for pattern in patterns:
        place = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, place, inner)
        else:
            entry = getattr(pattern.callback, "page_entry", None)
            yield Route(f"{space}{pattern.name or ''}", place, entry)


def asked(entry: PageEntry | None) -> str:
    if entry is None:
        return "nothing declared"
    return f"public: {entry.public_reason}" if entry.permission is None else f"`{entry.permission}`"


def render_urls() -> str:
    rows = [
        (f"`/{route.pattern}`", f"`{route.name}`", asked(route.entry))
        for route in sorted(
            routes(get_resolver().url_patterns), key=lambda route: (route.pattern, route.name)
        )
    ]
    return "\n".join(
        [
            "# Routes",
            "",
            "Every address the application answers, and the permission it asks or why it is public.",
            "",
            *table(("Route", "Name", "Permission"), rows),
        ]
    )
