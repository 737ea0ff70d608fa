"""Making one topic of two: what was said of both stands under the one that is kept."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from hackathon.domain.errors import MergeImpossible, UndoImpossible
from hackathon.domain.topics import ReviewState
from hackathon.domain.uniting import FILLED, TEXTS, united
from hackathon.extensions import db
from hackathon.models import Comment, Contact, Person, Review, Topic, TopicMerge, Vote
from hackathon.queries import topic_links
from hackathon.services import activity, journal, opinions, topic_history, topic_relations, undoing
from hackathon.services.transactions import refuse_stale, take_turns, touch, transaction


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
    """Let one topic go up in another of its event: votes, reviews, comments, contacts and texts are united.

    Of two votes of one person the later counts, of two reviews too. What the kept topic says nothing of it
    takes from the other; where both have a text its own stays, and the other's stands below it for the
    fields named in `both`. The other's place in a draft becomes the kept one's, unless that has one that is
    as good, and so does what the other comes before, after and from. What is published stays; the next
    revision cancels the other's sessions. Its address leads to the kept topic.

    Raises MergeImpossible, and StaleForm if the two were changed since their versions `seen`.
    """
    take_turns(kept.event)
    for version, topic in zip(seen or (), (kept, gone), strict=False):
        refuse_stale(version, topic.version)
    _refuse_unless_two(kept, gone)
    with journal.listening() as journaled:
        _unite(kept, gone, both, now)
        written = journaled.written()
    merge = TopicMerge(kept_id=kept.id, gone_id=gone.id, at=now, by_id=by.id if by else None, written=written)
    db.session.add(merge)
    touch(kept)  # what was said of it is in rows of their own
    topic_history.because(f"#{gone.number} “{gone.title}” went up in it", kept)
    topic_history.because(f"it went up in #{kept.number} “{kept.title}”", gone)
    activity.did(f"merged “{gone.title}” into “{kept.title}”", event=kept.event, by=by, now=now)


@transaction
def undo(*, merge: TopicMerge, by: Person | None, now: datetime) -> None:
    """Make the two topics what they were before; what came to the kept one since stays with it.

    An answer to a comment goes where that comment goes. Undoing twice changes nothing. Raises UndoImpossible,
    naming what changed, where anything that the merge wrote was changed since.
    """
    kept, gone = merge.kept, merge.gone
    take_turns(kept.event)
    db.session.refresh(merge)
    if merge.undone_at is not None:
        return
    _refuse_if_merged_further(kept)
    undoing.take_back(
        merge.written, what="This merge", instead="Change by hand what is wrong, or split a topic off."
    )
    _let_answers_follow(gone, kept)
    merge.undone_at, merge.undone_by_id = now, by.id if by else None
    touch(kept)
    topic_history.look_at(kept.event)
    topic_history.because(f"that #{gone.number} “{gone.title}” went up in it was undone", kept)
    topic_history.because(f"that it went up in #{kept.number} “{kept.title}” was undone", gone)
    words = f"undid the merge of “{gone.title}” into “{kept.title}”"
    activity.did(words, event=kept.event, by=by, now=now)


def _refuse_if_merged_further(kept: Topic) -> None:
    further = topic_links.merged_into(kept)
    if further is not None:
        raise UndoImpossible(f"“{kept.title}” went up in “{further.title}” since. Undo that merge first.")


def _let_answers_follow(gone: Topic, kept: Topic) -> None:
    """Let what was said since to comments that are the first topic's again stand under those."""
    while answers := db.session.scalars(
        select(Comment).where(
            Comment.topic_id == kept.id,
            Comment.reply_to_id.in_(select(Comment.id).where(Comment.topic_id == gone.id)),
        )
    ).all():
        for each in answers:
            each.topic_id = gone.id
        db.session.flush()


def _unite(kept: Topic, gone: Topic, both: Collection[str], now: datetime) -> None:
    _unite_fields(kept, gone, both)
    _unite_contacts(kept, gone)
    opinions.unite(Vote, gone=gone, kept=kept)
    opinions.unite(Review, gone=gone, kept=kept)
    for comment in db.session.scalars(select(Comment).where(Comment.topic_id == gone.id)):
        comment.topic_id = kept.id
    topic_relations.give_order(gone=gone, kept=kept)
    topic_relations.give_links(gone=gone, kept=kept, now=now)
    topic_relations.give_places(gone=gone, kept=kept)
    gone.review_state = ReviewState.WITHDRAWN


def _refuse_unless_two(kept: Topic, gone: Topic) -> None:
    if kept is gone or kept.event_id != gone.event_id:
        raise MergeImpossible("Choose two different topics of one event.")
    if topic_links.merged_into(gone) or topic_links.merged_into(kept):
        raise MergeImpossible("One of the two was merged already. Start again from the list of topics.")
    if kept.is_withdrawn:
        raise MergeImpossible(
            f"“{kept.title}” was withdrawn. Bring it back first, or keep “{gone.title}” instead."
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
