"""The numbers on an event's first page."""

import pytest

from hackathon.core.domain.topics import ReviewState
from hackathon.core.extensions import db
from hackathon.overview.queries import first_page
from hackathon.overview.queries.first_page import HomePageCounts
from tests.dublin import Dublin

pytestmark = pytest.mark.postgresql


def test_the_first_page_counts_what_is_proposed_who_comes_and_what_i_voted(dublin: Dublin) -> None:
    assert first_page.numbers(dublin.event, dublin.msw) == HomePageCounts(
        topics=4, areas=2, confirmed=4, invited=1, revision=None, votes=1
    )

    dublin.roadmap.review_state = ReviewState.WITHDRAWN
    db.session.commit()
    assert first_page.numbers(dublin.event, dublin.msw) == HomePageCounts(
        topics=3, areas=2, confirmed=4, invited=1, revision=None, votes=0
    )
