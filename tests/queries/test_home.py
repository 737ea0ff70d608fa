"""The numbers on an event's first page, and the next date."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hackathon.domain.topics import ReviewState
from hackathon.extensions import db
from hackathon.models import Milestone
from hackathon.queries import home
from hackathon.queries.home import NamedDate, Numbers
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin


def test_the_first_page_counts_what_is_proposed_who_comes_and_what_i_voted(dublin: Dublin) -> None:
    assert home.numbers(dublin.event, dublin.msw) == Numbers(
        topics=4, areas=2, confirmed=4, invited=1, revision=None, votes=1
    )

    dublin.roadmap.review_state = ReviewState.WITHDRAWN
    db.session.commit()
    assert home.numbers(dublin.event, dublin.msw) == Numbers(
        topics=3, areas=2, confirmed=4, invited=1, revision=None, votes=0
    )


@pytest.mark.parametrize(
    ("now", "name", "day"),
    [
        (NOON, "Topics due", date(2013, 5, 3)),
        (NOON + timedelta(days=3), "Topics due ends", date(2013, 5, 5)),
        (NOON + timedelta(days=5), "Voting closes", date(2013, 5, 10)),
        (NOON + timedelta(days=10), "The event begins", THURSDAY),
        (datetime(2013, 5, 16, 12, tzinfo=UTC), "The event begins", THURSDAY),
    ],
)
def test_the_next_date_is_the_first_that_is_not_over(
    dublin: Dublin, now: datetime, name: str, day: date
) -> None:
    dublin.event.votes_close = datetime(2013, 5, 10, 12, tzinfo=UTC)
    dublin.event.milestones = [Milestone(name="Topics due", starts=date(2013, 5, 3), ends=date(2013, 5, 5))]
    db.session.commit()

    found = home.next_date(dublin.event, now)
    assert found is not None
    assert (found.name, found.day) == (name, day)


def test_an_hour_that_is_known_is_told(dublin: Dublin) -> None:
    closes = NOON + timedelta(hours=1)
    dublin.event.votes_close = closes
    db.session.commit()

    assert home.next_date(dublin.event, NOON) == NamedDate(name="Voting closes", day=NOON.date(), at=closes)


def test_an_event_that_is_over_has_no_next_date(dublin: Dublin) -> None:
    after = datetime.combine(FRIDAY, datetime.max.time(), UTC)

    assert home.next_date(dublin.event, after) is None
