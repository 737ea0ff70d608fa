"""What a topic is to others, given to the topic in which it goes up: its order, its links, its places."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from hackathon.domain.errors import MergeImpossible
from hackathon.domain.orders import after
from hackathon.domain.topics import LinkKind
from hackathon.extensions import db
from hackathon.models import SameTopic, Session, Topic, TopicLink, TopicOrder
from hackathon.queries import orders
from hackathon.services.transactions import touch

# Rows whose key names the topic are made anew, never changed: a journal knows a row by its key.


def give_order(*, gone: Topic, kept: Topic) -> None:
    """Let what came before or after the one topic come before or after the other.

    Which of the two came first is nothing to say any more.
    Raises MergeImpossible if the order would run in a circle.
    """
    known, both = orders.pairs(kept.event), {gone.id, kept.id}
    pairs = {
        (kept.id if first == gone.id else first, kept.id if then == gone.id else then)
        for first, then in known
        if {first, then} != both
    }
    behind = after(kept.id, pairs)
    for first, then in sorted(pairs):
        if then == kept.id and first in behind:
            between = db.session.get_one(Topic, first)
            raise MergeImpossible(
                f"“{between.title}” comes after one of the two and before the other, so the order would run "
                "in a circle. Change the order first."
            )
    there = db.session.scalars(
        select(TopicOrder).where(_names(TopicOrder.first_id, TopicOrder.then_id, gone))
    )
    for each in there.all():
        db.session.delete(each)
    db.session.add_all(TopicOrder(first_id=first, then_id=then) for first, then in sorted(pairs - set(known)))


def give_links(*, gone: Topic, kept: Topic, now: datetime) -> None:
    """Let what came from the one topic, and what it came from, be that of the other.

    Where the other came from elsewhere too, what it is carried from is noted as the same topic.
    """
    found = select(TopicLink).where(_names(TopicLink.topic_id, TopicLink.other_id, gone))
    for each in db.session.scalars(found).all():
        if kept.id in (each.topic_id, each.other_id):
            db.session.delete(each)
        elif each.other_id == gone.id:
            each.other_id = kept.id  # also of what went up in it before: that link leads straight on
        elif db.session.get(TopicLink, (kept.id, each.kind)) is None:
            db.session.delete(each)
            db.session.add(
                TopicLink(topic_id=kept.id, kind=each.kind, other_id=each.other_id, made_at=each.made_at)
            )
        elif each.kind is LinkKind.CARRIED:
            db.session.delete(each)
            _be_the_same(kept.id, each.other_id, each.made_at)
    for same in db.session.scalars(
        select(SameTopic).where(_names(SameTopic.topic_id, SameTopic.other_id, gone))
    ).all():
        db.session.delete(same)
        topic, other = (kept.id if key == gone.id else key for key in (same.topic_id, same.other_id))
        _be_the_same(topic, other, same.made_at)
    db.session.add(TopicLink(topic_id=gone.id, kind=LinkKind.MERGED, other_id=kept.id, made_at=now))


def give_places(*, gone: Topic, kept: Topic) -> None:
    """Give the other topic the one's places in each draft where it has none, or only they are pinned."""
    found = select(Session).where(Session.topic_id.in_((kept.id, gone.id)))
    drafts: dict[int, tuple[list[Session], list[Session]]] = {}
    for session in db.session.scalars(found.options(joinedload(Session.draft))):
        mine, theirs = drafts.setdefault(session.draft_id, ([], []))
        (mine if session.topic_id == kept.id else theirs).append(session)
    for mine, theirs in drafts.values():
        if not theirs:
            continue
        touch(theirs[0].draft)  # so that older forms about the draft are stale
        theirs_count = not mine or (_pinned(theirs) and not _pinned(mine))
        for session in mine if theirs_count else theirs:
            db.session.delete(session)
        db.session.flush()  # the other has one place, at no moment two
        for session in theirs if theirs_count else ():
            session.topic_id = kept.id


def _pinned(sessions: list[Session]) -> bool:
    return any(session.pinned for session in sessions)


def _be_the_same(topic: int, other: int, made_at: datetime) -> None:
    pairs = ((topic, other), (other, topic))
    if topic != other and not any(db.session.get(SameTopic, pair) for pair in pairs):
        db.session.add(SameTopic(topic_id=topic, other_id=other, made_at=made_at))


def _names(
    one: InstrumentedAttribute[int], other: InstrumentedAttribute[int], topic: Topic
) -> ColumnElement[bool]:
    return or_(one == topic.id, other == topic.id)
