"""Searching and paging through the people on an event's list, for organizers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import abort
from sqlalchemy import ColumnElement, Exists, Select, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, subqueryload

from hackathon.accounts.models import Person
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.text.folding import folded, folded_name
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Needs
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries.counting import attendance_of_voter, counts


def attendance_of(person: Person, *, event_id: int) -> Attendance | None:
    """Return one person's attendance at an event, or None."""
    return db.session.scalar(
        select(Attendance).where(Attendance.event_id == event_id, Attendance.person_id == person.id)
    )


def roles_of(person: Person) -> dict[int, Role]:
    """Return the person's role at each of their events, by event key."""
    rows = db.session.execute(
        select(Attendance.event_id, Attendance.role).where(Attendance.person_id == person.id)
    )
    return dict(rows.all())


class PeopleSort(StrEnum):
    """The order of the table of people; equal rows are ordered by name."""

    NAME = "name"
    AFFILIATION = "affiliation"
    STATUS = "status"
    ROLE = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSearch:
    """The filters and order of the list of people; an empty text or None means all."""

    status: Status | None = None
    role: Role | None = None
    sort: PeopleSort = PeopleSort.NAME
    words: str = ""
    """Part of a name, an affiliation or an address."""


EVERYBODY = PeopleSearch()


def attending(event: Event, search: PeopleSearch = EVERYBODY) -> Sequence[Attendance]:
    """Return the attendances that match, with availability and handles, by name."""
    return db.session.scalars(_attending(event, search)).unique().all()


def count_by_status(event: Event) -> dict[Status, int]:
    """Count the people on the event's list by status; unused statuses are left out."""
    counted = select(Attendance.status, func.count()).where(Attendance.event_id == event.id)
    return dict(db.session.execute(counted.group_by(Attendance.status)).all())


def choices(event: Event) -> list[tuple[int, str]]:
    """Return the key and name of everyone on the event's list, by name, as choices."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.event_id == event.id)
        .order_by(Person.sort_key, Person.id)
    )
    return [(key, name) for key, name in rows]


def asked_for(event: Event, search: PeopleSearch) -> Sequence[ColumnElement[bool]]:
    """Return the conditions of a search, on attendances joined with their people."""
    asked: list[ColumnElement[bool]] = [Attendance.event_id == event.id]
    if search.status is not None:
        asked.append(Attendance.status == search.status)
    if search.role is not None:
        asked.append(Attendance.role == search.role)
    if words := folded_name(search.words):
        found = (
            Person.search_key.contains(words, autoescape=True),
            Person.affiliation_key.contains(folded(search.words), autoescape=True),
            Person.email.icontains(search.words, autoescape=True),
        )
        asked.append(or_(*found))
    return asked


def _attending(event: Event, search: PeopleSearch) -> Select[Attendance]:
    # `selectinload` would run a query for every 500 people.
    person = contains_eager(Attendance.person)
    return (
        select(Attendance)
        .join(Attendance.person)
        .where(*asked_for(event, search))
        .options(person, person.subqueryload(Person.handles), subqueryload(Attendance.availability))
        .order_by(Person.sort_key, Attendance.id)
    )


def needs_of(event: Event) -> Mapping[int, Needs]:
    """Return people's needs by the key of their attendance; only for organizers."""
    mine = select(Needs).join(Needs.attendance).where(Attendance.event_id == event.id)
    return {each.attendance_id: each for each in db.session.scalars(mine)}


def find_attendance(event: Event, person: int) -> Attendance:
    """Return a person's attendance with availability and handles; 404 for anyone not on the list."""
    return db.session.scalar(
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.person_id == person)
        .options(
            joinedload(Attendance.person).selectinload(Person.handles), selectinload(Attendance.availability)
        )
    ) or abort(404)


def chosen(event: Event, people: Collection[int]) -> Sequence[Attendance]:
    """Return the attendances of these people if they are on the list, by name."""
    asked = _attending(event, EVERYBODY).where(Attendance.person_id.in_(people))
    return db.session.scalars(asked).unique().all()


def version_of(attendance: Attendance) -> int:
    """Return a number that increases whenever the person or their attendance is changed."""
    return attendance.version + attendance.person.version


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedVoter:
    """A person who voted without being on the list, and how many of their votes don't count yet."""

    person: Person
    votes: int
    waiting: int


def unlisted_voters(event: Event) -> Sequence[UnlistedVoter]:
    """Return the people who voted without being on the event's list, by name."""
    if not db.session.scalar(select(_has_unlisted_votes(event))):
        return ()
    rows = db.session.execute(
        select(Person, func.count().label("votes"), func.sum(case((counts(event), 0), else_=1)))
        .join(Vote, Vote.person_id == Person.id)
        .join(Topic, Topic.id == Vote.topic_id)
        .outerjoin(Attendance, attendance_of_voter(event))
        .where(Topic.event_id == event.id, Attendance.id.is_(None))
        .group_by(Person.id)
        .order_by(Person.sort_key, Person.id)
    )
    return [UnlistedVoter(person=person, votes=votes, waiting=waiting) for person, votes, waiting in rows]


def _has_unlisted_votes(event: Event) -> Exists:
    """Whether any topic has votes of people who are not on the list: mostly none has.

    Imported votes count at once, so they are not among these counts; only the votes themselves name the
    voters.
    """
    # Selects keys rather than rows, so that the indexes suffice.
    from_page = select(Vote.topic_id).where(Vote.topic_id == Topic.id, Vote.from_page).exists()
    found = select(Topic.id).where(Topic.event_id == event.id, or_(Topic.votes_unlisted > 0, from_page))
    return found.exists()


def find_unlisted_voter(event: Event, person: int) -> Person:
    """Return one of these voters; 404 for anyone else."""
    found = next((each.person for each in unlisted_voters(event) if each.person.id == person), None)
    return found or abort(404)
