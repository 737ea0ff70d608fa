"""Organizer pages of an event that has grown: the same statements, and a page of rows at a time."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from benchmarks.events import Size, seed
from hackathon.accounts.models import Person
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.web.caching.page_cache import LONGEST_SEARCH
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from tests.conftest import Visitor

SMALL = Size(slug="small", topics=120, rooms=10, days=2, people=110)
# More than the 500 rows that SQLAlchemy loads by one statement where it asks by their keys.
LARGE = Size(slug="large", topics=520, rooms=20, days=3, people=510)
PAGES = ("people", "topics", "readiness", "plan", "publish")


@pytest.fixture
def organizer(app: Flask, visitor: Visitor) -> Visitor:  # noqa: ARG001 -- its tables
    """Somebody who organizes a small event and a large one."""
    events = [seed(size, datetime.now(UTC)) for size in (SMALL, LARGE)]
    lars = Person(name="Lars Kurth")
    db.session.add_all(Attendance(event=event, person=lars, role=Role.ORGANIZER) for event in events)
    db.session.commit()
    return visitor.signed_in_as(lars)


def test_a_page_asks_the_same_of_the_database_however_large_the_event(
    organizer: Visitor, queries: list[str]
) -> None:
    asked: dict[str, list[int]] = {page: [] for page in PAGES}
    for page in PAGES:
        for size in (SMALL, LARGE):
            path = f"/{size.slug}/organize/{page}?{'_' * (LONGEST_SEARCH + 1)}"  # kept for nobody
            organizer.get(path)
            queries.clear()
            organizer.get(path)
            asked[page].append(len(queries))

    assert all(small == large for small, large in asked.values()), asked


def test_tables_come_in_pages_and_later_ones_are_found_by_their_words(organizer: Visitor) -> None:
    last_topic = db.session.scalars(select(Topic).order_by(Topic.number.desc())).first()
    assert last_topic is not None
    for page in ("people", "topics"):
        first = organizer.get(f"/large/organize/{page}").text
        last = organizer.get(f"/large/organize/{page}?page=6").text

        assert first.count('<th scope="row">') == 100
        assert 0 < last.count('<th scope="row">') < 100
        assert "Page 1 of 6" in first
        assert ('rel="next"' in first, 'rel="next"' in last) == (True, False)
    assert last_topic.title in organizer.get(f"/large/organize/topics?q={last_topic.number}").text
    assert "No topics match your search." in organizer.get("/large/organize/topics?q=nothing-has-this").text
