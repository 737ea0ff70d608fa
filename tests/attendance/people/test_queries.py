"""What is read to list people: a little, however many people and votes there are."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from hackathon.attendance.people.queries import people_list, people_table
from hackathon.attendance.people.queries.people_list import PeopleSearch
from hackathon.core.extensions import db
from tests.dublin import Dublin

pytestmark = pytest.mark.postgresql

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}


@pytest.fixture
def plans(dublin: Dublin) -> Iterator[list[str]]:
    """How the database goes about each statement that is sent."""
    assert dublin.event  # its tables are there
    found: list[str] = []

    def note(_conn: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's
        if statement.startswith("SELECT"):
            if db.engine.dialect.name == "postgresql":
                # So few rows are always read whole; with this, only where no index leads to them.
                cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"{EXPLAIN[db.engine.dialect.name]} {statement}", values)
            found.append("\n".join(str(row[-1]) for row in cursor.fetchall()))

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


def test_votes_from_a_page_are_looked_for_among_them_alone(dublin: Dublin, plans: list[str]) -> None:
    plans.clear()

    assert [each.person.name for each in people_list.unlisted_voters(dublin.event)] == ["Msw"]
    asked = next(plan for plan in plans if "vote" in plan)
    assert "ix_vote_topic_id_from_page" in asked
    assert "vote_1" not in asked  # SQLite's name of the index of all votes


def test_people_are_counted_by_an_index(dublin: Dublin, plans: list[str]) -> None:
    plans.clear()

    assert sum(people_list.count_by_status(dublin.event).values()) == 5
    assert "ix_attendance_event_id_status" in plans[-1]


@pytest.mark.parametrize(("words", "total"), [("", 5), ("citrix", 3), ("nobody", 0)])
def test_a_page_says_how_many_people_were_asked_for(dublin: Dublin, words: str, total: int) -> None:
    page = people_table.page_of(dublin.event, PeopleSearch(words=words), page=1)

    assert (page.total, len(page.lines)) == (total, total)
