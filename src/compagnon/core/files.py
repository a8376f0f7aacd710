"""What deleting leaves behind in the files of a database, and how it is got rid of.

Measured on both: after DELETE, SQLite keeps the bytes in its journal and its free pages, PostgreSQL in the table
and its log. SQLite: VACUUM, then cut the journal. PostgreSQL: VACUUM FULL, then begin a new log segment.
"""

import shutil

from django.core.cache import cache
from django.db import ProgrammingError, connection

from compagnon.core import installation


def be_patient() -> None:
    """Let this process take as long as it needs: for work that nobody waits for in front of a page."""
    if connection.vendor == "postgresql":  # only on PostgreSQL
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET lock_timeout = '60s'")


def scrub() -> None:
    """Rewrite the database's files without what was deleted; empty caches and the demo's letters.

    Needs as much free disk as the database takes, and keeps writers waiting while it runs.
    """
    be_patient()
    cache.clear()
    shutil.rmtree(installation.data_folder() / "mails", ignore_errors=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # only on PostgreSQL
            cursor.execute("VACUUM FULL")
            try:
                cursor.execute("SELECT pg_switch_wal()")
            except ProgrammingError:  # only a superuser may; the log recycles itself in a while
                return
            cursor.execute("CHECKPOINT")
            return
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
