"""The databases that the tests run on: SQLite always, PostgreSQL and Redis where a server answers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from redis import ConnectionError as NoAnswer
from redis import Redis

POSTGRESQL = os.environ.get("HACKATHON_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("HACKATHON_TEST_REDIS", "redis://127.0.0.1:6379/15")
NUMBERS = count(1)
IN_CI = os.environ.get("CI") == "true"


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Offer an empty SQLite file."""
    yield f"sqlite:///{folder / 'tests.db'}"


@contextmanager
def postgresql(_folder: Path) -> Iterator[str]:
    """Offer an empty schema of its own on the PostgreSQL server; skip on a machine without one."""
    schema = f"hackathon_tests_{os.getpid()}_{next(NUMBERS)}"
    try:
        connection = psycopg.connect(POSTGRESQL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if IN_CI:
            raise
        pytest.skip(f"no PostgreSQL answers at {POSTGRESQL}: {error}")
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


def redis() -> str:
    """Return the address of the Redis for tests; skip on a machine without one."""
    try:
        with Redis.from_url(REDIS) as connection:
            connection.ping()
    except NoAnswer as error:
        if IN_CI:
            raise
        pytest.skip(f"no Redis answers at {REDIS}: {error}")
    return REDIS


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
