"""The event at which services are tried at one instant, and its rows as a page finds them."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import delete, select

from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Person, PersonMerge, PersonMergeState
from hackathon.attendance.people.services import people
from hackathon.core.domain.attendance import Registration, Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import Base, db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.importing.services import importing
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.planner.limits import Limits
from hackathon.planner.solve import solve
from hackathon.planning.drafts.models import Draft, ProposalState, Run, Session
from hackathon.planning.rooms.models import Room
from hackathon.planning.runs import services as planning
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.changes.domain.changes import Action, Change
from hackathon.schedule.changes.services import changing
from hackathon.schedule.versions import services as versions
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic
from tests.concurrency.serial_order import Act
from tests.dublin import NOON, Dublin

PAGE = """# Hackathon 2013

## Topics

### A topic from a page

Technical contact: Nia New

It is about pages.
"""


def seed() -> None:
    """Make the event a running one: with a draft, its history, a merge, an import, and a later event."""
    dublin = Dublin.seeded()
    dublin.event.capacity, dublin.event.registration = 5, Registration.OPEN
    later = Event(
        slug="oxford-2014",
        title="Xen in Oxford",
        zone="Europe/London",
        first_day=date(2014, 5, 1),
        last_day=date(2014, 5, 2),
        made_at=NOON,
    )
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    starts = [slot for slot in dublin.event.slots if not slot.is_break]
    draft.sessions = [
        Session(topic=topic, room=room, slot=slot)
        for topic, room, slot in zip(
            (dublin.roadmap, dublin.portathon, dublin.network),
            (dublin.large_room, dublin.small_room, dublin.large_room),
            (starts[0], starts[0], starts[1]),
            strict=True,
        )
    ]
    db.session.add_all([later, draft, Person(name="Olaf Hering", email="olaf@xen.example")])
    db.session.add(Attendance(event=later, person=dublin.ian, status=Status.CONFIRMED))
    db.session.flush()
    db.session.add(
        PersonMerge(
            event_id=dublin.event.id,
            joined=dublin.msw,
            into=dublin.wei,
            reason="",
            state=PersonMergeState.PROPOSED,
        )
    )
    for person in (dublin.ian, dublin.msw, dublin.wei):
        db.session.add(Comment(topic=dublin.portathon, person=person, text="Yes.", written_at=NOON))
    db.session.commit()
    change_person("Wei", role=Role.ORGANIZER)()
    bring_in(PAGE.replace("A topic", "The first topic").replace("Nia New", "Ned Known"))()
    _give_draft_a_history()


def _give_draft_a_history() -> None:
    """Keep a version, change the draft by one step that can be undone, and have an agenda proposed."""
    event, lars = the_event(), the_lars()
    versions.keep(event=event, name="First", of=None, by=lars, now=NOON)
    move = Change(action=Action.MOVE, topic=4, place=(the_slot(2).id, the_room("dodder").id))
    changing.make_changes(event=event, changes=[move], by=lars, now=NOON)
    run = planning.queue(event=event, limits=Limits(), proposes=True, by=lars, now=NOON)
    case = planning.begin(run=run, now=NOON)
    assert case is not None
    planning.finish(run=run, case=case, solution=solve(case.problem, seconds=None, steps=100), now=NOON)


def clear() -> None:
    """Empty all tables."""
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(delete(table))
    db.session.commit()


def the_event() -> Event:
    return db.session.scalars(select(Event).filter_by(slug="dublin-2013")).one()


def the_later() -> Event:
    return db.session.scalars(select(Event).filter_by(slug="oxford-2014")).one()


def the_topic(number: int) -> Topic:
    return db.session.scalars(select(Topic).filter_by(event_id=the_event().id, number=number)).one()


def the_person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name.startswith(name))).one()


def the_lars() -> Person:
    return the_person("Lars")


def the_part(name: str) -> Attendance:
    of = select(Attendance).filter_by(event_id=the_event().id)
    return db.session.scalars(of.join(Person).where(Person.name.startswith(name))).one()


def the_version() -> Draft:
    return db.session.scalars(select(Draft).filter_by(is_current=False)).one()


def the_proposal() -> Run:
    return db.session.scalars(select(Run).filter_by(proposal=ProposalState.OPEN)).one()


def the_room(slug: str) -> Room:
    return db.session.scalars(select(Room).filter_by(slug=slug)).one()


def the_slot(number: int) -> Slot:
    return [slot for slot in the_event().slots if not slot.is_break][number]


def the_person_merge() -> PersonMerge:
    return db.session.scalars(select(PersonMerge)).one()


def change_person(name: str, **changes: Any) -> Act:  # noqa: ANN401 -- whatever a person has
    part = the_part(name)
    person = part.person
    now_is = PersonFields(
        name=person.name,
        affiliation=person.affiliation,
        email=person.email,
        handles=tuple(each.name for each in person.handles),
        status=part.status,
        role=part.role,
    )
    return partial(
        people.change, attendance=part, fields=replace(now_is, **changes), seen=None, by=None, now=NOON
    )


def bring_in(text: str) -> Act:
    page = read_text(text, PageFormat.MARKDOWN)
    return partial(importing.apply, text=text, page=page, target=the_event(), by=the_lars(), now=NOON)
