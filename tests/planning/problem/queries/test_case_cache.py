"""What is kept of a problem is always what building it afresh would give."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import delete, update

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ReviewState
from hackathon.core.domain.votes import Choice, UnlistedVotes
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import case_cache, problems
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable.models import Slot
from hackathon.publication.services import publishing
from hackathon.topics.models import Contact
from hackathon.topics.order.models import TopicOrder
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

Change = Callable[[Dublin], None]


def attendance(dublin: Dublin) -> Attendance:
    return db.session.query(Attendance).filter_by(person_id=dublin.wei.id).one()


def session(dublin: Dublin) -> Session:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return draft.sessions[0]


def set_to(row: Callable[[Dublin], object], **values: object) -> Change:
    def change(dublin: Dublin) -> None:
        for name, value in values.items():
            setattr(row(dublin), name, value)

    return change


def cast(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MAYBE, now=NOON)


def vote_for_another(dublin: Dublin) -> None:
    db.session.execute(delete(Vote))
    db.session.add(Vote(topic=dublin.network, person=dublin.msw, choice=Choice.WILL, cast_at=NOON))


def vote_by_page(dublin: Dublin) -> None:
    """Say of a vote that a page brought it, where others of people who are not on the list do not count."""
    dublin.event.unlisted_votes = UnlistedVotes.LISTED
    db.session.execute(update(Vote).values(from_page=~Vote.from_page))


def close_a_room(dublin: Dublin) -> None:
    dublin.large_room.closures.append(RoomClosure(slot_id=dublin.event.slots[0].id))


def order(dublin: Dublin) -> None:
    db.session.add(TopicOrder(first=dublin.roadmap, then=dublin.network))


def add_a_contact(dublin: Dublin) -> None:
    dublin.network.contacts.append(Contact(person=dublin.konrad))


def stay_on_thursday(dublin: Dublin) -> None:
    attendance(dublin).availability = [Availability(day=THURSDAY, arrives=time(9), leaves=time(17))]


def add_a_room(dublin: Dublin) -> None:
    dublin.event.rooms.append(Room(slug="tolka", name="Tolka", capacity=9, position=3))


def add_a_slot(dublin: Dublin) -> None:
    dublin.event.slots.append(Slot(day=FRIDAY, starts=time(16), ends=time(17)))


def move(dublin: Dublin) -> None:
    session(dublin).slot = dublin.event.slots[2]


def publish(dublin: Dublin) -> None:
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)


CHANGES: dict[str, Change] = {
    "a vote": cast,
    "another vote in place of one": vote_for_another,
    "a vote that a page brought": vote_by_page,
    "a title": set_to(lambda dublin: dublin.network, title="Networks"),
    "a length": set_to(lambda dublin: dublin.network, length=2),
    "needs": set_to(lambda dublin: dublin.network, needs=["beamer"]),
    "a plenary": set_to(lambda dublin: dublin.network, is_plenary=True),
    "a second run": set_to(lambda dublin: dublin.network, may_run_twice=True),
    "a withdrawn topic": set_to(lambda dublin: dublin.network, review_state=ReviewState.WITHDRAWN),
    "an area": set_to(lambda dublin: dublin.network, area=None),
    "the name of an area": set_to(lambda dublin: dublin.hypervisor, name="Hypervisors"),
    "a contact": add_a_contact,
    "the name of a person": set_to(lambda dublin: dublin.msw, name="Matthew"),
    "an answer": set_to(attendance, status=Status.DECLINED),
    "hours": stay_on_thursday,
    "a room": add_a_room,
    "the seats of a room": set_to(lambda dublin: dublin.large_room, capacity=3),
    "features of a room": set_to(lambda dublin: dublin.large_room, features=["beamer"]),
    "a closed room": close_a_room,
    "a slot": add_a_slot,
    "the end of a slot": set_to(lambda dublin: dublin.event.slots[0], ends=time(11)),
    "an order": order,
    "what a lost vote costs": set_to(lambda dublin: dublin.event, cost_loss=11),
    "what an invitation counts": set_to(lambda dublin: dublin.event, percent_invited=70),
    "a time zone": set_to(lambda dublin: dublin.event, zone="Europe/Berlin"),
    "a pinned session": set_to(session, pinned=True),
    "a moved session": move,
    "a revision": publish,
}


def kept(dublin: Dublin, now: datetime) -> tuple[problems.Case, problems.Case]:
    """Return the case as it is kept, and as it is built afresh."""
    db.session.commit()
    db.session.expire_all()
    draft, published = drafts.current(dublin.event), agendas.latest(dublin.event)
    found = case_cache.load_case(dublin.event, draft=draft, published=published, now=now)
    return found, problems.load_problem(dublin.event, draft=draft, published=published, now=now)


@pytest.fixture
def planned(dublin: Dublin) -> Dublin:
    """The hackathon with a draft: its first topic in the first slot."""
    placed = Session(topic=dublin.network, room=dublin.large_room, slot=dublin.event.slots[0])
    db.session.add(Draft(event=dublin.event, is_current=True, made_at=NOON, sessions=[placed]))
    db.session.commit()
    return dublin


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen_at_once(planned: Dublin, what: str) -> None:
    kept(planned, NOON)
    CHANGES[what](planned)

    found, fresh = kept(planned, NOON)

    assert found == fresh


def test_a_slot_that_begins_changes_the_problem_without_any_change_of_a_row(planned: Dublin) -> None:
    publish(planned)
    first = planned.event.slots[0].starts_at

    before, _ = kept(planned, first - timedelta(minutes=1))
    during, fresh = kept(planned, first + timedelta(minutes=1))

    assert during == fresh
    assert before.problem != during.problem


def test_what_is_kept_is_not_built_again_and_knows_the_rows_of_this_request(
    planned: Dublin, queries: list[str]
) -> None:
    kept(planned, NOON)
    db.session.expire_all()
    draft = drafts.current(planned.event)
    queries.clear()

    found = case_cache.load_case(planned.event, draft=draft, published=None, now=NOON)

    assert not [each for each in queries if "vote.choice" in each.partition("FROM")[0] and "sum" not in each]
    assert planned.network in found.topics
    assert found.rooms == tuple(planned.event.rooms)
    assert found.placement(draft.sessions if draft else ()).start.count(0) == 1


def test_attendees_see_votes_counted_a_little_earlier(planned: Dublin) -> None:
    publish(planned)
    agenda = agendas.latest(planned.event)
    assert agenda is not None
    first = case_cache.recent_problem(planned.event, agenda, NOON)
    cast(planned)

    assert case_cache.recent_problem(planned.event, agenda, NOON) is first
    later = case_cache.recent_problem(planned.event, agenda, NOON + first.lasts)
    assert later.problem != first.problem
    assert later.counted_at == NOON + first.lasts


def test_a_server_may_know_very_many_people(planned: Dublin) -> None:
    person = Person(id=2_000_000_000, name="A late comer")
    db.session.add_all([person, Vote(topic=planned.network, person=person, choice=Choice.MUST, cast_at=NOON)])

    found, fresh = kept(planned, NOON)

    assert found == fresh
    assert person.id in [each.key for each in found.problem.people]


def test_only_a_few_problems_are_kept() -> None:
    cache = case_cache.LruCache[int]()
    for number in range(case_cache.MOST + 1):
        cache.keep(number, number)

    assert [cache.get(number) for number in range(case_cache.MOST + 1)] == [
        None,
        *range(1, case_cache.MOST + 1),
    ]
