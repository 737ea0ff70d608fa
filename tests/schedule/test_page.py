"""The schedule page as a value: what the grid and the tray hold, and that its cost doesn't grow."""

from datetime import time, timedelta

import pytest

from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.page.domain import Card, GridCell, SchedulePage
from hackathon.schedule.page.queries import page
from hackathon.topics.models import Topic
from hackathon.topics.votes import services as votes
from tests.dublin import NOON, Dublin


def put(dublin: Dublin, *places: tuple[Topic, int, Room]) -> Draft:
    """Make a draft with each topic in a slot, counted from 0 without breaks, and a room."""
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=topic, slot=slots[slot], room=room) for topic, slot, room in places]
    db.session.add(draft)
    db.session.commit()
    return draft


def cells(shown: SchedulePage) -> list[GridCell]:
    """Return all cells of all days."""
    return [cell for day in shown.days for row in day.rows for cell in row.cells]


def card(shown: SchedulePage, topic: Topic) -> Card:
    """Return the only card of a topic."""
    return next(each for cell in cells(shown) for each in cell.sessions if each.topic == topic.number)


def test_without_a_draft_every_topic_is_in_the_tray(dublin: Dublin) -> None:
    shown = page.load_page(dublin.event, dublin.lars, NOON)

    assert shown.version == 0
    assert [topic.topic for topic in shown.tray] == [1, 2, 3, 4]
    assert [(len(day.rows), [row.is_break for row in day.rows]) for day in shown.days] == [
        (3, [False, True, False])
    ] * 2
    assert not any(cell.sessions for cell in cells(shown))


def test_a_session_is_shown_with_its_people_seats_and_problems(dublin: Dublin) -> None:
    dublin.crowd(3, voting=dublin.portathon, choice=Choice.MUST)
    draft = put(dublin, (dublin.portathon, 0, dublin.small_room), (dublin.toolstacks, 0, dublin.large_room))

    shown = page.load_page(dublin.event, dublin.lars, NOON)
    portathon = card(shown, dublin.portathon)

    assert shown.version == draft.version
    assert (portathon.contacts, portathon.area and portathon.area.slug) == (("Ian Campbell",), "hypervisor")
    assert (portathon.expected, portathon.seats, portathon.seats_short) == (4, 2, 2)
    assert (portathon.starts, portathon.ends, portathon.minutes) == (time(10), time(12), 120)
    assert (portathon.interest.must, portathon.interest.total) == (3, 3)
    assert [str(problem.words) for problem in portathon.problems] == [
        (
            f"Ian Campbell runs “{dublin.portathon.title}” and “{dublin.toolstacks.title}”, "
            "which are at the same time."
        ),
        "2 seats short.",
    ]
    assert [problem.is_conflict for problem in portathon.problems] == [True, False]
    assert str(portathon.problems[0].words_at((portathon.topic, 1))) == (
        f"Ian Campbell runs “{dublin.toolstacks.title}” at the same time."
    )
    assert (shown.strip.conflicts, shown.strip.warnings, shown.strip.seats_short) == (1, 1, 2)
    assert [topic.topic for topic in shown.tray] == [1, 4]


def test_a_long_session_covers_the_cells_after_it_but_no_break(dublin: Dublin) -> None:
    dublin.event.slots.append(Slot(day=dublin.event.first_day, starts=time(15), ends=time(16)))
    dublin.portathon.length = 3
    db.session.commit()
    put(dublin, (dublin.portathon, 1, dublin.large_room))

    shown = page.load_page(dublin.event, dublin.lars, NOON)

    assert card(shown, dublin.portathon).span == 2
    covered = [cell.room for cell in shown.days[0].rows[3].cells if cell.is_covered]
    assert covered == [dublin.large_room.id]
    assert [finding.code for finding in shown.findings] == ["length"]


def test_the_strip_counts_who_loses_a_must(dublin: Dublin) -> None:
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    put(dublin, (dublin.roadmap, 0, dublin.small_room), (dublin.network, 0, dublin.large_room))

    shown = page.load_page(dublin.event, dublin.lars, NOON)

    assert shown.strip.lose_a_must == 1
    assert [lost.name for lost in shown.musts_lost] == ["Konrad Wilk"]
    assert shown.strip.percent_attended == 55
    assert shown.strip.percent_bound is None
    assert shown.strip.unpublished_changes == 2


def test_while_the_event_runs_what_has_begun_is_past(dublin: Dublin) -> None:
    put(dublin, (dublin.portathon, 0, dublin.large_room))
    begins = dublin.event.slots_in_order[0].starts_at

    shown = page.load_page(dublin.event, dublin.lars, begins + timedelta(minutes=1))

    assert [row.is_past for day in shown.days for row in day.rows] == [True] + [False] * 5


@pytest.mark.parametrize("times", [1, 10])
def test_the_page_costs_the_same_few_queries_however_much_there_is(
    dublin: Dublin, queries: list[str], times: int
) -> None:
    for number in range(times):
        topic = Topic(event=dublin.event, number=100 + number, title=f"Topic {number}", made_at=NOON)
        db.session.add(topic)
        db.session.commit()
        dublin.crowd(2, voting=topic)
    added = [topic for topic in dublin.event.topics if topic.number >= 100]
    put(dublin, *((topic, 0, dublin.large_room) for topic in added))
    db.session.expire_all()
    event = dublin.event
    event.slug  # noqa: B018 -- the request has read it already
    queries.clear()

    page.load_page(event, dublin.lars, NOON)
    first = len(queries)
    queries.clear()
    page.load_page(event, dublin.lars, NOON)

    assert (first, len(queries)) == (41, 20)


def test_what_was_drawn_is_kept_until_something_that_it_shows_changes(dublin: Dublin) -> None:
    draft = put(dublin, (dublin.portathon, 0, dublin.large_room))
    before = page.load_page(dublin.event, dublin.lars, NOON)
    assert page.load_page(dublin.event, dublin.lars, NOON).days is before.days

    draft.sessions[0].pinned = True
    db.session.commit()
    pinned = page.load_page(dublin.event, dublin.lars, NOON)
    dublin.portathon.title = "Port it"
    db.session.commit()
    renamed = page.load_page(dublin.event, dublin.lars, NOON)
    votes.cast(topic=dublin.portathon, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    wanted = page.load_page(dublin.event, dublin.lars, NOON)

    assert [card(each, dublin.portathon).pinned for each in (before, pinned)] == [False, True]
    assert card(renamed, dublin.portathon).title == "Port it"
    assert [card(each, dublin.portathon).interest.must for each in (renamed, wanted)] == [0, 1]
