"""What happens while an event runs: written down in one call, and planned again around what has begun."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.core.domain.agenda import AgendaSession
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry, RunGoingOn
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import RunState
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.on_the_day import services as on_the_day
from hackathon.planning.on_the_day.services import Absence, AddedSession, Dropped, Incident, Overrun, RoomLost
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.models import Topic
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

ELEVEN = datetime(2013, 5, 16, 10, 0, tzinfo=UTC)
"""On the clocks of Dublin; the first slot began an hour ago."""


@pytest.fixture
def published(dublin: Dublin) -> Dublin:
    """Dublin with votes, planned and published as revision 1."""
    dublin.crowd(3, voting=dublin.portathon, choice=Choice.MUST)
    run = planning.queue(event=dublin.event, limits=Limits(seconds=5), by=dublin.lars, now=NOON)
    job.plan(run.id)
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)
    return dublin


def sessions(dublin: Dublin) -> dict[int, AgendaSession]:
    """Return the sessions of the published agenda, by topic."""
    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    return {each.topic: each for each in agenda.running}


def begun(dublin: Dublin) -> list[AgendaSession]:
    return [each for each in sessions(dublin).values() if each.starts <= ELEVEN]


def attendance(dublin: Dublin, person: Person) -> Attendance:
    return db.session.scalars(
        select(Attendance).where(Attendance.event_id == dublin.event.id, Attendance.person_id == person.id)
    ).one()


def planned_after(dublin: Dublin, what: Incident, now: datetime = ELEVEN) -> dict[int, tuple[datetime, str]]:
    """Say what happened, plan as the worker would, and return where the draft has each topic."""
    run = on_the_day.record_incident(event=dublin.event, what=what, by=dublin.lars, now=now)
    job.perform(run, clock=lambda: now)
    assert run.state is RunState.DONE
    draft = drafts.current(dublin.event)
    assert draft is not None
    return {each.topic.number: (each.slot.starts_at, each.room.slug) for each in draft.sessions}


def place_of(session: AgendaSession) -> tuple[datetime, str]:
    return session.starts, session.room


def test_a_lost_room_is_left_by_what_is_to_come_and_kept_by_what_runs(published: Dublin) -> None:
    running = begun(published)
    room = published.large_room

    draft = planned_after(published, RoomLost(room=room))

    assert running != []
    assert all(draft[each.topic] == place_of(each) for each in running)
    coming = {number: place for number, place in draft.items() if place[0] > ELEVEN}
    assert {slug for _, slug in coming.values()} == {"dodder"}
    assert len(room.closures) == 3
    publishing.publish(event=published.event, note="Liffey is lost", by=published.lars, now=ELEVEN)
    assert set(sessions(published)) == set(draft)


def test_a_room_is_lost_once(published: Dublin) -> None:
    planned_after(published, RoomLost(room=published.large_room))

    with pytest.raises(BadEntry, match="Liffey is already closed for all remaining slots"):
        on_the_day.record_incident(
            event=published.event, what=RoomLost(room=published.large_room), by=published.lars, now=ELEVEN
        )


def test_who_comes_later_runs_nothing_before(published: Dublin) -> None:
    wei = attendance(published, published.wei)

    draft = planned_after(published, Absence(attendance=wei, day=FRIDAY, until=time(13)), now=NOON)

    held = draft[published.network.number][0]
    assert held.date() == THURSDAY or held.hour >= 12
    assert [(each.day, each.arrives) for each in wei.availability] == [
        (THURSDAY, time(9)),
        (FRIDAY, time(13)),
    ]


def test_who_comes_on_no_day_at_all_is_not_merely_late(published: Dublin) -> None:
    wei = attendance(published, published.wei)
    planned_after(published, Absence(attendance=wei, day=THURSDAY, until=time(23, 59)), now=NOON)

    with pytest.raises(BadEntry, match="Wei Liu would miss the whole event"):
        on_the_day.record_incident(
            event=published.event,
            what=Absence(attendance=wei, day=FRIDAY, until=time(23, 59)),
            by=published.lars,
            now=NOON,
        )
    assert [each.day for each in wei.availability] == [FRIDAY]


def test_a_session_overruns_only_where_a_slot_follows(published: Dublin) -> None:
    running = begun(published)[0]
    topic = db.session.scalars(select(Topic).where(Topic.number == running.topic)).one()

    with pytest.raises(BadEntry, match="No slot follows"):  # lunch does
        on_the_day.record_incident(
            event=published.event, what=Overrun(topic=topic), by=published.lars, now=ELEVEN
        )
    assert topic.length == 1

    lunch = next(slot for slot in published.event.slots if slot.is_break and slot.day == THURSDAY)
    lunch.is_break = False
    db.session.commit()
    draft = planned_after(published, Overrun(topic=topic))

    assert topic.length == 2
    assert draft[running.topic] == place_of(running)


def test_what_has_begun_is_not_dropped(published: Dublin) -> None:
    held = sessions(published)
    running, later = begun(published)[0], max(held.values(), key=lambda each: each.starts)
    topics = {each.number: each for each in db.session.scalars(select(Topic))}

    with pytest.raises(BadEntry, match="has already started, so it can't be cancelled"):
        on_the_day.record_incident(
            event=published.event, what=Dropped(topic=topics[running.topic]), by=published.lars, now=ELEVEN
        )
    draft = planned_after(published, Dropped(topic=topics[later.topic]))

    assert set(draft) == set(held) - {later.topic}


def test_something_new_finds_a_place_and_moves_nobody(published: Dublin) -> None:
    held = sessions(published)

    draft = planned_after(
        published, AddedSession(title="Lightning talks", contact="Ian Campbell", form_key="a")
    )

    assert len(draft) == len(held) + 1
    assert all(draft[number] == place_of(session) for number, session in held.items())
    assert all(draft[number][0] > ELEVEN for number in draft.keys() - held.keys())


def test_nothing_is_written_down_while_a_plan_is_being_made(published: Dublin) -> None:
    planning.queue(event=published.event, limits=Limits(), by=published.lars, now=ELEVEN)

    with pytest.raises(RunGoingOn):
        on_the_day.record_incident(
            event=published.event, what=RoomLost(room=published.large_room), by=published.lars, now=ELEVEN
        )

    assert published.large_room.closures == []


def test_a_plan_says_what_keeping_to_the_published_agenda_costs(published: Dublin) -> None:
    planned_after(published, RoomLost(room=published.small_room), now=NOON)

    run = drafts.runs(published.event, limit=1)[0]

    assert run.price == (
        "Keeping to the published agenda costs no votes: no agenda was found that loses fewer."
    )
