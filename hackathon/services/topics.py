"""Proposing topics, talking about them, and keeping them in order."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from hackathon.domain.attendance import EventKind
from hackathon.domain.errors import ProposalsClosed, StaleForm
from hackathon.domain.topics import ContactRole, NamedContact, ReviewState, TopicFields
from hackathon.domain.versions import fields_of
from hackathon.extensions import db
from hackathon.models import Area, Comment, Contact, Event, Person, Topic, TopicVersion
from hackathon.services import activity, topic_history
from hackathon.services.transactions import CHANGED_MEANWHILE, refuse_stale, take_turns, touch, transaction
from hackathon.services.upsert import insert_if_new

SENT_BEFORE = (
    "This form was sent before, with other words in it. Open the page again and write yours once more."
)


@transaction
def propose(
    *, event: Event, by: Person, fields: TopicFields, leads: bool, form_key: str, now: datetime
) -> Topic:
    """Add a topic with the event's next number; the same form sent twice gives the same topic.

    Who proposes it becomes its contact: the one who runs it if they lead, else its proposer.
    Raises ProposalsClosed after the event's deadline; and StaleForm if the area is gone, or for a form that
    was sent before with another title.
    """
    if not event.takes_proposals(now):
        raise ProposalsClosed(
            f"Proposals for {event.title} have closed. Ask an organizer to add your topic if it cannot wait."
        )
    runs_it = ContactRole.MENTOR if event.kind is EventKind.IDEA_LIST else ContactRole.TECHNICAL_CONTACT
    proposer = NamedContact(person_id=by.id, role=runs_it if leads else ContactRole.PROPOSER)
    today = now.astimezone(event.timezone).date()
    fields = replace(fields, contacts=(proposer,), inserted_on=today, review_state=ReviewState.NEW)
    return _added(event, fields, did="proposed", by=by, form_key=form_key, now=now)


@transaction
def add(*, event: Event, fields: TopicFields, by: Person | None, form_key: str, now: datetime) -> Topic:
    """Add a topic as the fields say, contacts included; the same form sent twice gives the same topic.

    Raises StaleForm if the area or a contact is gone, and for a form that was sent before with another title.
    """
    return _added(event, fields, did="added", by=by, form_key=form_key, now=now)


@transaction
def change(*, topic: Topic, fields: TopicFields, seen: int | None, by: Person | None, now: datetime) -> None:
    """Make the topic what the fields say, contacts included; its number stays.

    Raises StaleForm if it was changed since `seen`, or if the area or a contact is gone.
    """
    refuse_stale(seen, topic.version)
    _write(topic, fields)
    touch(topic)  # contacts are rows of their own
    activity.did(f"changed “{topic.title}”", event=topic.event, by=by, now=now)


@transaction
def withdraw(*, topic: Topic, by: Person | None, now: datetime) -> None:
    """Take the topic out of the list, the vote and the plan; its votes and comments are kept."""
    if not topic.is_withdrawn:
        topic.review_state = ReviewState.WITHDRAWN
        activity.did(f"withdrew “{topic.title}”", event=topic.event, by=by, now=now)


@transaction
def bring_back(*, topic: Topic, by: Person | None, now: datetime) -> None:
    """Propose a withdrawn topic again, to be reviewed afresh."""
    if topic.is_withdrawn:
        topic.review_state = ReviewState.NEEDS_REVIEW
        activity.did(f"brought back “{topic.title}”", event=topic.event, by=by, now=now)


@transaction
def restore(*, topic: Topic, version: TopicVersion, seen: int, by: Person | None, now: datetime) -> None:
    """Let the topic say again what it said in an earlier version; its review state and its number stay.

    Contacts and an area that are gone since do not return. Raises StaleForm if it was changed since `seen`.
    """
    refuse_stale(seen, topic.version)
    # What an older version could not know yet stays as it is.
    now_said = TopicFields(
        title=topic.title, review_state=topic.review_state, may_run_twice=topic.may_run_twice
    )
    fields = fields_of(version.content, now_said)
    areas = set(db.session.scalars(select(Area.slug).where(Area.event_id == topic.event_id)))
    keys = [each.person_id for each in fields.contacts]
    known = set(db.session.scalars(select(Person.id).where(Person.id.in_(keys))))
    there = replace(
        fields,
        area=fields.area if fields.area in areas else None,
        contacts=tuple(each for each in fields.contacts if each.person_id in known),
    )
    _write(topic, there)
    touch(topic)
    topic_history.because(f"version {version.number} again")
    activity.did(
        f"brought back version {version.number} of “{topic.title}”", event=topic.event, by=by, now=now
    )


@transaction
def comment(
    *, topic: Topic, by: Person, text: str, reply_to: int | None = None, form_key: str, now: datetime
) -> int:
    """Add a person's words under a topic and return their key; the same form sent twice says it once.

    `reply_to` is the key of a comment under the same topic. Raises StaleForm if it is gone, and for a form
    that was sent before with other words.
    """
    if reply_to is not None and db.session.scalar(_comment_of(topic, Comment.id == reply_to)) is None:
        raise StaleForm("The comment that you answered is gone. Write yours under the topic instead.")
    is_new = insert_if_new(
        Comment,
        key=["form_key"],
        values={
            "topic_id": topic.id,
            "person_id": by.id,
            "reply_to_id": reply_to,
            "text": text,
            "written_at": now,
            "form_key": form_key,
        },
    )
    if is_new:
        activity.did(f"commented on “{topic.title}”", event=topic.event, by=by, now=now)
    same = (Comment.form_key == form_key) & (Comment.person_id == by.id) & (Comment.text == text)
    key = db.session.scalar(_comment_of(topic, same))
    if key is None:
        raise StaleForm(SENT_BEFORE)
    return key


def _comment_of(topic: Topic, which: ColumnElement[bool]) -> Select[int]:
    return select(Comment.id).where(Comment.topic_id == topic.id, which)


def _added(
    event: Event, fields: TopicFields, *, did: str, by: Person | None, form_key: str, now: datetime
) -> Topic:
    take_turns(event)
    sent_before = db.session.scalar(select(Topic).where(Topic.form_key == form_key))
    if sent_before is not None:
        if (sent_before.event_id, sent_before.title) != (event.id, fields.title.strip()):
            raise StaleForm(SENT_BEFORE)
        return sent_before

    # Topics are withdrawn, never deleted, so the number after the highest was never anybody's.
    highest = db.session.scalar(select(func.max(Topic.number)).where(Topic.event_id == event.id))
    topic = Topic(event_id=event.id, number=(highest or 0) + 1, made_at=now, form_key=form_key)
    _write(topic, fields)
    db.session.add(topic)
    activity.did(f"{did} “{topic.title}”", event=event, by=by, now=now)
    return topic


def _write(topic: Topic, fields: TopicFields) -> None:
    if topic.length != fields.length:
        topic.second_length = None  # what took longer on the day was about the length of before
    plain = {name: value for name, value in asdict(fields).items() if name not in ("area", "contacts")}
    for name, value in {**plain, "title": fields.title.strip(), "needs": list(fields.needs)}.items():
        setattr(topic, name, value)
    topic.area_id = _area_key(topic.event_id, fields.area)
    _name_contacts(topic, fields.contacts)


def _area_key(event_id: int, slug: str | None) -> int | None:
    if slug is None:
        return None
    key = db.session.scalar(select(Area.id).where(Area.event_id == event_id, Area.slug == slug))
    if key is None:
        raise StaleForm(CHANGED_MEANWHILE)
    return key


def _name_contacts(topic: Topic, named: Sequence[NamedContact]) -> None:
    wanted = list(dict.fromkeys((each.person_id, each.role) for each in named))
    keys = {person_id for person_id, _ in wanted}
    if len(db.session.scalars(select(Person.id).where(Person.id.in_(keys))).all()) != len(keys):
        raise StaleForm(CHANGED_MEANWHILE)

    # A contact who stays keeps the row: a new one would meet the old one in the same flush.
    there = {(contact.person_id, contact.role): contact for contact in topic.contacts}
    topic.contacts = [
        there.get(part) or Contact(person_id=part[0], role=part[1], position=position)
        for position, part in enumerate(wanted)
    ]
    for position, contact in enumerate(topic.contacts):
        contact.position = position
