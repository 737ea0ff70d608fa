"""Proposing, adding, changing, withdrawing and restoring topics, and commenting on them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import (
    CHANGED_MEANWHILE,
    SENT_BEFORE,
    refuse_stale,
    touch,
    transaction,
)
from hackathon.core.database.upsert import insert_if_new
from hackathon.core.domain.attendance import EventKind
from hackathon.core.domain.topics import MARKDOWN_FIELDS, ContactRole, NamedContact, ReviewState, TopicFields
from hackathon.core.errors import EventEnded, ProposalsClosed, StaleForm
from hackathon.core.extensions import db
from hackathon.core.text.markdown import check_markup
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.topics.areas.models import Area
from hackathon.topics.comments.models import Comment
from hackathon.topics.history import services as topic_history
from hackathon.topics.history.domain import fields_of
from hackathon.topics.history.messages import Reason
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.models import Contact, Topic


@transaction
def propose(
    *, event: Event, by: Person, fields: TopicFields, leads: bool, form_key: str, now: datetime
) -> Topic:
    """Propose a topic under the event's next number; sending the same form twice adds one topic.

    The proposer becomes a contact: mentor or technical contact if they lead the topic, else proposer.
    Raises ProposalsClosed or EventEnded, and StaleForm if the area no longer exists or the form was already
    sent with another title.
    """
    refuse_unless_proposals(event, now)
    runs_it = ContactRole.MENTOR if event.kind is EventKind.IDEA_LIST else ContactRole.TECHNICAL_CONTACT
    proposer = NamedContact(person_id=by.id, role=runs_it if leads else ContactRole.PROPOSER)
    today = now.astimezone(event.timezone).date()
    fields = replace(fields, contacts=(proposer,), inserted_on=today, review_state=ReviewState.NEW)
    return _added(event, fields, kind=LogKind.PROPOSED_TOPIC, by=by, form_key=form_key, now=now)


def refuse_unless_proposals(event: Event, now: datetime) -> None:
    """Raise EventEnded or ProposalsClosed if only organizers may add topics now."""
    if event.is_over(now):
        raise EventEnded(message("%(event)s has ended. Topics can no longer be proposed.", event=event.title))
    if not event.takes_proposals(now):
        raise ProposalsClosed(
            message("Proposals for %(event)s are not open yet.", event=event.title)
            if event.lifecycle.proposals_open_later(now)
            else message(
                "Proposals for %(event)s are closed. If your topic can't wait, ask an organizer to add it.",
                event=event.title,
            )
        )


@transaction
def add(*, event: Event, fields: TopicFields, by: Person | None, form_key: str, now: datetime) -> Topic:
    """Add a topic with its contacts; sending the same form twice adds one topic.

    Raises StaleForm if the area or a contact no longer exists, or the form was already sent with another
    title.
    """
    return _added(event, fields, kind=LogKind.ADDED_TOPIC, by=by, form_key=form_key, now=now)


@transaction
def change(*, topic: Topic, fields: TopicFields, seen: int | None, by: Person | None, now: datetime) -> None:
    """Update the topic and its contacts; its number stays.

    Raises StaleForm if it was changed since version `seen`, or if the area or a contact no longer exists.
    """
    refuse_stale(seen, topic.version)
    _write(topic, fields)
    touch(topic)  # contacts are rows of their own
    activity.record(LogKind.CHANGED_TOPIC, event=topic.event, by=by, now=now, topic=topic.title)


@transaction
def withdraw(*, topic: Topic, by: Person | None, now: datetime) -> None:
    """Withdraw the topic from lists, voting and planning; its votes and comments are kept."""
    if not topic.is_withdrawn:
        topic.review_state = ReviewState.WITHDRAWN
        activity.record(LogKind.WITHDREW_TOPIC, event=topic.event, by=by, now=now, topic=topic.title)


@transaction
def bring_back(*, topic: Topic, by: Person | None, now: datetime) -> None:
    """Restore a withdrawn topic; it needs a new review."""
    if topic.is_withdrawn:
        topic.review_state = ReviewState.NEEDS_REVIEW
        activity.record(LogKind.RESTORED_TOPIC, event=topic.event, by=by, now=now, topic=topic.title)


@transaction
def restore(*, topic: Topic, version: TopicVersion, seen: int, by: Person | None, now: datetime) -> None:
    """Restore an earlier version of the topic; its review state and number stay.

    Deleted contacts and areas are left out. Raises StaleForm if it was changed since version `seen`.
    """
    refuse_stale(seen, topic.version)
    # Fields that did not exist in an older version keep their current value.
    current = TopicFields(
        title=topic.title, review_state=topic.review_state, may_run_twice=topic.may_run_twice
    )
    fields = fields_of(version.content, current)
    areas = set(db.session.scalars(select(Area.slug).where(Area.event_id == topic.event_id)))
    keys = [contact.person_id for contact in fields.contacts]
    known = set(db.session.scalars(select(Person.id).where(Person.id.in_(keys))))
    restorable = replace(
        fields,
        area=fields.area if fields.area in areas else None,
        contacts=tuple(contact for contact in fields.contacts if contact.person_id in known),
    )
    _write(topic, restorable)
    touch(topic)
    topic_history.because(Reason.RESTORED, version=version.number)
    activity.record(
        LogKind.RESTORED_VERSION,
        event=topic.event,
        by=by,
        now=now,
        version=version.number,
        topic=topic.title,
    )


@transaction(takes=Lock.SHARED)
def comment(
    *, topic: Topic, by: Person, text: str, reply_to: int | None = None, form_key: str, now: datetime
) -> int:
    """Add a comment to a topic and return its id; sending the same form twice adds one comment.

    `reply_to` is the id of a comment on the same topic. Raises StaleForm if that no longer exists or the form
    was already sent with other text, and BadEntry for text with too much markup.
    """
    check_markup(text)
    if reply_to is not None and db.session.scalar(_comment_of(topic, Comment.id == reply_to)) is None:
        raise StaleForm(
            message("The comment you replied to no longer exists. Please post a new comment instead.")
        )
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
        activity.record(LogKind.COMMENTED, event=topic.event, by=by, now=now, topic=topic.title)
    same = (Comment.form_key == form_key) & (Comment.person_id == by.id) & (Comment.text == text)
    key = db.session.scalar(_comment_of(topic, same))
    if key is None:
        raise StaleForm(SENT_BEFORE)
    return key


def _comment_of(topic: Topic, which: ColumnElement[bool]) -> Select[int]:
    return select(Comment.id).where(Comment.topic_id == topic.id, which)


def _added(
    event: Event, fields: TopicFields, *, kind: LogKind, by: Person | None, form_key: str, now: datetime
) -> Topic:
    sent_before = db.session.scalar(select(Topic).where(Topic.form_key == form_key))
    if sent_before is not None:
        if (sent_before.event_id, sent_before.title) != (event.id, fields.title.strip()):
            raise StaleForm(SENT_BEFORE)
        return sent_before

    # Topics are withdrawn, never deleted, so the next number was never in use.
    highest = db.session.scalar(select(func.max(Topic.number)).where(Topic.event_id == event.id))
    topic = Topic(event_id=event.id, number=(highest or 0) + 1, made_at=now, form_key=form_key)
    _write(topic, fields)
    db.session.add(topic)
    activity.record(kind, event=event, by=by, now=now, topic=topic.title)
    return topic


def _write(topic: Topic, fields: TopicFields) -> None:
    if topic.length != fields.length:
        topic.second_length = None  # a session extended on the day had the old length
    plain = {name: value for name, value in asdict(fields).items() if name not in ("area", "contacts")}
    # Imported text is not checked until someone edits it.
    check_markup(*(text for name in MARKDOWN_FIELDS if (text := plain[name]) != getattr(topic, name)))
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
    wanted = list(dict.fromkeys((contact.person_id, contact.role) for contact in named))
    keys = {person_id for person_id, _ in wanted}
    if len(db.session.scalars(select(Person.id).where(Person.id.in_(keys))).all()) != len(keys):
        raise StaleForm(CHANGED_MEANWHILE)

    # Existing contacts keep their row: a new one would violate the unique key in the same flush.
    existing = {(contact.person_id, contact.role): contact for contact in topic.contacts}
    topic.contacts = [
        existing.get(part) or Contact(person_id=part[0], role=part[1], position=position)
        for position, part in enumerate(wanted)
    ]
    for position, contact in enumerate(topic.contacts):
        contact.position = position
