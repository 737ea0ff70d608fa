"""Who moves a topic through its review, and who ticks off comments."""

import pytest

from hackathon.core.domain.topics import ReviewState
from hackathon.topics.review.domain.review import Part, may_tick, moves

NEW, NEEDS_REVIEW, NEEDS_WORK, REVIEWED, WITHDRAWN = ReviewState


@pytest.mark.parametrize("state", ReviewState)
def test_organizers_make_every_move(state: ReviewState) -> None:
    assert moves({Part.ORGANIZER}, state) == tuple(each for each in ReviewState if each is not state)


def test_a_topic_without_a_state_can_be_called_new_by_organizers_and_is_new_to_the_others() -> None:
    assert moves({Part.ORGANIZER}, None) == tuple(ReviewState)
    assert moves({Part.CONTACT}, None) == moves({Part.CONTACT}, NEW) == (NEEDS_REVIEW, WITHDRAWN)
    assert moves({Part.REVIEWER}, None) == moves({Part.REVIEWER}, NEW) == (NEEDS_WORK, REVIEWED)


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (NEEDS_REVIEW, (WITHDRAWN,)),
        (NEEDS_WORK, (NEEDS_REVIEW, WITHDRAWN)),
        (REVIEWED, (WITHDRAWN,)),
        (WITHDRAWN, ()),
    ],
)
def test_a_contact_asks_for_another_review_and_gives_up(
    state: ReviewState, to: tuple[ReviewState, ...]
) -> None:
    assert moves({Part.CONTACT}, state) == to


@pytest.mark.parametrize(
    ("state", "to"),
    [(NEEDS_REVIEW, (NEEDS_WORK, REVIEWED)), (NEEDS_WORK, (REVIEWED,)), (REVIEWED, ()), (WITHDRAWN, ())],
)
def test_a_reviewer_says_what_came_out(state: ReviewState, to: tuple[ReviewState, ...]) -> None:
    assert moves({Part.REVIEWER}, state) == to


@pytest.mark.parametrize("state", [None, *ReviewState])
def test_nobody_reviews_their_own_topic(state: ReviewState | None) -> None:
    assert moves({Part.CONTACT, Part.REVIEWER}, state) == moves({Part.CONTACT}, state)


@pytest.mark.parametrize("state", [None, *ReviewState])
def test_who_has_no_part_moves_nothing(state: ReviewState | None) -> None:
    assert moves((), state) == ()


@pytest.mark.parametrize("state", [None, *ReviewState])
def test_a_helper_moves_what_is_on_the_list_and_takes_nothing_off_it(state: ReviewState | None) -> None:
    listed = (NEW, NEEDS_REVIEW, NEEDS_WORK, REVIEWED)

    to = () if state is WITHDRAWN else tuple(each for each in listed if each is not state)

    assert moves({Part.HELPER}, state) == to


def test_contacts_those_who_keep_the_list_and_the_author_tick_off_a_comment() -> None:
    ticking = [part for part in Part if may_tick({part}, is_author=False)]

    assert ticking == [Part.ORGANIZER, Part.HELPER, Part.CONTACT]
    assert may_tick((), is_author=True)
    assert not may_tick((), is_author=False)
