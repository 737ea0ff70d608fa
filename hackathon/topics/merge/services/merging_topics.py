"""Merging one topic into another, and undoing that."""

from collections.abc import Collection
from datetime import datetime

from blinker import Signal
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database import undo_log
from hackathon.core.database.transactions import refuse_stale, touch, transaction
from hackathon.core.domain.topics import ReviewState
from hackathon.core.errors import MergeImpossible, UndoImpossible
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.topics import undoing
from hackathon.topics.comments.models import Comment
from hackathon.topics.history import services as topic_history
from hackathon.topics.history.messages import Reason
from hackathon.topics.links import queries as topic_links
from hackathon.topics.merge.domain import FILLED, TEXTS, united
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.merge.services import topic_relations, votes_and_reviews
from hackathon.topics.models import Contact, Topic
from hackathon.topics.review.models import Review
from hackathon.topics.votes.models import Vote

topics_uniting = Signal("topics-uniting")
"""Sent inside the transaction of a merge, with the topic that is kept and the one that is `gone`."""


@transaction
def merge(
    *,
    kept: Topic,
    gone: Topic,
    by: Person | None,
    now: datetime,
    both: Collection[str] = (),
    seen: tuple[int, int] | None = None,
) -> None:
    """Merge `gone` with its votes, reviews, comments, contacts and texts into `kept`, of the same event.

    If a person voted for or reviewed both, the later vote or review counts. Empty fields of `kept` are filled
    from `gone`; for the fields in `both`, the text of `gone` is appended. `kept` also takes over the places
    in drafts, unless its own are as good, and the ordering rules and links. The published agenda does not
    change; the next revision cancels the sessions of `gone`, whose address then redirects to `kept`.

    Raises MergeImpossible, and StaleForm if either topic was changed since its version in `seen`.
    """
    for version, topic in zip(seen or (), (kept, gone), strict=False):
        refuse_stale(version, topic.version)
    _refuse_unless_two(kept, gone)
    with undo_log.listening() as journaled:
        _unite(kept, gone, both, now)
        written = journaled.written()
    merge = TopicMerge(kept_id=kept.id, gone_id=gone.id, at=now, by_id=by.id if by else None, written=written)
    db.session.add(merge)
    touch(kept)  # votes, reviews and comments are separate rows
    topic_history.because(Reason.MERGED_IN, kept, number=gone.number, topic=gone.title)
    topic_history.because(Reason.MERGED_INTO, gone, number=kept.number, topic=kept.title)
    activity.record(
        LogKind.MERGED_TOPICS, event=kept.event, by=by, now=now, topic=gone.title, into=kept.title
    )


@transaction
def undo(*, merge: TopicMerge, by: Person | None, now: datetime) -> None:
    """Undo a merge; votes and comments that `kept` got since then stay with it.

    Replies move together with the comment they reply to. Undoing twice changes nothing.
    Raises UndoImpossible, naming what changed, if anything that the merge wrote has been changed.
    """
    kept, gone = merge.kept, merge.gone
    db.session.refresh(merge)
    if merge.undone_at is not None:
        return
    _refuse_if_merged_further(kept)
    undoing.take_back(
        merge.written,
        what=message("This merge"),
        instead=message("Please fix it manually, or split the topic."),
    )
    _let_answers_follow(gone, kept)
    merge.undone_at, merge.undone_by_id = now, by.id if by else None
    touch(kept)
    topic_history.look_at(kept.event)
    topic_history.because(Reason.UNDID_MERGE_IN, kept, number=gone.number, topic=gone.title)
    topic_history.because(Reason.UNDID_MERGE_INTO, gone, number=kept.number, topic=kept.title)
    activity.record(
        LogKind.UNDID_MERGE_OF_TOPICS,
        event=kept.event,
        by=by,
        now=now,
        topic=gone.title,
        into=kept.title,
    )


def _refuse_if_merged_further(kept: Topic) -> None:
    further = topic_links.merged_into(kept)
    if further is not None:
        raise UndoImpossible(
            message(
                "“%(kept)s” was later merged into “%(further)s”. Undo that merge first.",
                kept=kept.title,
                further=further.title,
            )
        )


def _let_answers_follow(gone: Topic, kept: Topic) -> None:
    """Move new replies to comments that went back to `gone`."""
    while answers := db.session.scalars(
        select(Comment).where(
            Comment.topic_id == kept.id,
            Comment.reply_to_id.in_(select(Comment.id).where(Comment.topic_id == gone.id)),
        )
    ).all():
        for answer in answers:
            answer.topic_id = gone.id
        db.session.flush()


def _unite(kept: Topic, gone: Topic, both: Collection[str], now: datetime) -> None:
    _unite_fields(kept, gone, both)
    _unite_contacts(kept, gone)
    votes_and_reviews.unite(Vote, gone=gone, kept=kept)
    votes_and_reviews.unite(Review, gone=gone, kept=kept)
    for comment in db.session.scalars(select(Comment).where(Comment.topic_id == gone.id)):
        comment.topic_id = kept.id
    topic_relations.give_order(gone=gone, kept=kept)
    topic_relations.give_links(gone=gone, kept=kept, now=now)
    topics_uniting.send(kept, gone=gone)
    gone.review_state = ReviewState.WITHDRAWN


def _refuse_unless_two(kept: Topic, gone: Topic) -> None:
    if kept is gone or kept.event_id != gone.event_id:
        raise MergeImpossible(message("Please choose two different topics of the same event."))
    if topic_links.merged_into(gone) or topic_links.merged_into(kept):
        raise MergeImpossible(
            message("One of these topics was already merged. Please start again from the list of topics.")
        )
    if kept.is_withdrawn:
        raise MergeImpossible(
            message(
                "“%(kept)s” is withdrawn. Restore it first, or keep “%(gone)s” instead.",
                kept=kept.title,
                gone=gone.title,
            )
        )


def _unite_fields(kept: Topic, gone: Topic, both: Collection[str]) -> None:
    for name in TEXTS:
        add = name in both or name == "references"
        setattr(kept, name, united(getattr(kept, name), getattr(gone, name), add=add))
    for name in FILLED:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    kept.needs = list(dict.fromkeys([*kept.needs, *gone.needs]))
    kept.is_plenary = kept.is_plenary or gone.is_plenary
    kept.may_run_twice = kept.may_run_twice or gone.may_run_twice


def _unite_contacts(kept: Topic, gone: Topic) -> None:
    parts = {(contact.person_id, contact.role): contact for contact in kept.contacts}
    for contact in gone.contacts:
        part = (contact.person_id, contact.role)
        if part not in parts:
            parts[part] = Contact(person_id=part[0], role=part[1])
    kept.contacts, gone.contacts = list(parts.values()), []
    for position, contact in enumerate(kept.contacts):
        contact.position = position
