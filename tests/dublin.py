"""The Xen hackathon of May 2013, as small as a test can use it: five topics, six people, two days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Self

from sqlalchemy import select

from hackathon.accounts.models import Handle, Person
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.phases import Phase
from hackathon.core.domain.roles import Role
from hackathon.core.domain.topics import ContactRole, ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event, OpeningHours
from hackathon.events.participation.models import Attendance
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.topics.areas.models import Area
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

NOON = datetime(2013, 5, 1, 12, 0, tzinfo=UTC)
THURSDAY = date(2013, 5, 16)
FRIDAY = date(2013, 5, 17)
TOPICS = ("roadmap", "portathon", "toolstacks", "network", "withdrawn")
"""What tests call the topics, in the order of their numbers."""


@dataclass(kw_only=True)
class Dublin:
    """The rows that tests speak of by name; all of them are committed."""

    event: Event
    lars: Person
    """Organizes the event."""
    ian: Person
    """Confirmed; contact of the portathon and of the toolstacks."""
    konrad: Person
    wei: Person
    kelly: Person
    """Invited, has not answered."""
    msw: Person
    """A handle nobody claimed, without attendance."""
    hypervisor: Area
    toolstack: Area
    roadmap: Topic
    portathon: Topic
    toolstacks: Topic
    network: Topic
    withdrawn: Topic
    large_room: Room
    small_room: Room

    @classmethod
    def seeded(cls) -> Self:
        """Write the world to the database and return it."""
        event = Event(
            slug="dublin-2013", title="Xen Hackathon", place="Dublin, Ireland", zone="Europe/Dublin",
            first_day=THURSDAY, last_day=FRIDAY, made_at=NOON,
            # Its days are long past wherever a page asks the clock.
            held_phase=Phase.SCHEDULED,
        )  # fmt: skip
        event.hours = [OpeningHours(day=day, opens=time(9), closes=time(17)) for day in (THURSDAY, FRIDAY)]
        people = {
            key: Person(name=name, affiliation=affiliation, email=email)
            for key, name, affiliation, email in (
                ("lars", "Lars Kurth", "Citrix", "lars@xen.example"),
                ("ian", "Ian Campbell", "Citrix", "ian@xen.example"),
                ("konrad", "Konrad Wilk", "Oracle", None),
                ("wei", "Wei Liu", "Citrix", None),
                ("kelly", "Kelly Kingsley", None, None),
                ("msw", "Msw", None, None),
            )
        }
        people["msw"].handles = [Handle(name="Msw")]
        areas = {
            slug: Area(event=event, slug=slug, name=slug.title(), position=position)
            for position, slug in enumerate(("hypervisor", "toolstack"))
        }
        rooms = {
            slug: Room(event=event, slug=slug, name=name, capacity=capacity, position=position)
            for position, (slug, name, capacity) in enumerate(
                (("liffey", "Liffey", 40), ("dodder", "Dodder", 2))
            )
        }
        for day in (THURSDAY, FRIDAY):
            event.slots += [
                Slot(day=day, starts=time(10), ends=time(12)),
                Slot(day=day, starts=time(12), ends=time(13), is_break=True, label="Lunch"),
                Slot(day=day, starts=time(13), ends=time(15)),
            ]
        topics = cls._topics(event, areas, people)
        db.session.add_all([event, *people.values(), *areas.values(), *rooms.values(), *topics.values()])
        db.session.add_all(
            Attendance(
                is_shown=True,
                event=event,
                person=people[key],
                status=Status.CONFIRMED,
                role=Role.ORGANIZER if key == "lars" else Role.ATTENDEE,
            )
            for key in ("lars", "ian", "konrad", "wei")
        )
        db.session.add(Attendance(event=event, person=people["kelly"], status=Status.INVITED, is_shown=True))
        db.session.add(
            Vote(
                topic=topics["roadmap"],
                person=people["msw"],
                choice=Choice.WILL,
                cast_at=NOON,
                from_page=True,
            )
        )
        db.session.commit()
        named: dict[str, Any] = {**people, **areas, **topics}
        return cls(event=event, large_room=rooms["liffey"], small_room=rooms["dodder"], **named)

    @classmethod
    def loaded(cls) -> Self:
        """Return the world that the database already holds."""
        event = db.session.scalars(select(Event)).one()
        people = {person.name.split()[0].lower(): person for person in db.session.scalars(select(Person))}
        areas = {area.slug: area for area in db.session.scalars(select(Area))}
        topics = {topic.number: topic for topic in db.session.scalars(select(Topic))}
        rooms = {room.slug: room for room in db.session.scalars(select(Room))}
        named: dict[str, Any] = {**people, **areas}
        named |= {key: topics[number] for number, key in enumerate(TOPICS, start=1)}
        return cls(event=event, large_room=rooms["liffey"], small_room=rooms["dodder"], **named)

    @staticmethod
    def _topics(event: Event, areas: dict[str, Area], people: dict[str, Person]) -> dict[str, Topic]:
        topics = {}
        for number, (key, title, area, contact) in enumerate(
            (
                ("roadmap", "Xen Developer and Roadmap discussion", None, "lars"),
                ("portathon", 'Xen on ARM "Portathon"', "hypervisor", "ian"),
                ("toolstacks", "Update toolstacks to make use of libxl and/or xl", "toolstack", "ian"),
                ("network", "Xen network improvement", "hypervisor", "wei"),
                ("withdrawn", "VMFUNC, grant table operations", "hypervisor", "konrad"),
            ),
            start=1,
        ):
            topics[key] = Topic(
                event=event, number=number, title=title, area=areas.get(area or ""), made_at=NOON,
                description="To be *discussed* in Dublin.", forum="xen-devel@", chat="#xen-devel",
                contacts=[Contact(person=people[contact], role=ContactRole.TECHNICAL_CONTACT)],
            )  # fmt: skip
        topics["withdrawn"].review_state = ReviewState.WITHDRAWN
        return topics

    def crowd(self, size: int, *, voting: Topic, choice: Choice = Choice.WILL) -> list[Person]:
        """Add that many confirmed people, all voting alike."""
        people = [Person(name=f"Person {number:03}") for number in range(size)]
        db.session.add_all(people)
        db.session.add_all(
            Attendance(event=self.event, person=person, status=Status.CONFIRMED, is_shown=True)
            for person in people
        )
        db.session.add_all(
            Vote(topic=voting, person=person, choice=choice, cast_at=NOON) for person in people
        )
        db.session.commit()
        return people
