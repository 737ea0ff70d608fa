"""Mornings that are planned on the spot: pitched, voted for, arranged around what is fixed, published."""

import time as stopwatch
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry, NotYours, ProposalsClosed
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.rooms.models import Room
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.planning.timetable.models import Slot
from hackathon.publication.services import publishing
from hackathon.schedule.open_space import queries as open_space
from hackathon.schedule.open_space import services
from hackathon.topics.models import Topic
from hackathon.topics.votes import services as votes
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

EIGHT = datetime(2013, 5, 16, 7, 30, tzinfo=UTC)
"""On the clocks of Dublin: half an hour before the first slot."""
PITCHES = "/dublin-2013/pitches"


@pytest.fixture
def published(dublin: Dublin) -> Dublin:
    """Dublin with an agenda, on its first morning, and improvised from now on."""
    dublin.crowd(3, voting=dublin.portathon, choice=Choice.MUST)
    run = planning.queue(event=dublin.event, limits=Limits(seconds=5), by=dublin.lars, now=NOON)
    job.plan(run.id)
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)
    dublin.event.rooms.append(Room(slug="attic", name="Attic", capacity=20, position=9))
    dublin.event.held_phase = None
    dublin.event.is_open_space = True
    db.session.commit()
    return dublin


def pitched(dublin: Dublin, title: str, *, by: Person | None = None, now: datetime = EIGHT) -> Topic:
    return services.pitch(
        event=dublin.event, title=title, contact="", is_helper=by is None, by=by or dublin.lars,
        form_key=title, now=now,
    )  # fmt: skip


def drafted(dublin: Dublin) -> dict[int, tuple[object, str]]:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return {each.topic.number: (each.slot.starts_at, each.room.name) for each in draft.sessions}


def arranged(dublin: Dublin, now: datetime = EIGHT) -> dict[int, tuple[object, str]]:
    run = services.arrange(event=dublin.event, by=dublin.lars, now=now)
    job.perform(run, clock=lambda: now)
    return drafted(dublin)


def claimed(dublin: Dublin, person: Person, topic: Topic | None, title: str = "") -> object:
    cell = open_space.open_cells(dublin.event, EIGHT)[0]
    part = db.session.scalar(select(Attendance).where(Attendance.person == person))
    slot, room = db.session.get_one(Slot, cell.slot), db.session.get_one(Room, cell.room)
    return services.claim(
        event=dublin.event, slot=slot, room=room,
        topic=topic, title=title, attendance=part, by=person, form_key="a claim", now=EIGHT,
    )  # fmt: skip


@pytest.mark.postgresql
def test_what_is_pitched_goes_into_the_open_slots_of_the_day_around_what_is_fixed(published: Dublin) -> None:
    before = drafted(published)
    extra = [pitched(published, f"Pitch {number}") for number in range(12)]

    after = arranged(published)

    assert {number: after[number] for number in before} == before
    found = [after[topic.number][0] for topic in extra if topic.number in after]
    assert found
    assert {moment.astimezone(published.event.timezone).date() for moment in found} == {THURSDAY}  # type: ignore[attr-defined]


def test_in_the_evening_the_next_morning_is_arranged(published: Dublin) -> None:
    topic = pitched(published, "Late idea")

    after = arranged(published, datetime(2013, 5, 16, 19, 0, tzinfo=UTC))

    assert after[topic.number][0].date() == FRIDAY  # type: ignore[attr-defined]


def test_an_attendee_pitches_and_a_vote_counts_while_the_event_runs(published: Dublin) -> None:
    published.event.votes_close = published.event.proposals_close = NOON
    db.session.commit()
    topic = pitched(published, "By Ian", by=published.ian)

    votes.cast(topic=topic, person=published.wei, choice=Choice.WILL, note=None, now=EIGHT)

    [found] = open_space.pitches_of(published.event, None, published.wei, EIGHT)
    assert (found.title, found.contacts, found.votes, found.mine) == ("By Ian", ("Ian Campbell",), 1, "will")

    published.event.is_open_space = False
    db.session.commit()
    with pytest.raises(ProposalsClosed):
        pitched(published, "Another", by=published.ian)


