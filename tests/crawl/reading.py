"""Everything that is stored, as text: to see that nothing changed, and what could be read of it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

# What every visit may write: who is signed in where, and counters of throttles.
OF_VISITS = {"accounts.Session", "core.CacheEntry"}


def tables() -> list[type[Model]]:
    """Return every table that migrations made, those between two others included."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted(models, key=lambda model: model._meta.label)


def rows(model: type[Model]) -> list[tuple[Any, ...]]:
    """Return the whole table as the database stores it, in a fixed order."""
    name = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")  # noqa: S608 -- a table of ours
        return sorted((tuple(map(plain, row)) for row in cursor.fetchall()), key=repr)


def plain(value: Any) -> Any:
    """Return bytes as bytes, whatever the database's driver hands out for them."""
    return bytes(value) if isinstance(value, memoryview) else value


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, but for what every visit writes."""
    return {
        model._meta.label: rows(model) for model in tables() if model._meta.label not in OF_VISITS
    }


def stored_bytes() -> Iterator[tuple[str, bytes]]:
    """Yield every value of every column, with the table it stands in."""
    for model in tables():
        for row in rows(model):
            for value in row:
                if value is not None:
                    yield (
                        model._meta.label,
                        value if isinstance(value, bytes) else str(value).encode(),
                    )
