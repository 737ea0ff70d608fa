"""Which votes count: the rule shared by pages and the planner."""

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from hackathon.core.domain.attendance import Status
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote


def attendance_of_voter(event: Event) -> ColumnElement[bool]:
    """Return the outer join condition between a vote and the voter's attendance."""
    return attendance_at(event.id)


def attendance_at(event_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Return what `attendance_of_voter` does, for the event with that key."""
    return and_(Attendance.event_id == event_id, Attendance.person_id == Vote.person_id)


def counts(event: Event) -> ColumnElement[bool]:
    """Return the SQL condition that a vote counts, joined with the voter's attendance."""
    return counts_by(counts_unlisted=event.counts_unlisted_votes)


def counts_by(*, counts_unlisted: bool) -> ColumnElement[bool]:
    """Return what `counts` does, at an event with that setting.

    A vote counts if the voter is on the list and may come. Imported votes count even if the voter is not on
    the list; other such votes do if the event's settings say so.
    """
    gone = [status for status in Status if status.is_gone]
    comes = Attendance.status.not_in(gone)
    if counts_unlisted:
        return or_(Attendance.status.is_(None), comes)
    return or_(and_(Attendance.status.is_(None), Vote.from_page), comes)


def wanted(event: Event) -> ColumnElement[int]:
    """Return the number of votes for a topic that count, from the topic's stored counts."""
    if event.counts_unlisted_votes:
        return Topic.votes_counted + Topic.votes_unlisted
    return Topic.votes_counted.expression
