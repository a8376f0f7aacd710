"""The list of all routes, walked from the URL configuration: for the reference, the command line and the tests."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from compagnon.core.pages import PageEntry

UNDECLARED = PageEntry(None, None, None)


@dataclass(frozen=True)
class Route:
    """One route: its name, its pattern, and what its view declares."""

    name: str
    pattern: str
    permission: str | None
    on: str | None
    public_reason: str | None

    def as_dict(self) -> dict[str, str | None]:
        """Return the route as JSON shows it."""
        return asdict(self)


def list_routes() -> list[Route]:
    """Return every route in the order in which they are tried."""
    return list(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: "list[URLPattern | URLResolver]", prefix: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path, inner)
        else:
            entry = getattr(pattern.callback, "page_entry", UNDECLARED)
            yield Route(f"{space}{pattern.name}", path, *entry)
