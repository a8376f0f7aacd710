"""What scrubbing needs of each database; that nothing is left is tested with erasing."""

import pytest
from django.core.cache import cache
from django.db import connection

from compagnon.core.files import be_patient, scrub

pytestmark = pytest.mark.django_db(transaction=True)


def shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])


def test_work_that_nobody_waits_for_may_take_long() -> None:
    be_patient()

    if connection.vendor == "postgresql":
        assert (shown("statement_timeout"), shown("lock_timeout")) == ("0", "1min")
        connection.close()


def test_scrubbing_empties_the_cache() -> None:
    cache.set("counter", 3)

    scrub()

    assert cache.get("counter") is None


def test_whoever_may_not_begin_a_new_log_scrubs_all_the_same() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such right")
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS compagnon_of_a_test")
        cursor.execute("CREATE ROLE compagnon_of_a_test")
        cursor.execute("GRANT ALL ON core_cache TO compagnon_of_a_test")
        cursor.execute("SET ROLE compagnon_of_a_test")
    try:
        scrub()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("REVOKE ALL ON core_cache FROM compagnon_of_a_test")
            cursor.execute("DROP ROLE compagnon_of_a_test")
