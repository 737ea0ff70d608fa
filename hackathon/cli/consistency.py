"""Checks that stored data is consistent, for rules that no database constraint enforces.

Except for the waitlist rules, this shares no code with what enforces the rules. It only reads, so it may run
beside a server in use. Someone may write between two queries, so a problem is only reported if it is still
there when checked again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import aliased, undefer

from hackathon.agenda.models import CalendarEntry, Revision, RevisionFile
from hackathon.attendance.waitlist import domain as waitlist
from hackathon.attendance.waitlist import queries as waiting
from hackathon.core.database import restored
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.planning.drafts.models import Draft, Run, RunState, Session
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries import counting

GRACE = timedelta(minutes=5)
"""How long the background worker may take over its work of every minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """Inconsistent data: the rule that it breaks, and a description without people's names."""

    rule: str
    words: str


Rule = Callable[[datetime], Iterator[str]]


def faults(now: datetime) -> list[Inconsistency]:
    """Check everything; return the inconsistencies."""
    found = {Inconsistency(rule=name, words=words) for name, rule in RULES.items() for words in rule(now)}
    db.session.rollback()
    if not found:
        return []
    still = {Inconsistency(rule=name, words=words) for name, rule in RULES.items() for words in rule(now)}
    return sorted(found & still, key=lambda each: (each.rule, each.words))


def _references(_now: datetime) -> Iterator[str]:
    """Only SQLite can have dangling references: if a program wrote without enabling foreign keys."""
    if db.engine.dialect.name != "sqlite":
        return
    for table, row, parent, _key in db.session.execute(text("PRAGMA foreign_key_check")):
        yield f"row {row} of {table} refers to a missing row of {parent}"
    for (words,) in db.session.execute(text("PRAGMA quick_check")):
        if words != "ok":
            yield words


def _seats(_now: datetime) -> Iterator[str]:
    for event in _all(select(Event).where(Event.capacity.is_not(None))):
        places = waiting.capacity_of(event)
        offered = (Attendance.event_id == event.id) & Attendance.offer_ends_at.is_not(None)
        offers = db.session.scalars(select(func.count()).where(offered)).one()
        if places.capacity is not None and places.taken > places.capacity and offers:
            taken = f"{places.taken} of {places.capacity} places are taken"
            yield f"{event.slug}: {taken}, {offers} of them on offer"


def _turns(now: datetime) -> Iterator[str]:
    holds = (Attendance.offer_ends_at.is_not(None) | Attendance.waits_since.is_not(None)) & (
        Attendance.status != Status.WAITLISTED
    )
    for key in _all(select(Attendance.id).where(holds)):
        yield f"attendance {key} has a turn or an offer, but is not on the waitlist"
    if restored.current():
        return  # nobody moves up before an administrator's release
    then = now - GRACE
    lists = select(Event).where(Event.id.in_(select(Attendance.event_id).where(_WAITS))).order_by(Event.id)
    for event in _all(lists):
        if event.is_over(now) or event.is_over(then):
            continue
        waiters = [waiting.as_waiter(each) for each in waiting.waiting(event)]
        due = waitlist.moves(waiters, places=waiting.capacity_of(event), now=then)
        lifecycle = event.lifecycle
        if due.offered and waitlist.held_until(
            now, hours=event.offer_hours, begins=lifecycle.begins, ends=lifecycle.ends
        ):
            yield f"{event.slug}: {len(due.offered)} people are waiting although places are free"


_WAITS = Attendance.status == Status.WAITLISTED


def _votes(_now: datetime) -> Iterator[str]:
    again = (
        select(Vote.topic_id, Vote.person_id).group_by(Vote.topic_id, Vote.person_id).having(func.count() > 1)
    )
    for topic, person in db.session.execute(again):
        yield f"person {person} has several votes for topic {topic}"


def _vote_counts(_now: datetime) -> Iterator[str]:
    for event in _all(select(Event)):
        counted = (
            select(func.count())
            .select_from(Vote)
            .outerjoin(Attendance, counting.attendance_of_voter(event))
            .where(Vote.topic_id == Topic.id, counting.counts(event))
            .scalar_subquery()
        )
        wrong = select(Topic.number).where(Topic.event_id == event.id, counting.wanted(event) != counted)
        for number in _all(wrong):
            yield f"{event.slug}: topic {number} has a wrong vote count. Run: hackathon db recount"


def _topics(_now: datetime) -> Iterator[str]:
    twice = select(Topic.event_id, Topic.number).group_by(Topic.event_id, Topic.number)
    for event, number in db.session.execute(twice.having(func.count() > 1)):
        yield f"event {event} has topic {number} twice"
    answered = aliased(Comment)
    strays = (
        select(Comment.id)
        .join(answered, answered.id == Comment.reply_to_id)
        .where(answered.topic_id != Comment.topic_id)
    )
    for key in _all(strays):
        yield f"comment {key} replies to a comment on another topic"


