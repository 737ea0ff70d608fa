"""Loading one topic with its votes and review counts."""

from dataclasses import dataclass
from functools import cache

from flask import abort
from sqlalchemy import ScalarSelect, Select, bindparam, case, func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import StaleForm
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Contact, Topic
from hackathon.topics.review import queries as reviews
from hackathon.topics.review.queries import Counted
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries.counting import attendance_at, counts_by


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicVotes:
    """The votes for a topic by choice, and the reader's own vote and note."""

    must: int = 0
    will: int = 0
    maybe: int = 0
    mine: Choice | None = None
    note: str = ""

    @property
    def wanted(self) -> int:
        """The number of interested people."""
        return self.must + self.will + self.maybe


def find(event: Event, address: str) -> Topic:
    """Return the topic with the address `NUMBER-slug`, of which only the number counts, or abort with 404.

    The address of a merged topic gives the topic it was merged into.
    """
    asked = {"event": event.id, "number": _number(address)}
    return db.session.scalars(_found(), asked).unique().one_or_none() or abort(404)


def find_itself(event: Event, address: str) -> Topic:
    """Return the topic of an address as `find` does, for a form that edits it.

    Raises StaleForm if that topic was merged: the form was not meant for the other one.
    """
    topic = find(event, address)
    refuse_another(topic, address)
    return topic


def find_with_past(event: Event, address: str) -> tuple[Topic, Topic | None]:
    """Return the topic of an address, even if merged, and the topic it was merged into; or abort with 404."""
    is_asked_for = (Topic.event_id == event.id, Topic.number == _number(address))
    topic = db.session.scalar(select(Topic).where(*is_asked_for)) or abort(404)
    return topic, topic_links.merged_into(topic)


def refuse_another(topic: Topic, address: str) -> None:
    """Raise StaleForm if the topic of this address was merged into `topic`."""
    if topic.number != _number(address):
        raise StaleForm(
            message(
                "This topic was merged into “%(topic)s” after you opened the page. Go there instead.",
                topic=topic.title,
            )
        )


def reviewed(event: Event, address: str, person: Person | None) -> tuple[Topic, Counted]:
    """Return the topic of an address as `find` does, with its review counts."""
    asked = {"event": event.id, "number": _number(address), "reader": person.id if person else None}
    row = db.session.execute(_reviewed(), asked).unique().one_or_none() or abort(404)
    topic, number, open_questions, is_mine = row
    return topic, Counted(reviews=number, open_questions=open_questions, is_mine=bool(is_mine))


_WHOLE = (joinedload(Topic.area), joinedload(Topic.contacts).joinedload(Contact.person))


# Putting these together takes longer than running them, and every topic's page and vote asks for one.
@cache
def _found() -> Select[Topic]:
    return select(Topic).where(Topic.id == _standing()).options(*_WHOLE)


@cache
def _reviewed() -> Select[Topic, int, int, bool]:
    is_mine = reviews.is_reviewed_by(bindparam("reader"))
    return select(Topic, *reviews.counts(), is_mine).where(Topic.id == _standing()).options(*_WHOLE)


def _standing() -> ScalarSelect[int]:
    return topic_links.standing(bindparam("event"), bindparam("number")).scalar_subquery()


def _number(address: str) -> int:
    number = address.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        abort(404)
    return int(number)


def tally(topic: Topic, person: Person | None) -> TopicVotes:
    """Return the votes for a topic that count, and the reader's own."""
    asked = {"event": topic.event_id, "topic": topic.id, "reader": person.id if person else None}
    rows = db.session.execute(_tally(counts_unlisted=topic.event.counts_unlisted_votes), asked).all()
    choice, said = next(((choice, said) for choice, _, is_said, said in rows if is_said), (None, ""))
    return TopicVotes(**{each.value: number for each, number, _, _ in rows}, mine=choice, note=said)


@cache
def _tally(*, counts_unlisted: bool) -> Select[Choice, int, int, str]:
    mine = Vote.person_id == bindparam("reader")
    is_mine, note = func.max(case((mine, 1), else_=0)), func.max(case((mine, Vote.note), else_=""))
    counted = func.sum(case((counts_by(counts_unlisted=counts_unlisted), 1), else_=0))
    return (
        select(Vote.choice, counted, is_mine, note)
        .outerjoin(Attendance, attendance_at(bindparam("event")))
        .where(Vote.topic_id == bindparam("topic"))
        .group_by(Vote.choice)
    )
