"""A database that was in use at commit c240c39 goes on after an upgrade: its rows, documents and feeds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from hackathon.accounts.models import Person
from hackathon.agenda.feeds.services import revision_files
from hackathon.agenda.models import Revision, RevisionFile
from hackathon.config import Settings
from hackathon.core.database import migrating, schema
from hackathon.core.errors import UndoImpossible
from hackathon.core.extensions import db
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution
from hackathon.planning.drafts.models import Run
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.merge.services import merging_topics
from tests import databases
from tests.applications import application_for
from tests.conftest import Visitor
from tests.dublin import NOON
from tests.migrations import filled

pytestmark = pytest.mark.postgresql


@pytest.fixture(params=list(databases.DATABASES))
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A server whose database was filled at c240c39, and then upgraded."""
    with databases.DATABASES[request.param](tmp_path) as url:
        settings = Settings.load({}, instance=str(tmp_path), database_url=url, secret_key=filled.SECRET_KEY)
        app = application_for(settings)
        app.test_client_class = Visitor
        with app.app_context():
            migrating.upgrade(filled.REVISION)
            with db.engine.begin() as connection:
                filled.fill(connection)
            schema.upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


def visitor(app: Flask) -> Visitor:
    client = app.test_client()
    assert isinstance(client, Visitor)
    return client


def test_an_upgrade_keeps_every_row_page_and_document(upgraded: Flask) -> None:
    assert schema.drift() == []
    _every_row_is_kept()
    _published_feeds_are_the_same_bytes(upgraded)
    _organizers_can_open_every_page(upgraded)
    _stored_plans_are_still_read()
    _an_undo_record_is_still_read()


def _every_row_is_kept() -> None:
    kept = {table: db.session.scalar(text(f"SELECT count(*) FROM {table}")) for table in filled.ROWS}  # noqa: S608 -- our own names
    assert kept == {table: len(rows) for table, rows in filled.ROWS.items()}


def _published_feeds_are_the_same_bytes(app: Flask) -> None:
    for name, content in filled.FEEDS.items():
        assert visitor(app).get(f"/dublin-2013/{name}", follow_redirects=True).data == content, name

    # Those are stored. Made again from the stored agenda, only a comma in a calendar's name is now escaped.
    revision = db.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert revision is not None
    db.session.execute(delete(RevisionFile))
    db.session.commit()
    revision_files.make_feeds(revision=revision, agenda=revision.agenda)
    made_again = {file.name: file.content for file in db.session.scalars(select(RevisionFile))}
    assert {name: _without_name(content) for name, content in made_again.items()} == {
        name: _without_name(content) for name, content in filled.FEEDS.items()
    }


def _without_name(calendar: bytes) -> list[bytes]:
    lines = calendar.replace(b"\r\n ", b"").splitlines()
    return [line for line in lines if not line.startswith((b"NAME:", b"X-WR-CALNAME:"))]


def _organizers_can_open_every_page(app: Flask) -> None:
    lars = db.session.scalars(select(Person).where(Person.name == "Lars Kurth")).one()
    organizer = visitor(app).signed_in_as(lars)
    for page, words in {
        "agenda/": "Xen Hackathon",
        "organize/": "Xen Hackathon",
        "organize/schedule": "Xen Hackathon",
        "organize/people": "Ian Campbell",
        "organize/export": "Xen Hackathon",
    }.items():
        answer = organizer.get(f"/dublin-2013/{page}", follow_redirects=True)
        assert answer.status_code == 200, page
        assert words in answer.text


def _an_undo_record_is_still_read() -> None:
    merge = db.session.scalars(select(TopicMerge)).one()
    # Votes have a column more since then, so the rows that the merge added count as changed.
    with pytest.raises(UndoImpossible, match="Changed or added since then: a vote for"):
        merging_topics.undo(merge=merge, by=None, now=NOON)


def _stored_plans_are_still_read() -> None:
    runs = db.session.scalars(select(Run).order_by(Run.id)).all()
    plans = [(Problem.from_json(run.problem or ""), Solution.from_json(run.solution or "")) for run in runs]
    assert [(len(problem.topics), solution.cost) for problem, solution in plans] == [(16, 500), (16, 1332)]
