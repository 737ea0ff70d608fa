"""Once something is committed, the request has succeeded, whatever breaks after it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from hackathon.accounts.models import Person
from hackathon.app import create_app
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.web.access import Access, open_to
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.planning.runs import jobs as job
from hackathon.publication.services import publishing
from hackathon.topics.models import Topic
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.planning.runs.test_jobs import asked


@pytest.fixture
def _no_queue(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let background work queue in a Redis that does not answer."""
    settings = replace(app.config["SETTINGS"], redis_url="redis://127.0.0.1:1/0")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    monkeypatch.delitem(app.extensions, "background_tasks", raising=False)
    yield
    app.extensions.pop("background_tasks", None)


@pytest.mark.usefixtures("_no_queue", "dublin")
def test_without_a_queue_a_mail_is_written_and_the_request_succeeds(visitor: Visitor) -> None:
    answer = visitor.post("/sign-in", data={"email": "ian@xen.example"})

    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert [(mail.to_address, mail.state) for mail in db.session.query(Mail)] == [
        ("ian@xen.example", MailState.WAITING)
    ]


@pytest.mark.usefixtures("_no_queue")
def test_without_a_queue_an_agenda_is_published(dublin: Dublin) -> None:
    job.plan(asked(dublin).id)

    revision = publishing.publish(event=dublin.event, note="", by=None, now=NOON)

    assert revision.number == 1


@pytest.mark.parametrize("fault", [ZeroDivisionError(), OperationalError("SELECT", {}, Exception("gone"))])
def test_what_breaks_after_a_commit_does_not_say_that_nothing_was_changed(
    app: Flask, dublin: Dublin, fault: Exception
) -> None:
    topic, person = dublin.portathon.id, dublin.wei.id

    @open_to(Access.ANYONE)
    def broken(when: str) -> str:
        if when == "after":
            votes.cast(
                topic=db.session.get_one(Topic, topic),
                person=db.session.get_one(Person, person),
                choice=Choice.WILL,
                now=NOON,
            )
        raise fault

    fragile = create_app(app.config["SETTINGS"], WTF_CSRF_ENABLED=False)
    fragile.add_url_rule("/broken/<when>", view_func=broken, methods=["POST"])
    after, before = (fragile.test_client().post(f"/broken/{when}") for when in ("after", "before"))
    with fragile.app_context():
        db.engine.dispose()
    db.session.rollback()

    assert (after.status_code, "Your change was saved" in after.text) == (200, True)
    assert (before.status_code >= 500, "Nothing was changed" in before.text) == (True, True)
    assert db.session.query(Vote).filter_by(person_id=person).count() == 1
