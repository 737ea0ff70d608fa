"""Deleting an account: the name goes, and texts are anonymized or deleted too.

The person's row stays, but empty, because other people's records refer to it. Frozen data stays as it was:
published agendas, and imported public pages.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Handle, Person, PersonMerge, PersonMergeState
from hackathon.accounts.passkeys.models import Passkey
from hackathon.accounts.sign_in.models import AddressChange, SignInLink
from hackathon.activity.models import Activity
from hackathon.agenda.feeds.services import feeds
from hackathon.agenda.reminders.models import Reminder, SentReminder
from hackathon.attendance.invitations.models import Invitation
from hackathon.attendance.registration.services import attendance_status
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.background import BackgroundTask
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import CHANGED_MEANWHILE, afterwards, transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import Base, db
from hackathon.core.text.messages import message
from hackathon.core.text.name_digests import digest_of_name
from hackathon.core.text.names import free_name, normalize
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Needs
from hackathon.importing.models import PageImport, WaitingPage
from hackathon.importing.queries.removed_names import REMOVED
from hackathon.mail.models import Mail
from hackathon.outcomes.materials.models import Material
from hackathon.topics.comments.models import Comment
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.models import Contact, Topic
from hackathon.topics.proposals.models import TopicDraft
from hackathon.topics.review.models import Review
from hackathon.topics.votes.models import Vote

EMPTY_LOG: BackgroundTask[()] = BackgroundTask("empty_log")
"""Writes SQLite's log into the main file."""

NOBODY = "A former participant"  # not translated
"""The name of deleted people; further ones get a number, so that they are not taken for one person."""

_THEIRS: tuple[type[Base], ...] = (
    AddressChange,
    Handle,
    Passkey,
    Device,
    SignInLink,
    TopicDraft,
    WaitingPage,
    Mail,
    Reminder,
    SentReminder,
)
"""Rows that give access, name the person or were only for them."""
_SAID: tuple[type[Base], ...] = (Vote, Comment, Review, Material)


def leave(*, person: Person, takes_words: bool, now: datetime) -> None:
    """Delete the person's account; with `takes_words`, also their votes, comments, reviews and files.

    They are no longer on the list of any event; a place of theirs goes to the next person on the waitlist.
    Nobody can sign in as them afterwards. Raises BadEntry for the only organizer of an event, and StaleForm
    if they were added to the list of another event at that very moment.
    """
    _leave(
        records=(person, *_joined_into(person)),
        at=_events_of(person),
        takes_words=takes_words,
        now=now,
    )


@transaction(takes=Lock.ROLL)
def _leave(*, records: Sequence[Person], at: Sequence[Event], takes_words: bool, now: datetime) -> None:
    person = records[0]
    if set(_events_of(person)) - set(at):
        raise StaleForm(CHANGED_MEANWHILE)
    attendances = _attendances(person)
    _refuse_only_organizer(attendances)
    events = [attendance.event_id for attendance in attendances]
    for record in records:
        _forget_in_logs(record, events)
        _forget_in_journals(record, _named_at(records))
    for attendance in attendances:
        _withdraw(attendance, now)
    if takes_words:
        _take_words(person, attendances)
    for record in records:
        feeds.retire_person(person=record, now=now)
        _forget(record)
    # The data stays in SQLite's log until the log is emptied.
    afterwards(EMPTY_LOG)


def _events_of(person: Person) -> Sequence[Event]:
    """Return the events where the person is on the list or a contact."""
    listed_at = select(Attendance.event_id).where(Attendance.person_id == person.id)
    runs = select(Topic.event_id).join(Contact).where(Contact.person_id == person.id)
    return db.session.scalars(select(Event).where(Event.id.in_(listed_at.union(runs)))).all()


def _named_at(records: Sequence[Person]) -> Sequence[int]:
    """Return the events whose imported pages may name the person: as attendee, contact or author."""
    keys = [record.id for record in records]
    of_topics = (
        select(Topic.event_id).join(said, said.topic_id == Topic.id).where(said.person_id.in_(keys))
        for said in (Contact, Vote, Comment, Review)
    )
    comes_to = select(Attendance.event_id).where(Attendance.person_id.in_(keys))
    return db.session.scalars(comes_to.union(*of_topics)).all()


def _attendances(person: Person) -> Sequence[Attendance]:
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
            message(
                "You are the only organizer of %(listed)s. Please make someone else an organizer "
                "there first, under Organize, People.",
                listed=tuple(alone),
            )
        )


def _withdraw(attendance: Attendance, now: datetime) -> None:
    """Anonymize the person's attendance; before the event's end, they also no longer attend."""
    if not attendance.event.is_over(now):
        attendance_status.change(attendance=attendance, status=Status.CANCELLED, now=now)
        waiting.move_up(event=attendance.event, now=now)
    attendance.role, attendance.is_shown, attendance.calendar_uid = Role.ATTENDEE, False, None
    for belonging in (Needs, Invitation):
        db.session.execute(delete(belonging).where(belonging.attendance_id == attendance.id))


