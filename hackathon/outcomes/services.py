"""Recording minutes and outcomes, and carrying topics over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import SENT_BEFORE, refuse_stale, transaction
from hackathon.core.domain.outcomes import LONGEST_JOINED_MINUTES, LONGEST_MINUTES, OutcomeKind, PromiseResult
from hackathon.core.domain.topics import ContactRole
from hackathon.core.errors import BadEntry, NotYours, StaleForm
from hackathon.core.extensions import db, settings
from hackathon.core.text import markdown
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox
from hackathon.outcomes import queries
from hackathon.outcomes.domain import both_texts
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.topics.carry_over import services as carrying_topics
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMinutes:
    """The minutes as saved; `is_joined` if someone else had written meanwhile and both texts were merged."""

    text: str
    version: int
    is_joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFields:
    """A decision, an action or a link as typed; fields that its kind doesn't have are ignored."""

    kind: OutcomeKind
    text: str
    owner: str | None = None
    due: date | None = None
    address: str = ""


@transaction
def save_minutes(
    *,
    topic: Topic,
    text: str,
    seen: int,
    attendance: Attendance | None,
    by: Person,
    now: datetime,
    occurrence: int = 1,
) -> SavedMinutes:
    """Save the minutes of a session, merged with any that someone else saved since version `seen`.

    Raises NotYours for a person who is not on the list, and BadEntry for a text that is too long, also where
    both together are.
    """
    refuse_strangers(topic, attendance, by)
    if len(text) > LONGEST_MINUTES:
        raise BadEntry(
            message(
                "Minutes can be up to %(most)s characters long. Link to a longer text instead.",
                most=LONGEST_MINUTES,
            )
        )
    markdown.check_markup(text)
    minutes = queries.minutes_of(topic, occurrence)
    if minutes is None:
        minutes = Minutes(topic=topic, occurrence=occurrence, text=text, written_at=now)
        db.session.add(minutes)
        activity.record(LogKind.BEGAN_MINUTES, event=topic.event, by=by, now=now, topic=topic.title)
        db.session.flush()
        return SavedMinutes(text=text, version=minutes.version, is_joined=False)
    is_joined = minutes.version != seen and minutes.text != text
    minutes.text = _joined(minutes.text, text) if is_joined else text
    minutes.written_at = now
    db.session.flush()
    return SavedMinutes(text=minutes.text, version=minutes.version, is_joined=is_joined)


def _joined(saved: str, typed: str) -> str:
    """Return both texts; without a limit, a form sent again and again would add to them each time."""
    text = both_texts(saved, typed)
    if len(text) > LONGEST_JOINED_MINUTES:
        raise BadEntry(
            message(
                "Someone else wrote at the same time, and both texts together are too long. "
                "Please shorten yours."
            )
        )
    return text


@transaction
def add_outcome(
    *,
    topic: Topic,
    fields: OutcomeFields,
    form_key: str,
    attendance: Attendance | None,
    by: Person,
    now: datetime,
) -> OutcomeLine:
    """Add a decision, an action or a link; the same form sent twice adds it once.

    Raises NotYours for a person who is not on the list, BadEntry for a link without a web address, and
    StaleForm if the form was sent before with something else.
    """
    refuse_strangers(topic, attendance, by)
    known = db.session.scalar(select(OutcomeLine).where(OutcomeLine.form_key == form_key))
    if known is not None:
        if (known.topic_id, known.kind, known.text) != (topic.id, fields.kind, fields.text):
            raise StaleForm(SENT_BEFORE)
        return known
    is_action, is_link = fields.kind is OutcomeKind.ACTION, fields.kind is OutcomeKind.LINK
    if is_link and not fields.address.startswith(("https://", "http://")):
        raise BadEntry(message("Please enter a web address that begins with https://."), at="address")
    outcome = OutcomeLine(
        topic=topic,
        kind=fields.kind,
        text=fields.text,
        owner=fields.owner if is_action else None,
        due=fields.due if is_action else None,
        address=fields.address if is_link else "",
        made_at=now,
        form_key=form_key,
    )
    db.session.add(outcome)
    activity.record(
        LogKind.ADDED_OUTCOME, event=topic.event, by=by, now=now, topic=topic.title, outcome=fields.text
    )
    return outcome


@transaction
def set_done(
    *, outcome: OutcomeLine, is_done: bool, attendance: Attendance | None, by: Person, now: datetime
) -> None:
    """Mark an action as done, or as open again."""
    refuse_strangers(outcome.topic, attendance, by)
    outcome.done_at = now if is_done else None


