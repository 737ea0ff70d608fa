"""The databases that the tests run on: SQLite always, PostgreSQL and Redis where a server answers."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from redis import ConnectionError as NoAnswer
from redis import Redis

POSTGRESQL = os.environ.get("HACKATHON_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("HACKATHON_TEST_REDIS", "redis://127.0.0.1:6379/15")
NUMBERS = count(1)
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
"""Which of the test processes running side by side this one is."""
IN_CI = os.environ.get("CI") == "true"


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Offer an empty SQLite file."""
    yield f"sqlite:///{folder / 'tests.db'}"


@contextmanager
def postgresql(_folder: Path) -> Iterator[str]:
    """Offer an empty schema on the PostgreSQL server; skip on a machine without one."""
    try:
        database = _process_database()
    except psycopg.OperationalError as error:
        if IN_CI:
            raise
        pytest.skip(f"no PostgreSQL answers at {POSTGRESQL}: {error}")
    schema = f"tests_{next(NUMBERS)}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            yield f"{database}?options=-csearch_path%3D{schema}"
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


@cache
def _process_database() -> str:
    """Create a database that this process drops when it ends; return its address.

    Advisory locks belong to a database, so tests side by side must not share one.
    """
    name = f"hackathon_tests_{os.getpid()}"
    with psycopg.connect(POSTGRESQL, autocommit=True, connect_timeout=3) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        # What a test writes need not survive a power cut.
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    atexit.register(_drop_database, name)
    return urlsplit(POSTGRESQL)._replace(path=f"/{name}").geturl()


def _drop_database(name: str) -> None:
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def redis() -> str:
    """Return the address of this process's database in the Redis for tests; skip on a machine without one."""
    server, number = REDIS.rsplit("/", 1)
    url = f"{server}/{(int(number) - WORKER) % 16}"
    try:
        with Redis.from_url(url) as connection:
            connection.ping()
    except NoAnswer as error:
        if IN_CI:
            raise
        pytest.skip(f"no Redis answers at {REDIS}: {error}")
    return url


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
