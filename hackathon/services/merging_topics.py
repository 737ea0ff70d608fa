"""Making one topic of two: what was said of both stands under the one that is kept."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from hackathon.domain.errors import MergeImpossible
from hackathon.domain.topics import LinkKind, ReviewState
from hackathon.domain.uniting import FILLED, TEXTS, united
from hackathon.extensions import db
from hackathon.models import Comment, Contact, Person, Review, Session, Topic, TopicLink, Vote
from hackathon.queries import topic_links
from hackathon.services import activity, opinions, topic_history
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
    fields named in `both`. The other's place in a draft becomes the kept one's, unless that has one. What
    is published stays; the next revision cancels the other's sessions. Its address leads to the kept topic.

    Raises MergeImpossible, and StaleForm if the two were changed since their versions `seen`.
    """
    take_turns(kept.event)
    for version, topic in zip(seen or (), (kept, gone), strict=False):
        refuse_stale(version, topic.version)
    _refuse_unless_two(kept, gone)
    _unite_fields(kept, gone, both)
    _unite_contacts(kept, gone)
    opinions.unite(Vote, gone=gone, kept=kept)
    opinions.unite(Review, gone=gone, kept=kept)
    db.session.execute(update(Comment).where(Comment.topic_id == gone.id).values(topic_id=kept.id))
    _give_place(kept, gone, now)
    _link(kept, gone, now)
    gone.review_state = ReviewState.WITHDRAWN
    touch(kept)  # what was said of it is in rows of their own
    topic_history.because(f"#{gone.number} “{gone.title}” went up in it", kept)
    topic_history.because(f"it went up in #{kept.number} “{kept.title}”", gone)
    activity.did(f"merged “{gone.title}” into “{kept.title}”", event=kept.event, by=by, now=now)


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


def _unite_contacts(kept: Topic, gone: Topic) -> None:
    parts = {(contact.person_id, contact.role): contact for contact in kept.contacts}
    for contact in gone.contacts:
        part = (contact.person_id, contact.role)
        if part not in parts:
            parts[part] = Contact(person_id=part[0], role=part[1])
    kept.contacts, gone.contacts = list(parts.values()), []
    for position, contact in enumerate(kept.contacts):
        contact.position = position


def _give_place(kept: Topic, gone: Topic, now: datetime) -> None:
    """Let the kept topic have the other's place in every draft where it has none itself."""
    found = select(Session).where(Session.topic_id.in_((kept.id, gone.id)))
    sessions = db.session.scalars(found.options(joinedload(Session.draft))).all()
    placed = {session.draft_id for session in sessions if session.topic_id == kept.id}
    for session in sessions:
        if session.topic_id == gone.id:
            session.draft.made_at = now  # also makes older forms about the draft stale
            if session.draft_id in placed:
                db.session.delete(session)
            else:
                session.topic_id = kept.id


def _link(kept: Topic, gone: Topic, now: datetime) -> None:
    for earlier in topic_links.merged_in(gone):
        earlier.other_id = kept.id
    db.session.add(TopicLink(topic_id=gone.id, kind=LinkKind.MERGED, other_id=kept.id, made_at=now))
