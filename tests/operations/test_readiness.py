"""What a load balancer and whoever runs the server are told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from hackathon.core.database import migrating
from hackathon.core.extensions import db
from hackathon.operations.queries import readiness
from hackathon.planning.drafts.models import Run
from tests.dublin import Dublin

READY = "/health/ready"


@pytest.fixture
def stamped(dublin: Dublin) -> Iterator[Dublin]:
    """The Dublin hackathon in tables that say at which migration they are."""
    db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(60))"))
    newest = {"newest": readiness.newest_migration()}
    db.session.execute(text("INSERT INTO alembic_version VALUES (:newest)"), newest)
    db.session.commit()
    yield dublin
    db.session.rollback()
    db.session.execute(text("DROP TABLE alembic_version"))
    db.session.commit()


def good(client: FlaskClient) -> dict[str, bool]:
    """Return which checks found nothing wrong."""
    answer = client.get(READY).json
    assert answer is not None
    return {name: check["ok"] for name, check in answer["checks"].items()}


def test_a_process_that_answers_lives(client: FlaskClient) -> None:
    answer = client.get("/health/live")

    assert answer.json == {"status": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("stamped")
def test_a_server_that_can_do_its_work_is_ready(client: FlaskClient) -> None:
    assert client.get(READY).status_code == 200
    assert good(client) == dict.fromkeys(("database", "disk", "mail", "migrations", "queue"), True)


@pytest.mark.usefixtures("app")
def test_the_newest_migration_is_alembics_head() -> None:
    assert readiness.newest_migration() == migrating.scripts().get_current_head()


@pytest.mark.usefixtures("stamped")
def test_tables_of_another_version_are_not_ready(client: FlaskClient) -> None:
    older = {"older": "20261121_keep_badges"}
    db.session.execute(text("UPDATE alembic_version SET version_num = :older"), older)
    db.session.commit()

    answer = client.get(READY)
    assert (answer.status_code, answer.json and answer.json["status"]) == (503, "not ready")
    assert [name for name, is_good in good(client).items() if not is_good] == ["migrations"]


def test_a_plan_that_waits_for_long_is_told_but_pages_still_come(
    client: FlaskClient, stamped: Dublin
) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    db.session.add(Run(event_id=stamped.event.id, seconds=1, asked_at=long_ago))
    db.session.commit()

    assert client.get(READY).status_code == 200
    assert not good(client)["queue"]


@pytest.mark.usefixtures("stamped")
def test_a_server_goes_on_when_a_newer_one_has_added_to_the_tables(client: FlaskClient) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '20991231_add_more'"))
    db.session.commit()

    assert client.get(READY).status_code == 200
    assert good(client)["migrations"]
