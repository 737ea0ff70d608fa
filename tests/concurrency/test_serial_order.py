"""What two services leave behind that run at one instant is what one after the other would have left."""

from collections.abc import Iterator
from itertools import combinations_with_replacement

import pytest
from flask import Flask

from hackathon.core.extensions import db
from tests.concurrency import acts, acts_world, serial_order
from tests.concurrency.serial_order import Page, Snapshot

pytestmark = pytest.mark.postgresql

LOGS = {"activity", "topic_version"}
"""Tables that grow by one line whatever is done; nothing is decided by them."""


@pytest.fixture(scope="module")
def world(empty_app: Flask) -> Iterator[Snapshot]:
    """A running event on PostgreSQL, and all of its rows, to be put back."""
    with empty_app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite lets only one write at all")
        acts_world.seed()
        snapshot = Snapshot()
        snapshot.take()
        yield snapshot
        snapshot.put_back()
        snapshot.drop()
        acts_world.clear()


@pytest.mark.parametrize(
    "every",
    [pytest.param(11, id="one pair in eleven"), pytest.param(1, id="all pairs", marks=pytest.mark.long)],
)
def test_every_pair_of_services_leaves_what_some_order_of_the_two_would(
    empty_app: Flask, world: Snapshot, every: int
) -> None:
    writes = {name: _tables_of(world, page) for name, page in acts.ACTS.items()}
    pairs = [
        (one, other)
        for one, other in combinations_with_replacement(acts.ACTS, 2)
        if one == other or (writes[one] & writes[other]) - LOGS
    ]
    wrong = [
        f"{one} beside {other}"
        for one, other in pairs[::every]
        if not _is_serial(empty_app, world, one, other, writes[one] | writes[other])
    ]

    assert wrong == []
    assert [name for name, tables in writes.items() if not tables] == []
    assert len(pairs) > 200


def _tables_of(world: Snapshot, page: Page) -> set[str]:
    """Return the tables in which it writes."""
    world.put_back()
    before = serial_order.state(world.tables)
    serial_order.outcome(page())
    after = serial_order.state(world.tables)
    return {name for name in before if before[name] != after[name]}


def _is_serial(app: Flask, world: Snapshot, one: str, other: str, tables: set[str]) -> bool:
    first, second = acts.ACTS[one], acts.ACTS[other]
    world.put_back()
    left = (serial_order.at_one_instant(app, first, second), serial_order.state(tables))
    world.put_back()
    if left == (serial_order.one_after_another(app, first, second), serial_order.state(tables)):
        return True
    world.put_back()
    came_of_second, came_of_first = serial_order.one_after_another(app, second, first)
    return left == ((came_of_first, came_of_second), serial_order.state(tables))