def _take_words(person: Person, attendances: Sequence[Attendance]) -> None:
    for said in _SAID:
        db.session.execute(delete(said).where(_names(said, person)))
    # Through the session, so that the topics' histories record it.
    for row in (*db.session.scalars(select(Contact).where(Contact.person_id == person.id)), *attendances):
        db.session.delete(row)
    db.session.flush()


def _forget(person: Person) -> None:
    for model in _THEIRS:
        db.session.execute(delete(model).where(_names(model, person)))
    if person.email:
        db.session.execute(delete(Mail).where(Mail.to_key == person.email_key))
        db.session.execute(delete(SignInLink).where(SignInLink.email_key == person.email_key))
    pairs = or_(PersonMerge.from_id == person.id, PersonMerge.into_id == person.id)
    db.session.execute(delete(PersonMerge).where(pairs))
    taken = set(
        db.session.scalars(select(Person.name_key).where(Person.name_key.startswith(normalize(NOBODY))))
    )
    person.name = free_name(NOBODY, taken=taken)
    person.email = person.affiliation = None
    person.is_administrator = person.creates_events = False
    db.session.flush()


def _joined_into(person: Person) -> Sequence[Person]:
    """Return the records that were merged into this person's and still carry their name."""
    joined = select(PersonMerge.from_id).where(
        PersonMerge.into_id == person.id, PersonMerge.state == PersonMergeState.ACCEPTED
    )
    return db.session.scalars(select(Person).where(Person.id.in_(joined)).order_by(Person.id)).all()


def _forget_in_logs(person: Person, events: Sequence[int]) -> None:
    """Remove the person from lines of the log that name them, and the origin of their own actions."""
    whole_name = re.compile(rf"(?<!\w){re.escape(person.name)}(?!\w)")
    theirs = or_(Activity.person_id == person.id, Activity.event_id.in_(events))
    lines = select(Activity).where(theirs, Activity.words.contains(person.name, autoescape=True))
    for line in db.session.scalars(lines):
        line.words = whole_name.sub(NOBODY, line.words)
        line.details = line.details and _without_name(line.details, whole_name)
    db.session.execute(update(Activity).where(Activity.person_id == person.id).values(origin=""))


def _without_name(kept: Any, whole_name: re.Pattern[str]) -> Any:  # noqa: ANN401 -- any JSON value
    """Return JSON with the name removed from all its texts."""
    if isinstance(kept, str):
        return whole_name.sub(NOBODY, kept)
    if isinstance(kept, list):
        return [_without_name(each, whole_name) for each in kept]
    if isinstance(kept, dict):
        return {key: _without_name(each, whole_name) for key, each in kept.items()}
    return kept


def _forget_in_journals(person: Person, events: Sequence[int]) -> None:
    """Remove the person from imported pages, and delete undo data of imports and merges that contain them."""
    handles = (handle.name for handle in person.handles)
    names = {name for name in (person.name, person.email, person.email_key, *handles) if name}
    imports = select(PageImport).where(PageImport.event_id.in_(events))
    in_words = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len)))
    digests = [digest_of_name(name) for name in (person.name, *(handle.name for handle in person.handles))]
    for record in db.session.scalars(imports):
        as_read = _without(in_words, record.as_read)
        if as_read != record.as_read or in_words.search(record.text):
            # The original page still names them, so the next import must know whom to leave out.
            record.as_read = {**as_read, REMOVED: [*as_read.get(REMOVED, ()), *digests]}
        record.text = in_words.sub(NOBODY, record.text)
    for sent in db.session.scalars(select(WaitingPage).where(WaitingPage.event_id.in_(events))):
        sent.text = in_words.sub(NOBODY, sent.text)
        sent.reading = _without(in_words, sent.reading)
    # Voters need not attend, so any of the few merges may contain their votes.
    for record in (*db.session.scalars(imports), *db.session.scalars(select(TopicMerge))):
        for each in record.written or ():
            before, was_theirs = each["before"], each["table"] == "person" and each["key"] == [person.id]
            is_theirs = was_theirs or before.get("person_id") == person.id
            if before and (is_theirs or names & _words_of(before)):
                record.written = None
                break


def _without(names: re.Pattern[str], value: Any) -> Any:  # noqa: ANN401 -- JSON of any shape
    """Return JSON with the names replaced by the placeholder wherever they occur in its texts."""
    if isinstance(value, str):
        return names.sub(NOBODY, value)
    if isinstance(value, Mapping):
        return {key: _without(names, part) for key, part in value.items()}
    return [_without(names, part) for part in value] if isinstance(value, list) else value


def _words_of(before: Mapping[str, Any]) -> set[str]:
    return {value for value in before.values() if isinstance(value, str)}


def _names(model: type[Base], person: Person) -> ColumnElement[bool]:
    names: ColumnElement[bool] = model.__table__.c.person_id == person.id
    return names
