"""The statements of the busiest pages find their rows by an index on PostgreSQL, however many there are."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from hackathon.core.extensions import db
from hackathon.mail.services import delivery
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as plan_job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.servers import write_mail
from tests.snapshots import Snapshot, kept

pytestmark = pytest.mark.postgresql

GROWING = frozenset((
    "activity", "attendance", "comment", "contact", "device", "feed_key", "mail", "person", "presence",
    "revision", "revision_file", "session", "status_change", "topic", "topic_version", "vote",
))  # fmt: skip
"""The tables that grow with people, topics and time; an event's own settings and rooms stay few."""
EVENT = "/dublin-2013"
TOPIC = f"{EVENT}/topics/2-xen-on-arm-portathon"
VISITED = (
    "/", f"{EVENT}/", f"{EVENT}/topics/", TOPIC, f"{EVENT}/agenda/", f"{EVENT}/agenda.ics",
    f"{EVENT}/live?since=1", f"{EVENT}/people/", f"{EVENT}/mine", f"{EVENT}/now", f"{EVENT}/confirmation",
    f"{EVENT}/mine/topics", "/account", f"{EVENT}/organize/people", f"{EVENT}/organize/topics",
    f"{EVENT}/organize/schedule", f"{EVENT}/organize/messages", f"{EVENT}/organize/activity",
)  # fmt: skip

Statement = tuple[str, Any]


@pytest.fixture(scope="module")
def busy_rows(empty_app: Flask, dublin_rows: Snapshot) -> Iterator[Snapshot]:
    """The rows of the hackathon published, with a mail that waits."""
    with empty_app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite plans otherwise")
        with kept("busy") as rows:
            dublin_rows.restore()
            event = Dublin.loaded().event
            plan_job.plan(planning.queue(event=event, limits=Limits(seed=1), by=None, now=NOON).id)
            publishing.publish(event=event, note="", by=None, now=NOON)
            write_mail(event)
            db.session.commit()
    yield rows
    with empty_app.app_context():
        rows.drop()


@pytest.fixture
def busy(app: Flask, busy_rows: Snapshot) -> Dublin:  # noqa: ARG001 -- its tables
    """The hackathon published, with a mail that waits."""
    busy_rows.restore()
    return Dublin.loaded()


@pytest.fixture
def sent(busy: Dublin) -> Iterator[list[Statement]]:
    """The statements that were sent, with their values."""
    assert busy.event
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's
        found.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


def read_whole(statements: list[Statement]) -> set[str]:
    """Return the growing tables for which only a look at every row is possible, with the statement."""
    found = set()
    raw = db.engine.raw_connection()
    try:
        cursor = raw.cursor()
        # So few rows are always read whole; with this, only where no index leads to them.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for statement, values in statements:
            if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
                cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
                plan = (cursor.fetchone() or ("[]",))[0]
                tree = json.loads(plan) if isinstance(plan, str) else plan
                found |= {f"{table}: {statement}" for table in _scanned(tree[0]["Plan"]) if table in GROWING}
    finally:
        raw.rollback()
        raw.close()
    return found


def _scanned(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for each in plan.get("Plans", ()):
        yield from _scanned(each)


@pytest.mark.parametrize("address", VISITED)
def test_a_page_reads_no_growing_table_whole(
    visitor: Visitor, busy: Dublin, sent: list[Statement], address: str
) -> None:
    visitor.signed_in_as(busy.lars)
    sent.clear()

    assert visitor.get(address).status_code == 200
    assert read_whole(list(sent)) == set()


def test_a_vote_reads_no_growing_table_whole(visitor: Visitor, busy: Dublin, sent: list[Statement]) -> None:
    visitor.signed_in_as(busy.ian)
    sent.clear()

    assert visitor.post(f"{TOPIC}/vote", data={"choice": "must"}).status_code == 303
    assert read_whole(list(sent)) == set()


def test_the_mail_that_is_due_is_found_by_an_index(busy: Dublin, sent: list[Statement]) -> None:
    assert busy.event
    sent.clear()

    delivery.tidy(now=datetime.now(UTC))

    assert read_whole(list(sent)) == set()


def test_what_no_index_leads_to_is_seen(busy: Dublin) -> None:
    assert busy.event

    assert read_whole([("SELECT id FROM person WHERE affiliation = 'Citrix'", ())]) == {
        "person: SELECT id FROM person WHERE affiliation = 'Citrix'"
    }