def _drafts(_now: datetime) -> Iterator[str]:
    strays = (
        select(Session.id, Draft.id)
        .join(Draft, Draft.id == Session.draft_id)
        .join(Topic, Topic.id == Session.topic_id)
        .join(Room, Room.id == Session.room_id)
        .join(Slot, Slot.id == Session.slot_id)
        .where(
            (Topic.event_id != Draft.event_id)
            | (Room.event_id != Draft.event_id)
            | (Slot.event_id != Draft.event_id)
        )
    )
    for session, draft in db.session.execute(strays):
        yield f"session {session} of draft {draft} mixes events"
    current = select(Draft.event_id).where(Draft.is_current).group_by(Draft.event_id)
    for event in _all(current.having(func.count() > 1)):
        yield f"event {event} has several current drafts"


def _revisions(_now: datetime) -> Iterator[str]:
    """Check that revisions are numbered without gaps, and that the ledger matches the last of them."""
    counted = select(
        Revision.event_id, func.count(), func.min(Revision.number), func.max(Revision.number)
    ).group_by(Revision.event_id)
    for event, count, first, last in db.session.execute(counted).all():
        if (first, last) != (1, count):
            yield f"event {event} has {count} revisions, numbered from {first} to {last}"
        newest = db.session.scalars(
            select(Revision).where(Revision.event_id == event, Revision.number == last)
        ).one()
        yield from _newest(newest)


def _newest(revision: Revision) -> Iterator[str]:
    agenda, name = revision.agenda, f"revision {revision.number} of event {revision.event_id}"
    if again := [uid for uid, count in Counter(each.uid for each in agenda.sessions).items() if count > 1]:
        yield f"{name} has {len(again)} calendar entries twice"
    ledger = {
        each.uid: (each.sequence, each.is_cancelled)
        for each in _all(select(CalendarEntry).where(CalendarEntry.event_id == revision.event_id))
    }
    said = {each.uid: (each.sequence, each.cancelled) for each in agenda.sessions}
    if wrong := [uid for uid in said if said[uid] != ledger.get(uid)]:
        yield f"{name} and the ledger differ about {len(wrong)} calendar entries"
    feed = db.session.scalars(
        select(RevisionFile)
        .where(RevisionFile.revision_id == revision.id, RevisionFile.name == "agenda.ics")
        .options(undefer(RevisionFile.content))
    ).one_or_none()
    if feed is None:
        yield f"{name} has no calendar"
    elif _entries(feed.content) != _expected(agenda):
        yield f"{name} and its calendar differ"


def _entries(feed: bytes) -> set[tuple[Any, ...]]:
    """Return a calendar's data of each entry."""
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    return {
        (
            str(each["uid"]),
            int(str(each["sequence"])),
            str(each["status"]),
            each.decoded("dtstart"),
            each.decoded("dtend"),
        )
        for each in Calendar.from_ical(feed).walk("VEVENT")
    }


def _expected(agenda: Agenda) -> set[tuple[Any, ...]]:
    return {
        (
            each.uid,
            each.sequence,
            "CANCELLED" if each.cancelled else "CONFIRMED",
            each.starts,
            each.ends,
        )
        for each in agenda.sessions
    }


def _mail(now: datetime) -> Iterator[str]:
    sent = Mail.state == MailState.SENT
    if odd := _count(select(func.count()).where(sent != Mail.sent_at.is_not(None))):
        yield f"{odd} emails are marked as sent without a time, or have a time but are not marked as sent"
    if kept := _count(select(func.count()).where(sent & (Mail.text != ""))):
        yield f"{kept} sent emails still contain their text"
    stuck = (Mail.state == MailState.SENDING) & (Mail.claimed_at < now - 12 * GRACE)
    if lost := _count(select(func.count()).where(stuck)):
        yield f"{lost} emails have been marked as sending for over an hour"


def _plans(now: datetime) -> Iterator[str]:
    done = (Run.state == RunState.DONE) & Run.solution.is_(None)
    if empty := _count(select(func.count()).where(done)):
        yield f"{empty} planner runs finished without an agenda"
    running = _all(select(Run).where(Run.state == RunState.RUNNING))
    if lost := [each for each in running if each.is_lost(now - GRACE)]:
        yield f"{len(lost)} planner runs are marked as running, but no worker runs them"


RULES: dict[str, Rule] = {
    "references": _references,
    "seats": _seats,
    "turns": _turns,
    "one vote per person": _votes,
    "vote counts": _vote_counts,
    "topics": _topics,
    "drafts": _drafts,
    "feeds against revisions": _revisions,
    "mail": _mail,
    "plans": _plans,
}
"""The checks, by the names under which they are reported."""


def _all(statement: Select[Any]) -> Sequence[Any]:
    return db.session.scalars(statement).all()


def _count(statement: Select[Any]) -> int:
    found: int = db.session.scalars(statement).one()
    return found