@transaction
def remove_outcome(*, outcome: OutcomeLine, attendance: Attendance | None, by: Person, now: datetime) -> None:
    """Remove an item that was added by mistake."""
    refuse_strangers(outcome.topic, attendance, by)
    topic = outcome.topic
    activity.record(
        LogKind.REMOVED_OUTCOME,
        event=topic.event,
        by=by,
        now=now,
        topic=topic.title,
        outcome=outcome.text,
    )
    db.session.delete(outcome)


@transaction
def assess(
    *,
    topic: Topic,
    result: PromiseResult | None,
    sentence: str,
    seen: int,
    attendance: Attendance | None,
    by: Person,
    now: datetime,
) -> None:
    """Assess how far a topic kept its promise; `result` None removes the assessment.

    Raises NotYours for someone who neither runs the topic nor organizes the event, BadEntry for a topic
    without promises, and StaleForm if someone else assessed it since version `seen`, 0 before the first.
    """
    if not may_assess(topic=topic, attendance=attendance, by=by):
        raise NotYours(message("Only the topic's hosts and organizers can assess its promised outcomes."))
    if not topic.outcomes:
        raise BadEntry(message("This topic has no expected outcome yet. Edit the topic to add one first."))
    assessment = queries.assessment_of(topic)
    refuse_stale(seen, assessment.version if assessment else 0)
    if result is None:
        if assessment is not None:
            db.session.delete(assessment)
        return
    if assessment is None:
        assessment = PromiseAssessment(topic=topic)
        db.session.add(assessment)
    assessment.result, assessment.sentence, assessment.assessed_at = result, sentence, now
    activity.record(LogKind.ASSESSED_PROMISE, event=topic.event, by=by, now=now, topic=topic.title)


def may_assess(*, topic: Topic, attendance: Attendance | None, by: Person | None) -> bool:
    """Whether this person may assess a topic's promise: its hosts and organizers may."""
    if by is None:
        return False
    organizes = attendance is not None and attendance.is_organizer and attendance.event_id == topic.event_id
    hosts = (each.person_id for each in topic.contacts if each.role != ContactRole.PROPOSER)
    return by.is_administrator or organizes or by.id in hosts


def remind_hosts(*, now: datetime) -> int:
    """Remind hosts of sessions without any notes, once per event; return how many."""
    return sum(_remind_hosts_of(event=event, now=now) for event in queries.just_ended(now))


@transaction
def _remind_hosts_of(*, event: Event, now: datetime) -> int:
    hosts = queries.silent_hosts(event)
    for person, topics in hosts.items():
        base = f"{settings().url}/{event.slug}/topics"
        outbox.write(
            kind=MailKind.MINUTES,
            to=person.email or "",
            name=person.name,
            words={"topics": [(topic.title, f"{base}/{topic.address}/outcome") for topic in topics]},
            event=event,
            person=person,
            now=now,
        )
    return len(hosts)


@transaction
def carry_unfinished(
    *, event: Event, topics: Collection[int], to: Event, by: Person | None, now: datetime
) -> int:
    """Copy unfinished topics, by number, to a later event as drafts; return how many are new there.

    Voters keep their interest as a “maybe”, and open actions are listed in the description. Topics that the
    later event already has are skipped. Raises BadEntry for an event that is not later.
    """
    new = 0
    for topic, actions in queries.unfinished_topics(event):
        is_there = any(each.event_id == to.id for each in topic_links.later_on(topic))
        if topic.number not in topics or is_there:
            continue
        key = f"next-{event.id}-{topic.id}-{to.id}"
        copy = carrying_topics.carry_over(
            topic=topic, to=to, with_interest=True, form_key=key, by=by, now=now
        )
        if actions:
            lines = "\n".join(f"- {action.text}" for action in actions)
            copy.description = f"{copy.description}\n\n{lines}".strip()
        new += 1
    return new


def refuse_strangers(topic: Topic, attendance: Attendance | None, by: Person) -> None:
    """Raise NotYours for someone who is not on the list of the topic's event."""
    is_on_the_list = attendance is not None and attendance.event_id == topic.event_id
    if not by.is_administrator and not (is_on_the_list and attendance and not attendance.status.is_gone):
        raise NotYours(message("Only people on the event's list can write minutes and outcomes."))
