"""The address of a route whose values are public ids. A list has several in each row, so the route is looked up once."""

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse


def path_to(url_name: str, **ids: UUID) -> str:
    """Return what `reverse` returns, which tries and quotes each time anew what never changes."""
    return _pattern(get_urlconf(), get_script_prefix(), url_name, tuple(ids)).format(
        *(one.hex for one in ids.values())
    )


@lru_cache(maxsize=512)
def _pattern(urlconf: str | None, _prefix: str, url_name: str, names: tuple[str, ...]) -> str:
    """Return an address with a place for each id, in the order of their names."""
    places = {name: UUID(int=number) for number, name in enumerate(names)}
    path = reverse(url_name, urlconf, kwargs=places)
    for number, place in enumerate(places.values()):
        path = path.replace(place.hex, f"{{{number}}}")
    return path
