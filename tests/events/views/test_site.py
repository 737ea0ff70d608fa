"""The first page of the site: what runs and comes, and what is past in pages."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from hackathon.core.domain.phases import Phase
from hackathon.core.extensions import db
from hackathon.events.models import Event
from tests.dublin import NOON, Dublin

FIRST = date(2001, 1, 1)


def add_past(number: int) -> None:
    """Add that many events that are long over, each a day after the one before."""
    for at in range(number):
        day = FIRST + timedelta(days=at)
        db.session.add(
            Event(
                slug=f"past-{at}", title=f"Past {at}.", zone="UTC", first_day=day, last_day=day, made_at=NOON
            )
        )
    db.session.commit()


def test_past_events_come_in_pages_the_latest_first(client: FlaskClient, dublin: Dublin) -> None:
    add_past(60)

    first, second = client.get("/").text, client.get("/?page=2").text

    assert dublin.event.title in first
    assert ("Past 59." in first, "Past 10." in first, "Past 9." in first) == (True, True, False)
    assert ("Past 9." in second, "Past 0." in second, "Past 10." in second) == (True, True, False)
    assert dublin.event.title not in second
    assert "Page 1 of 2" in first


def test_an_old_event_that_is_held_open_stands_above_the_past(client: FlaskClient, dublin: Dublin) -> None:
    add_past(60)
    held = db.session.query(Event).filter_by(slug="past-0").one()
    held.held_phase = Phase.VOTING
    db.session.commit()

    page = client.get("/").text

    assert page.index("Past 0.") < page.index("Past 59.")
    assert dublin.event.title in page


@pytest.mark.parametrize("number", [1, 120])
def test_the_first_page_asks_the_same_however_many_events_there_were(
    client: FlaskClient, queries: list[str], number: int
) -> None:
    add_past(number)
    queries.clear()

    client.get("/")

    assert len(queries) == 3
