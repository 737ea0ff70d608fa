"""Which records may be one person, and what joining them would move."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from hackathon.extensions import db
from hackathon.models import Comment, Contact, Event, JoinProposal, JoinState, Person, Topic, Vote

_ORDER = (JoinState.PROPOSED, JoinState.ACCEPTED, JoinState.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether two records are one person, and what joining them would move; topics by title."""

    proposal: JoinProposal
    votes: tuple[str, ...]
    contacts: tuple[str, ...]
    comments: int

    @property
    def would_move(self) -> tuple[str, ...]:
        """What joining the two would move, in words."""
        topics = (("vote for", self.votes), ("part as contact of", self.contacts))
        titled = (f"the {what} “{title}”" for what, titles in topics for title in titles)
        comments = (f"{self.comments} comment{'' if self.comments == 1 else 's'}",) if self.comments else ()
        handles = (f"the handle {handle.name}" for handle in self.proposal.joined.handles)
        return (*titled, *comments, *handles)


def find(event: Event, key: int) -> JoinProposal:
    """Return a proposal of the event; 404 if there is none."""
    found = db.session.scalar(
        select(JoinProposal).where(JoinProposal.id == key, JoinProposal.event_id == event.id)
    )
    return found or abort(404)


def all_of(event: Event) -> Mapping[JoinState, list[Question]]:
    """Return the event's proposals in three lists: those that wait, the accepted, the refused."""
    proposals = db.session.scalars(
        select(JoinProposal)
        .where(JoinProposal.event_id == event.id)
        .order_by(JoinProposal.id)
        .options(
            joinedload(JoinProposal.joined).selectinload(Person.handles),
            joinedload(JoinProposal.into),
        )
    ).all()
    people = {each.from_id for each in proposals}
    votes, contacts = _titles(event, Vote, people), _titles(event, Contact, people)
    comments = _comments(event, people)
    found: dict[JoinState, list[Question]] = {state: [] for state in _ORDER}
    for each in proposals:
        found[each.state].append(
            Question(
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
