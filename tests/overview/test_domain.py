"""What an organizer has to do today."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hackathon.core.domain.phases import Phase
from hackathon.overview import domain as todo_items
from hackathon.overview.domain import EventNumbers, Urgency, Window

NOW = datetime(2013, 5, 8, 12, tzinfo=UTC)
WINDOW = Window(
    today=NOW,
    opens=None,
    closes=NOW - timedelta(days=1),
    phase=Phase.VOTING,
)
PUBLISHED = EventNumbers(
    rooms=3, open_days=2, slots=6, topics=16, without_contact=0, to_review=0, people=38, confirmed=38,
    declined=0, invited=0, duplicates=0,
    unknown_votes=0, unapproved=0, mails_failed=0, mails_unknown=0, voters=5, votes=12, has_draft=True,
    revision=1, published_at=NOW, changed_at=NOW,
)  # fmt: skip
EMPTY = EventNumbers(
    rooms=0, open_days=0, slots=0, topics=0, without_contact=0, to_review=0, people=1, confirmed=1,
    declined=0, invited=0, duplicates=0,
    unknown_votes=0, unapproved=0, mails_failed=0, mails_unknown=0, voters=0, votes=0, has_draft=False,
    revision=None, published_at=None, changed_at=None,
)  # fmt: skip


def words(numbers: EventNumbers, window: Window = WINDOW) -> list[str]:
    return [str(each.words) for each in todo_items.todo_list(numbers, window)]


def test_when_all_is_done_nothing_is_asked() -> None:
    assert words(PUBLISHED) == []


def test_a_new_event_is_asked_for_its_groundwork_first() -> None:
    todo = todo_items.todo_list(EMPTY, WINDOW)

    assert [(each.page, each.urgency) for each in todo] == [
        ("import", Urgency.FIRST),
        ("rooms/new", Urgency.FIRST),
        ("rooms/hours", Urgency.FIRST),
    ]


def test_who_registered_waits_for_a_yes() -> None:
    assert words(replace(PUBLISHED, unapproved=2)) == ["2 registrations are waiting for approval"]
    assert words(replace(PUBLISHED, unapproved=1)) == ["1 registration is waiting for approval"]


def test_slots_are_asked_for_once_there_are_hours() -> None:
    assert words(replace(PUBLISHED, slots=0)) == ["No slots yet. Generate them"]


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (NOW + timedelta(days=2), "Voting closes on Friday at 12:00"),
        (NOW + timedelta(days=20), "Voting closes on 28 May 2013 at 12:00"),
        (NOW + timedelta(hours=2), "Voting closes on 8 May 2013 at 14:00"),
        (None, "Voting has no closing date. Set one"),
    ],
)
def test_the_end_of_voting_is_kept_in_mind(closes: datetime | None, said: str) -> None:
    assert words(PUBLISHED, replace(WINDOW, closes=closes)) == [said]


def test_voting_that_has_not_opened_is_said() -> None:
    assert words(PUBLISHED, replace(WINDOW, opens=NOW + timedelta(days=1))) == [
        "Voting opens on Thursday at 12:00"
    ]


def test_nobody_is_asked_to_end_the_votes_of_an_event_that_is_over() -> None:
    assert words(PUBLISHED, replace(WINDOW, closes=None, phase=Phase.ENDED)) == []


BUSY = replace(
    PUBLISHED, invited=5, unapproved=1, to_review=2, without_contact=1, unknown_votes=3, duplicates=1,
    mails_failed=1, changed_at=NOW + timedelta(days=1),
)  # fmt: skip


@pytest.mark.parametrize("phase", list(Phase))
def test_what_needs_doing_follows_the_phase(phase: Phase) -> None:
    said = words(BUSY, replace(WINDOW, closes=NOW + timedelta(days=2), phase=phase))

    before = not phase.is_after(Phase.SCHEDULED)
    assert ("5 invited people haven't answered yet" in said) is before
    assert any(each.startswith("Voting closes") for each in said) is before
    for each in (
        "1 registration is waiting for approval",
        "1 topic has no contact",
        "2 topics are waiting for review",
        "Votes or the draft have changed since revision 1",
    ):
        assert (each in said) is (phase is not Phase.ENDED)
    assert said[:2] == ["1 possible duplicate person. Check it", "1 email could not be sent. See why"]


def test_an_agenda_in_the_times_of_another_zone_is_published_again() -> None:
    moved = replace(WINDOW, zone="Europe/Dublin", published_zone="Europe/Berlin")

    assert words(PUBLISHED, moved) == [
        "The published agenda uses Europe/Berlin time, the event Europe/Dublin time. Publish again"
    ]


def test_an_event_that_has_ended_asks_for_no_groundwork() -> None:
    assert words(EMPTY, replace(WINDOW, phase=Phase.ENDED)) == []


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"duplicates": 1}, "1 possible duplicate person. Check it"),
        ({"duplicates": 2}, "2 possible duplicate people. Check them"),
        ({"unknown_votes": 3}, "3 votes from people who are not on the list"),
        ({"unknown_votes": 1}, "1 vote from someone who is not on the list"),
        ({"without_contact": 1}, "1 topic has no contact"),
        ({"without_contact": 2}, "2 topics have no contact"),
        ({"invited": 1}, "1 invited person hasn't answered yet"),
        ({"invited": 6}, "6 invited people haven't answered yet"),
        ({"to_review": 1}, "1 topic is waiting for review"),
        ({"has_draft": False}, "Voting has closed. Plan the agenda"),
        ({"revision": None, "published_at": None}, "The draft is not published yet. Preview and publish it"),
        ({"changed_at": NOW + timedelta(hours=1)}, "Votes or the draft have changed since revision 1"),
    ],
)
def test_each_open_question_is_one_line(numbers: dict[str, object], said: str) -> None:
    assert words(replace(PUBLISHED, **numbers)) == [said]  # type: ignore[arg-type]  # named in the table above


def test_nobody_is_asked_to_plan_before_there_is_anything_to_plan() -> None:
    assert "plan" not in [each.page for each in todo_items.todo_list(EMPTY, WINDOW)]


def test_what_can_wait_comes_last() -> None:
    todo = todo_items.todo_list(replace(PUBLISHED, rooms=0, to_review=1, invited=1), WINDOW)

    assert [each.urgency for each in todo] == [Urgency.FIRST, Urgency.SOON, Urgency.SOMETIME]


def test_mail_that_failed_or_may_not_have_arrived_waits_for_an_organizer() -> None:
    assert words(replace(PUBLISHED, mails_failed=2, mails_unknown=1)) == [
        "2 emails could not be sent. See why",
        "1 email may not have arrived. Check it",
    ]
