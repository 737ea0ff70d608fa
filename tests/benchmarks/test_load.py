"""The load test, small: nobody is refused, and everything that was acknowledged is there."""

from pathlib import Path

import pytest

from benchmarks.load_command import run
from tests import databases


@pytest.mark.parametrize("database", [pytest.param("sqlite", marks=pytest.mark.long), "postgresql"])
def test_a_small_crowd_is_served_without_a_fault(database: str, tmp_path: Path) -> None:
    with databases.DATABASES[database](tmp_path) as url:
        is_big = database == "postgresql"
        crowd, faults = run(
            tmp_path, 20, 3, database_url=url if is_big else "", redis_url=databases.redis() if is_big else ""
        )

    assert faults == []
    assert (crowd.ledger.acknowledged, len(crowd.answers)) == (40, 20)
    assert {name: len(taken) for name, taken in crowd.taken.items()} == {
        "list of topics": 20, "vote": 20, "changed vote": 20, "answer": 20, "agenda": 20, "poll": 100,
    }  # fmt: skip
