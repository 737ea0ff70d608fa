"""Leaving for good: what names a person goes; what they said stays under no name, or goes with it.

The person's row stays, empty, so that what others did with them still has somebody to speak of. What is
frozen stays as it was: published agendas, and the public pages that were brought in.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from hackathon.domain.attendance import Status
from hackathon.domain.errors import BadEntry
from hackathon.domain.names import free_name, normalise
from hackathon.domain.roles import Role
from hackathon.domain.scheduling.rules import listed
from hackathon.extensions import Base, db
from hackathon.models import (
    Activity,
    Attendance,
    Comment,
    Contact,
    Device,
    FeedKey,
    Handle,
    Invitation,
    JoinProposal,
    JoinState,
    Mail,
    Needs,
    PageImport,
    Passkey,
    Person,
    Review,
    SignInLink,
    TopicDraft,
    TopicMerge,
    Vote,
    WaitingPage,
)
from hackathon.services import standing, waiting
from hackathon.services.transactions import take_turns, transaction

NOBODY = "A former participant"
"""What somebody who left is called; the second one gets a number, so that two are never taken for one."""

_THEIRS: tuple[type[Base], ...] = (
    Handle,
    Passkey,
    Device,
    SignInLink,
    FeedKey,
    TopicDraft,
    WaitingPage,
    Mail,
)
"""What opens something, names the person or was for them alone."""
_SAID: tuple[type[Base], ...] = (Vote, Comment, Review)


@transaction
def leave(*, person: Person, takes_words: bool, now: datetime) -> None:
    """Forget who the person is; with `takes_words`, also their votes, comments, reviews and answers.

    They come to no event any more, and a place that was theirs goes to the next who waits. Nobody can sign
    in as them afterwards. Raises BadEntry for the only organizer of an event.
    """
    attendances = _attendances(person)
    for attendance in attendances:
        take_turns(attendance.event)
    _refuse_only_organizer(attendances)
    events = [attendance.event_id for attendance in attendances]
    records = (person, *_joined_into(person))
    for record in records:
        _forget_in_logs(record, events)
        _forget_in_journals(record, events)
    for attendance in attendances:
        _withdraw(attendance, now)
    if takes_words:
        _take_words(person, attendances)
    for record in records:
        _forget(record)


def _attendances(person: Person) -> Sequence[Attendance]:
    # Whoever leaves two events at an instant with another does so in the same order: nobody waits for ever.
    found = select(Attendance).where(Attendance.person_id == person.id).order_by(Attendance.event_id)
    return db.session.scalars(found).all()


def _refuse_only_organizer(attendances: Sequence[Attendance]) -> None:
    mine = [each for each in attendances if each.is_organizer]
    others = select(Attendance.event_id).where(
        Attendance.event_id.in_([each.event_id for each in mine]),
        Attendance.is_organizer,
        Attendance.id.not_in([each.id for each in mine]),
    )
    shared = set(db.session.scalars(others))
    alone = [each.event.title for each in mine if each.event_id not in shared]
    if alone:
        raise BadEntry(
            f"You are the only organizer of {listed(alone)}. Make somebody else one first: on the desk of "
            "each, under People. Then come back here."
        )


def _withdraw(attendance: Attendance, now: datetime) -> None:
    """Let the person be nobody in particular at an event; before its end, somebody who does not come."""
    if not attendance.event.is_over(now):
        standing.become(attendance=attendance, status=Status.CANCELLED, now=now)
        waiting.move_up(event=attendance.event, now=now)
    attendance.role, attendance.is_shown, attendance.calendar_uid = Role.ATTENDEE, False, None
    for belonging in (Needs, Invitation):
        db.session.execute(delete(belonging).where(belonging.attendance_id == attendance.id))


def _take_words(person: Person, attendances: Sequence[Attendance]) -> None:
    for said in _SAID:
        db.session.execute(delete(said).where(_names(said, person)))
    # Through the session, so that the topics' own histories tell of it.
    for row in (*db.session.scalars(select(Contact).where(Contact.person_id == person.id)), *attendances):
        db.session.delete(row)
    db.session.flush()


def _forget(person: Person) -> None:
    for model in _THEIRS:
        db.session.execute(delete(model).where(_names(model, person)))
    if person.email:
        db.session.execute(delete(Mail).where(Mail.to_address == person.email))
        db.session.execute(delete(SignInLink).where(SignInLink.email == person.email))
    pairs = or_(JoinProposal.from_id == person.id, JoinProposal.into_id == person.id)
    db.session.execute(delete(JoinProposal).where(pairs))
    taken = set(
        db.session.scalars(select(Person.name_key).where(Person.name_key.startswith(normalise(NOBODY))))
    )
    person.name = free_name(NOBODY, taken=taken)
    person.email = person.affiliation = None
    person.is_administrator = person.creates_events = False
    db.session.flush()


def _joined_into(person: Person) -> Sequence[Person]:
    """Return the records that turned out to be this person's, and still carry their name."""
    joined = select(JoinProposal.from_id).where(
        JoinProposal.into_id == person.id, JoinProposal.state == JoinState.ACCEPTED
    )
    return db.session.scalars(select(Person).where(Person.id.in_(joined)).order_by(Person.id)).all()


def _forget_in_logs(person: Person, events: Sequence[int]) -> None:
    """Name nobody in the lines of the log that name the person, nor say from where they did what they did."""
    whole_name = re.compile(rf"(?<!\w){re.escape(person.name)}(?!\w)")
    theirs = or_(Activity.person_id == person.id, Activity.event_id.in_(events))
    lines = select(Activity).where(theirs, Activity.words.contains(person.name, autoescape=True))
    for line in db.session.scalars(lines):
        line.words = whole_name.sub(NOBODY, line.words)
    db.session.execute(update(Activity).where(Activity.person_id == person.id).values(origin=""))


def _forget_in_journals(person: Person, events: Sequence[int]) -> None:
    """Drop what would take an import or a merge back, where it holds what the person was called, or said."""
    names = {person.name, person.email, *(handle.name for handle in person.handles)} - {None}
    imports = select(PageImport).where(PageImport.event_id.in_(events))
    # Whoever votes need not come: any of the few merges may hold what they said.
    for record in (*db.session.scalars(imports), *db.session.scalars(select(TopicMerge))):
        for each in record.written or ():
            before, was_theirs = each["before"], each["table"] == "person" and each["key"] == [person.id]
            is_theirs = was_theirs or before.get("person_id") == person.id
            if before and (is_theirs or names & _words_of(before)):
                record.written = None
                break


def _words_of(before: Mapping[str, Any]) -> set[str]:
    return {value for value in before.values() if isinstance(value, str)}


def _names(model: type[Base], person: Person) -> ColumnElement[bool]:
    names: ColumnElement[bool] = model.__table__.c.person_id == person.id
    return names
