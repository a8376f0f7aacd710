"""Where the rows are: DATABASE_URL as Django's settings, with what durability and patience need on each database."""

from typing import Any, Final

import environ
from django.core.exceptions import ImproperlyConfigured

_OURS: Final[dict[str, dict[str, Any]]] = {
    # IMMEDIATE, or a read-then-write loses; FULL, or a power cut loses the last commits.
    "django.db.backends.sqlite3": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    },
    # Nobody waits for ever for a query or a lock.
    "django.db.backends.postgresql": {
        "options": "-c statement_timeout=30000 -c lock_timeout=5000",
    },
}


def database_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for a DATABASE_URL; what it asks for (`?sslmode=require`) stands beside our own.

    Refuses (`ImproperlyConfigured`) every other database than the two.
    """
    found = environ.Env.db_url_config(url)
    ours = _OURS.get(found["ENGINE"])
    if ours is None:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgres://.")
    return {**found, "CONN_MAX_AGE": None, "OPTIONS": {**found.get("OPTIONS", {}), **ours}}