@pytest.mark.postgresql
def test_an_open_slot_is_claimed_and_published_with_the_same_checks(published: Dublin) -> None:
    revision = claimed(published, published.kelly, None, "Kelly shows it")

    agenda = agendas.latest(published.event)
    assert revision is not None
    assert agenda is not None
    assert [each.contacts for each in agenda.running if each.title == "Kelly shows it"] == [
        (published.kelly.name,)
    ]
    with pytest.raises(NotYours):
        claimed(published, published.kelly, published.portathon)
    with pytest.raises(BadEntry):
        claimed(published, published.kelly, None)


def test_nobody_claims_a_slot_where_that_is_not_allowed(published: Dublin) -> None:
    published.event.is_open_space = False
    db.session.commit()

    with pytest.raises(NotYours):
        claimed(published, published.kelly, None, "Kelly shows it")


def test_the_page_pitches_and_the_open_screen_learns_of_it(
    app: Flask, visitor: Visitor, published: Dublin
) -> None:
    set_clock(app, EIGHT)
    screen = visitor.get(f"{PITCHES}/screen")
    assert (screen.status_code, "What would you like to work on" in screen.text) == (200, True)
    unchanged = visitor.get(f"{PITCHES}/list?for=screen")
    visitor.signed_in_as(published.ian)

    answer = visitor.post(PITCHES, data={"title": "Fuzzing day", "form_key": "one"})

    assert answer.status_code == 303
    known = {"If-None-Match": unchanged.headers["ETag"]}
    changed = visitor.get(f"{PITCHES}/list?for=screen", headers=known)
    assert (changed.status_code, "Fuzzing day" in changed.text) == (200, True)
    again = visitor.get(f"{PITCHES}/list?for=screen", headers={"If-None-Match": changed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    page = visitor.get(PITCHES).text
    assert ("Fuzzing day" in page, "Open slots" in page, "Arrange" in page) == (True, True, False)
    assert visitor.post(PITCHES, data={"title": ""}).status_code == 422


def test_a_slot_is_claimed_on_its_page(app: Flask, visitor: Visitor, published: Dublin) -> None:
    set_clock(app, EIGHT)
    cell = open_space.open_cells(published.event, EIGHT)[0]
    page = f"{PITCHES}/open-slots/{cell.slot}-{cell.room}"
    visitor.signed_in_as(published.kelly)
    assert "Claim this slot" in visitor.get(page).text

    assert visitor.post(page, data={"topic": "", "title": "", "form_key": "x"}).status_code == 422
    answer = visitor.post(page, data={"topic": "", "title": "Rust in Xen", "form_key": "x"})

    assert (answer.status_code, answer.location) == (303, PITCHES)
    assert visitor.get(page).status_code == 404
    assert "Rust in Xen" in visitor.get("/dublin-2013/agenda/").text


def test_thirty_topics_and_fifty_people_are_published_well_within_two_minutes(dublin: Dublin) -> None:
    event = dublin.event
    event.held_phase, event.is_open_space = None, True
    db.session.execute(delete(Slot))
    db.session.expire_all()
    event.slots = [Slot(day=THURSDAY, starts=time(9 + hour), ends=time(10 + hour)) for hour in range(6)] + [
        Slot(day=FRIDAY, starts=time(9), ends=time(10))
    ]
    event.rooms += [Room(slug=f"room-{n}", name=f"Room {n}", capacity=20, position=9 + n) for n in range(4)]
    db.session.commit()
    topics = [pitched(dublin, f"Pitch {number}") for number in range(30)]
    crowd = dublin.crowd(50, voting=topics[0])
    for at, person in enumerate(crowd):
        for step in range(1, 5):
            choice = (Choice.WILL, Choice.MAYBE)[step % 2]
            topic = topics[(at * 7 + step * 5) % 30]
            if topic is not topics[0]:
                votes.cast(topic=topic, person=person, choice=choice, note=None, now=EIGHT)

    began = stopwatch.monotonic()
    after = arranged(dublin)
    publishing.publish(event=event, note="", by=dublin.lars, now=EIGHT + timedelta(minutes=1))
    took = stopwatch.monotonic() - began

    assert all(topic.number in after for topic in topics)
    assert took < 120, took
