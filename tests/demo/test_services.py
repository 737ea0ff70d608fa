"""The demonstration."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from hackathon.accounts.models import Handle, Person
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.demo import services as demo
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin
from tests.page_builders import everything

pytestmark = pytest.mark.usefixtures("app")


def ballots() -> list[tuple[str, int, str]]:
    rows = db.session.execute(
        select(Person.name, Topic.number, Vote.choice)
        .join(Vote, Vote.person_id == Person.id)
        .join(Topic, Topic.id == Vote.topic_id)
        .order_by(Person.name, Topic.number)
    )
    return [(name, number, choice.value) for name, number, choice in rows]


def test_the_demonstration_has_all_that_planning_needs() -> None:
    event = demo.seed(now=NOON)

    assert (event.slug, event.title, event.votes_close, event.notice) == (
        "dublin-2013", "Xen Hackathon", None, demo.NOTICE,
    )  # fmt: skip
    assert [(room.name, room.capacity) for room in event.rooms] == [
        ("Liffey", 40),
        ("Dodder", 20),
        ("Tolka", 10),
    ]
    assert Counter((slot.day.day, slot.is_break) for slot in event.slots) == {
        (16, False): 3, (16, True): 3, (17, False): 3, (17, True): 3,
    }  # fmt: skip
    organizers = select(Person.name).join(Attendance).where(Attendance.is_organizer)
    assert list(db.session.scalars(organizers)) == ["Lars Kurth"]


def test_everybody_who_confirmed_and_did_not_vote_is_given_a_few_votes() -> None:
    demo.seed(now=NOON)

    confirmed = set(
        db.session.scalars(select(Person.name).join(Attendance).where(Attendance.status == Status.CONFIRMED))
    )
    each = Counter(name for name, _, _ in ballots())
    assert each.keys() == confirmed | {"Ijc", "Msw"}
    assert {each[name] for name in confirmed - {"Lars Kurth"}} <= set(demo.VOTES_EACH)


def test_the_demonstration_is_the_same_each_time() -> None:
    demo.seed(now=NOON)
    before = ballots()

    demo.forget(now=NOON)
    demo.seed(now=NOON)

    assert ballots() == before


def test_a_second_start_changes_nothing() -> None:
    demo.seed(now=NOON)
    before = everything()

    demo.seed(now=NOON)

    assert everything() == before


def test_forgetting_the_demonstration_leaves_nothing_of_it_but_that_its_calendars_are_gone() -> None:
    demo.seed(now=NOON)

    demo.forget(now=NOON)

    assert [name for name, rows in everything().items() if rows] == ["gone_address"]


def test_forgetting_the_demonstration_keeps_who_has_a_part_elsewhere() -> None:
    dublin = Dublin.seeded()
    dublin.event.slug = "dublin-again"
    db.session.commit()
    people = db.session.scalars(select(func.count(Person.id))).one()
    demo.seed(now=NOON)

    demo.forget(now=NOON)

    assert db.session.scalars(select(Event.slug)).all() == ["dublin-again"]
    assert db.session.scalars(select(func.count(Person.id))).one() == people
    assert {handle.person.name for handle in db.session.scalars(select(Handle))} >= {"Msw"}
