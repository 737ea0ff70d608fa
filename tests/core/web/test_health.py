"""What a load balancer is told, and what people read while the database is not at hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update

from hackathon.accounts.devices.models import Device
from hackathon.app import close_connections, create_app
from hackathon.config import Settings
from hackathon.core.extensions import db
from tests import databases
from tests.conftest import Visitor
from tests.dublin import Dublin

pytestmark = pytest.mark.postgresql


def test_a_restarted_database_costs_no_request(client: FlaskClient) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("a file is never restarted")
    process = db.session.scalar(text("SELECT pg_backend_pid()"))
    db.session.remove()  # back into the pool
    with psycopg.connect(databases.POSTGRESQL, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [process])

    assert client.get("/health").json == {"status": "ok"}


@pytest.fixture
def read_only(app: Flask, dublin: Dublin) -> Iterator[Flask]:
    """The same database as a server reads it that may not write it."""
    assert dublin.event
    ours = app.config["SETTINGS"]
    url = db.engine.url
    if url.drivername == "sqlite":
        address = f"sqlite:///file:{url.database}?mode=ro&uri=true"
    else:
        options = f"{url.query['options']} -cdefault_transaction_read_only=on"
        address = url.update_query_dict({"options": options}).render_as_string(hide_password=False)
    settings = Settings.load({}, instance=ours.instance, database_url=address, secret_key=ours.secret_key)
    made = create_app(settings, WTF_CSRF_ENABLED=False)
    made.test_client_class = Visitor
    yield made
    close_connections(made)


def test_a_database_that_can_only_be_read_is_not_healthy(read_only: Flask) -> None:
    answer = read_only.test_client().get("/health")

    assert (answer.status_code, answer.json) == (503, {"status": "the database cannot be written"})


def test_what_cannot_be_written_is_said_in_words(read_only: Flask, visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    cookie = visitor.get_cookie("session")
    assert cookie
    # So that its use today is still to be kept.
    db.session.execute(update(Device).values(seen_on=datetime.now(UTC).date() - timedelta(days=1)))
    db.session.commit()
    topic = f"/dublin-2013/topics/{dublin.portathon.address}"
    reader = read_only.test_client()
    reader.set_cookie("session", cookie.value)

    page, vote = reader.get(topic), reader.post(f"{topic}/vote", data={"choice": "must"})

    assert (page.status_code, vote.status_code) == (200, 503)
    assert "Ian Campbell" in page.text
    assert "Changes can&#39;t be saved right now" in vote.text
    assert "Nothing was changed." in vote.text
