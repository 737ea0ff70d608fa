"""The numbers on an event's first page."""

from hackathon.domain.topics import ReviewState
from hackathon.extensions import db
from hackathon.queries import first_page
from hackathon.queries.first_page import Numbers
from tests.dublin import Dublin


def test_the_first_page_counts_what_is_proposed_who_comes_and_what_i_voted(dublin: Dublin) -> None:
    assert first_page.numbers(dublin.event, dublin.msw) == Numbers(
        topics=4, areas=2, confirmed=4, invited=1, revision=None, votes=1
    )

    dublin.roadmap.review_state = ReviewState.WITHDRAWN
    db.session.commit()
    assert first_page.numbers(dublin.event, dublin.msw) == Numbers(
        topics=3, areas=2, confirmed=4, invited=1, revision=None, votes=0
    )
