"""What an organizer has to do today."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hackathon.domain import chores
from hackathon.domain.chores import Numbers, Urgency, Window

NOW = datetime(2013, 5, 8, 12, tzinfo=UTC)
WINDOW = Window(
    today=NOW,
    opens=None,
    closes=NOW - timedelta(days=1),
    first_day=date(2013, 5, 16),
    last_day=date(2013, 5, 17),
)
PUBLISHED = Numbers(
    rooms=3, open_days=2, slots=6, topics=16, without_contact=0, to_review=0, people=38, invited=0, joins=0,
    unknown_votes=0, unapproved=0, mails_failed=0, mails_unknown=0, voters=5, votes=12, has_draft=True,
    revision=1, published_at=NOW, changed_at=NOW,
)  # fmt: skip
EMPTY = Numbers(
    rooms=0, open_days=0, slots=0, topics=0, without_contact=0, to_review=0, people=1, invited=0, joins=0,
    unknown_votes=0, unapproved=0, mails_failed=0, mails_unknown=0, voters=0, votes=0, has_draft=False,
    revision=None, published_at=None, changed_at=None,
)  # fmt: skip


def words(numbers: Numbers, window: Window = WINDOW) -> list[str]:
    return [each.words for each in chores.of(numbers, window)]


def test_when_all_is_done_nothing_is_asked() -> None:
    assert words(PUBLISHED) == []


def test_a_new_event_is_asked_for_its_groundwork_first() -> None:
    todo = chores.of(EMPTY, WINDOW)

    assert [(each.page, each.urgency) for each in todo] == [
        ("import", Urgency.FIRST),
        ("rooms/new", Urgency.FIRST),
        ("rooms/hours", Urgency.FIRST),
    ]


def test_who_registered_waits_for_a_yes() -> None:
    assert words(replace(PUBLISHED, unapproved=2)) == ["2 people have registered and wait for your yes"]
    assert words(replace(PUBLISHED, unapproved=1)) == ["1 person has registered and waits for your yes"]


def test_slots_are_asked_for_once_there_are_hours() -> None:
    assert words(replace(PUBLISHED, slots=0)) == ["There are no slots yet. Lay out the days"]


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (NOW + timedelta(days=2), "Voting closes on Friday at 12:00"),
        (NOW + timedelta(days=20), "Voting closes on 28 May 2013 at 12:00"),
        (NOW + timedelta(hours=2), "Voting closes on 8 May 2013 at 14:00"),
        (None, "Voting has no end. Choose when it closes"),
    ],
)
def test_the_end_of_voting_is_kept_in_mind(closes: datetime | None, said: str) -> None:
    assert words(PUBLISHED, replace(WINDOW, closes=closes)) == [said]


def test_voting_that_has_not_opened_is_said() -> None:
    assert words(PUBLISHED, replace(WINDOW, opens=NOW + timedelta(days=1))) == [
        "Voting opens on Thursday at 12:00"
    ]


def test_nobody_is_asked_to_end_the_votes_of_an_event_that_is_over() -> None:
    assert words(PUBLISHED, replace(WINDOW, closes=None, last_day=date(2013, 5, 7))) == []


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"joins": 1}, "Two entries may be one person. Decide"),
        ({"joins": 2}, "2 pairs of entries may each be one person. Decide"),
        ({"unknown_votes": 3}, "3 votes from handles that nobody claimed"),
        ({"unknown_votes": 1}, "1 vote from handles that nobody claimed"),
        ({"without_contact": 1}, "1 topic has no contact"),
        ({"without_contact": 2}, "2 topics have no contact"),
        ({"invited": 1}, "1 person is invited and has not answered"),
        ({"invited": 6}, "6 people are invited and have not answered"),
        ({"to_review": 1}, "1 topic waits for review"),
        ({"has_draft": False}, "Voting has closed. Plan the agenda"),
        ({"revision": None, "published_at": None}, "The draft is not published yet. Look at it and publish"),
        ({"changed_at": NOW + timedelta(hours=1)}, "Votes or the draft changed since revision 1"),
    ],
)
def test_each_open_question_is_one_line(numbers: dict[str, object], said: str) -> None:
    assert words(replace(PUBLISHED, **numbers)) == [said]  # type: ignore[arg-type]  # named in the table above


def test_nobody_is_asked_to_plan_before_there_is_anything_to_plan() -> None:
    assert "plan" not in [each.page for each in chores.of(EMPTY, WINDOW)]


def test_what_can_wait_comes_last() -> None:
    todo = chores.of(replace(PUBLISHED, rooms=0, to_review=1, invited=1), WINDOW)

    assert [each.urgency for each in todo] == [Urgency.FIRST, Urgency.SOON, Urgency.SOMETIME]


def test_mail_that_failed_or_may_not_have_arrived_waits_for_an_organizer() -> None:
    assert words(replace(PUBLISHED, mails_failed=2, mails_unknown=1)) == [
        "2 mails could not be sent. See why",
        "1 mail may not have arrived. Decide",
    ]
