"""The number of votes that a topic keeps is the one that can be counted, whoever changes which row."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update

from hackathon.accounts.models import Person
from hackathon.cli import consistency
from hackathon.core.database import triggers
from hackathon.core.database.upsert import upsert
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries import counting
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql


def kept_and_counted(event: Event) -> list[tuple[int, int]]:
    """Return both numbers of each topic, the second by the condition that pages and the planner share."""
    counted = (
        select(func.count())
        .select_from(Vote)
        .outerjoin(Attendance, counting.attendance_of_voter(event))
        .where(Vote.topic_id == Topic.id, counting.counts(event))
        .scalar_subquery()
    )
    rows = select(counting.wanted(event), counted).where(Topic.event_id == event.id).order_by(Topic.number)
    return [(kept, number) for kept, number in db.session.execute(rows)]


def miscounted() -> dict[str, list[int]]:
    db.session.flush()
    return triggers.wrong(db.session.connection())


POSITION = st.integers(min_value=0, max_value=3)
CHANGE = st.one_of(
    st.tuples(st.just("vote"), POSITION, POSITION, st.booleans()),
    st.tuples(st.just("take back"), POSITION, POSITION),
    st.tuples(st.just("list"), POSITION, st.sampled_from(list(Status))),
    st.tuples(st.just("status"), POSITION, st.sampled_from(list(Status))),
    st.tuples(st.just("unlist"), POSITION),
    st.tuples(st.just("delete person"), POSITION),
    st.tuples(st.just("delete topic"), POSITION),
    st.tuples(st.just("hand over"), POSITION, POSITION),
)


def vote(topic: int, person: int, *, from_page: bool) -> None:
    if db.session.get(Topic, topic) and db.session.get(Person, person):
        values = {"choice": Choice.WILL, "cast_at": NOON, "from_page": from_page, "note": ""}
        upsert(Vote, key={"topic_id": topic, "person_id": person}, values=values)


def put_on_the_list(event: Event, person: int, status: Status) -> None:
    listed = db.session.scalars(select(Attendance).where(Attendance.person_id == person)).first()
    if db.session.get(Person, person) and not listed:
        db.session.add(Attendance(event_id=event.id, person_id=person, status=status))


def hand_over(person: int, other: int) -> None:
    """Let votes become those of somebody else, as when two people are merged."""
    if db.session.get(Person, other):
        has_voted = select(Vote.topic_id).where(Vote.person_id == other)
        votes = update(Vote).where(Vote.person_id == person, Vote.topic_id.not_in(has_voted))
        db.session.execute(votes.values(person_id=other).execution_options(synchronize_session=False))


def change(event: Event, topics: list[int], people: list[int], what: tuple[object, ...]) -> None:
    """Change rows as services do: by statements, by the ORM, and by what the database deletes along."""
    match what:
        case ("vote", int(topic), int(person), bool(from_page)):
            vote(topics[topic], people[person], from_page=from_page)
        case ("take back", int(topic), int(person)):
            db.session.execute(
                delete(Vote).where(Vote.topic_id == topics[topic], Vote.person_id == people[person])
            )
        case ("list", int(person), Status() as status):
            put_on_the_list(event, people[person], status)
        case ("status", int(person), Status() as status):
            theirs = Attendance.person_id == people[person]
            db.session.execute(update(Attendance).where(theirs).values(status=status))
        case ("unlist", int(person)):
            db.session.execute(delete(Attendance).where(Attendance.person_id == people[person]))
        case ("delete person", int(person)):
            db.session.execute(delete(Person).where(Person.id == people[person]))
        case ("delete topic", int(topic)):
            db.session.execute(delete(Topic).where(Topic.id == topics[topic]))
        case ("hand over", int(person), int(other)):
            hand_over(people[person], people[other])
    db.session.flush()
    db.session.expire_all()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGE, max_size=25))
def test_any_changes_in_any_order_are_counted(dublin: Dublin, changes: list[tuple[object, ...]]) -> None:
    db.session.rollback()  # an example that Hypothesis gave up has left its rows
    event = Event(
        slug="any",
        title="Any",
        zone="Europe/Dublin",
        first_day=dublin.event.first_day,
        last_day=dublin.event.last_day,
        made_at=NOON,
    )
    topics = [Topic(number=number, title="Any", made_at=NOON, event=event) for number in range(1, 5)]
    people = [Person(name=f"Person {number}") for number in range(4)]
    db.session.add_all([event, *topics, *people])
    db.session.flush()
    topic_ids, person_ids = [topic.id for topic in topics], [person.id for person in people]

    for what in changes:
        change(event, topic_ids, person_ids, what)

    assert all(kept == counted for kept, counted in kept_and_counted(event))
    assert miscounted() == {}
    db.session.rollback()


def test_what_is_undone_is_not_counted(dublin: Dublin) -> None:
    before = kept_and_counted(dublin.event)
    db.session.add(Vote(topic=dublin.roadmap, person=dublin.ian, choice=Choice.MUST, cast_at=NOON))
    db.session.flush()
    db.session.rollback()

    assert kept_and_counted(dublin.event) == before


def test_a_recount_corrects_what_is_wrong(dublin: Dublin) -> None:
    db.session.execute(text("UPDATE topic SET votes_counted = votes_counted + 7"))
    db.session.commit()
    rules = {fault.rule for fault in consistency.faults(NOON)}
    db.session.rollback()

    found = triggers.recount_all()

    assert len(found["topic"]) == len(kept_and_counted(dublin.event))
    assert all(kept == counted for kept, counted in kept_and_counted(dublin.event))
    assert triggers.recount_all() == {}
    assert rules == {"vote counts"}


def test_a_vote_leaves_the_version_of_its_topic(dublin: Dublin) -> None:
    """So that a vote makes nobody's edit stale."""
    before = dublin.roadmap.version
    db.session.add(Vote(topic=dublin.roadmap, person=dublin.ian, choice=Choice.MUST, cast_at=NOON))
    db.session.commit()

    assert dublin.roadmap.version == before
    assert dublin.roadmap.votes_counted > 0
