"""Loading merge proposals with what merging would move."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person, PersonMerge, PersonMergeState
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

_ORDER = (PersonMergeState.PROPOSED, PersonMergeState.ACCEPTED, PersonMergeState.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeQuestion:
    """A merge proposal and what merging would move; topics by title."""

    proposal: PersonMerge
    votes: tuple[str, ...]
    contacts: tuple[str, ...]
    comments: int

    @property
    def would_move(self) -> tuple[str, ...]:
        """A description of what merging would move."""
        topics = (("vote for", self.votes), ("contact role for", self.contacts))
        titled = (f"the {what} “{title}”" for what, titles in topics for title in titles)
        comments = (f"{self.comments} comment{'' if self.comments == 1 else 's'}",) if self.comments else ()
        handles = (f"the handle {handle.name}" for handle in self.proposal.joined.handles)
        return (*titled, *comments, *handles)


def find(event: Event, key: int) -> PersonMerge:
    """Return a proposal of the event by id, or abort with 404."""
    found = db.session.scalar(
        select(PersonMerge).where(PersonMerge.id == key, PersonMerge.event_id == event.id)
    )
    return found or abort(404)


def all_of(event: Event) -> Mapping[PersonMergeState, list[MergeQuestion]]:
    """Return the event's open, accepted and refused proposals."""
    proposals = db.session.scalars(
        select(PersonMerge)
        .where(PersonMerge.event_id == event.id)
        .order_by(PersonMerge.id)
        .options(
            joinedload(PersonMerge.joined).selectinload(Person.handles),
            joinedload(PersonMerge.into),
        )
    ).all()
    people = {each.from_id for each in proposals}
    votes, contacts = _titles(event, Vote, people), _titles(event, Contact, people)
    comments = _comments(event, people)
    found: dict[PersonMergeState, list[MergeQuestion]] = {state: [] for state in _ORDER}
    for each in proposals:
        found[each.state].append(
            MergeQuestion(
                proposal=each,
                votes=tuple(votes[each.from_id]),
                contacts=tuple(contacts[each.from_id]),
                comments=comments.get(each.from_id, 0),
            )
        )
    return found


def _titles(event: Event, part: type[Vote] | type[Contact], people: Iterable[int]) -> Mapping[int, list[str]]:
    rows = db.session.execute(
        select(part.person_id, Topic.title)
        .join(Topic, Topic.id == part.topic_id)
        .where(Topic.event_id == event.id, part.person_id.in_(people))
        .order_by(Topic.number)
    )
    titles = defaultdict(list)
    for person, title in rows:
        titles[person].append(title)
    return titles


def _comments(event: Event, people: Iterable[int]) -> Mapping[int, int]:
    rows = db.session.execute(
        select(Comment.person_id, func.count())
        .join(Topic, Topic.id == Comment.topic_id)
        .where(Topic.event_id == event.id, Comment.person_id.in_(people))
        .group_by(Comment.person_id)
    )
    return {person: number for person, number in rows if person is not None}
