"""Find the PostgreSQL that the tests run on; as a script, say by exit status whether there is one."""

import os
import sys
from dataclasses import dataclass

import psycopg

LOCAL_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/compagnon"


@dataclass(frozen=True)
class Database:
    name: str
    url: str


def answers(url: str) -> bool:
    """Whether a PostgreSQL lets us in there. The database of the URL itself need not exist."""
    server = url.rpartition("/")[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def find_postgresql() -> Database | None:
    """The server of TEST_DATABASE_URL, which must answer, or one on this machine, which may."""
    asked_for = os.environ.get("TEST_DATABASE_URL", "")
    if answers(asked_for or LOCAL_POSTGRESQL):
        return Database("PostgreSQL", asked_for or LOCAL_POSTGRESQL)
    if asked_for:
        sys.exit("No PostgreSQL answers at TEST_DATABASE_URL.")
    return None


if __name__ == "__main__":
    sys.exit(find_postgresql() is None)
