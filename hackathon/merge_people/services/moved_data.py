"""Moving a person's data at one event to another record of the same person, and moving it back.

Everything that moves is recorded as JSON by what it is (a topic, a role, a handle), not by row id.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import exists, select

from hackathon.accounts.models import Handle, Person
from hackathon.core.domain.topics import ContactRole
from hackathon.core.extensions import db
from hackathon.core.text.emails import email_key
from hackathon.core.text.messages import message
from hackathon.events.participation.models import Attendance
from hackathon.merge_people.services import merged_attendances
from hackathon.merge_people.services.merged_attendances import changed_since
from hackathon.topics.comments.models import Comment
from hackathon.topics.merge.services import votes_and_reviews
from hackathon.topics.models import Contact, Topic
from hackathon.topics.review.models import Review
from hackathon.topics.votes.models import Vote

Moved = dict[str, Any]
"""The moved data, as stored in `PersonMerge.moved`."""


def move(*, event_id: int, joined: Person, into: Person) -> Moved:
    """Move everything at the event from one record to the other, and return the record for undo.

    Raises PersonMergeImpossible if only the first record organizes the event.
    """
    moved = {
        "attendance": merged_attendances.move(event_id=event_id, joined=joined, into=into),
        "votes": votes_and_reviews.move(Vote, event_id=event_id, joined=joined, into=into),
        "reviews": votes_and_reviews.move(Review, event_id=event_id, joined=joined, into=into),
        "comments": [_move_comment(comment, into) for comment in _comments(event_id, joined)],
        "contacts": [_move_contact(contact, into) for contact in _contacts(event_id, joined)],
        "handles": [_move_handle(handle, into) for handle in _handles(joined)],
        "email": _move_email(joined, into),
    }
    db.session.flush()
    return moved


def give_back(moved: Moved, *, event_id: int, joined: Person, into: Person) -> None:
    """Undo `move` for both records.

    Raises PersonMergeImpossible if something that moved was changed, or the first record has new data in its
    place.
    """
    merged_attendances.give_back(moved["attendance"], event_id=event_id, joined=joined, into=into)
    for vote in moved["votes"]:
        votes_and_reviews.give_back(Vote, vote, joined=joined, into=into)
    for review in moved["reviews"]:
        votes_and_reviews.give_back(Review, review, joined=joined, into=into)
    _give_back_comments(moved["comments"], joined, into)
    for contact in moved["contacts"]:
        _give_back_contact(contact, joined, into)
    _give_back_handles(moved["handles"], joined, into)
    _give_back_email(moved["email"], joined, into)
    db.session.flush()


# Comments and contact roles


def _comments(event_id: int, person: Person) -> Sequence[Comment]:
    return db.session.scalars(
        select(Comment)
        .join(Topic)
        .where(Topic.event_id == event_id, Comment.person_id == person.id)
        .order_by(Comment.id)
    ).all()


def _move_comment(comment: Comment, into: Person) -> int:
    comment.person_id = into.id
    return comment.id


def _give_back_comments(moved: Iterable[int], joined: Person, into: Person) -> None:
    for key in moved:
        comment = db.session.get(Comment, key)
        if comment is None or comment.person_id != into.id:
            raise changed_since(message("A comment"))
        comment.person_id = joined.id


def _contacts(event_id: int, person: Person) -> Sequence[Contact]:
    return db.session.scalars(
        select(Contact)
        .join(Topic)
        .where(Topic.event_id == event_id, Contact.person_id == person.id)
        .order_by(Contact.topic_id, Contact.role)
    ).all()


def _contact(topic_id: int, person: Person, role: ContactRole) -> Contact | None:
    return db.session.scalar(
        select(Contact).where(
            Contact.topic_id == topic_id, Contact.person_id == person.id, Contact.role == role
        )
    )


def _move_contact(contact: Contact, into: Person) -> Moved:
    had_it = _contact(contact.topic_id, into, contact.role) is not None
    moved = {
        "topic": contact.topic_id,
        "role": contact.role.value,
        "position": contact.position,
        "had_it": had_it,
    }
    if had_it:
        db.session.delete(contact)
    else:
        contact.person_id = into.id
    return moved


def _give_back_contact(moved: Moved, joined: Person, into: Person) -> None:
    key, role = moved["topic"], ContactRole(moved["role"])
    theirs = _contact(key, into, role)
    if theirs is None or _contact(key, joined, role):
        topic = db.session.get(Topic, key)
        raise changed_since(
            message("The contacts of “%(topic)s”", topic=topic.title)
            if topic
            else message("A topic whose contact the merge changed")
        )
    if moved["had_it"]:
        db.session.add(Contact(topic_id=key, person_id=joined.id, role=role, position=moved["position"]))
    else:
        theirs.person_id = joined.id


# Handles and the email address


def _handles(person: Person) -> Sequence[Handle]:
    return db.session.scalars(
        select(Handle).where(Handle.person_id == person.id).order_by(Handle.sort_key)
    ).all()


def _move_handle(handle: Handle, into: Person) -> str:
    handle.person_id = into.id
    return handle.name_key


def _give_back_handles(moved: Iterable[str], joined: Person, into: Person) -> None:
    for key in moved:
        handle = db.session.scalar(select(Handle).where(Handle.name_key == key))
        if handle is None or handle.person_id != into.id:
            raise changed_since(message("The handle “%(key)s”", key=handle.name if handle else key))
        handle.person_id = joined.id


def _move_email(joined: Person, into: Person) -> str | None:
    # The person may use this address to sign in to another event, so it must not move.
    is_known_elsewhere = db.session.scalar(select(exists().where(Attendance.person_id == joined.id)))
    if joined.email is None or into.email is not None or is_known_elsewhere:
        return None
    email, joined.email = joined.email, None
    db.session.flush()  # addresses are unique
    into.email = email
    return email


def _give_back_email(moved: str | None, joined: Person, into: Person) -> None:
    if moved is None:
        return
    if into.email_key != email_key(moved) or joined.email is not None:
        raise changed_since(message("An email address"))
    email, into.email = into.email, None
    db.session.flush()
    joined.email = email
