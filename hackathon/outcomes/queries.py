"""Loading minutes, outcomes and feedback."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import Select, exists, func, or_, select

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.agenda.head_counts.queries import head_counts
from hackathon.agenda.models import Revision
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.outcomes import OutcomeKind, PromiseResult
from hackathon.core.domain.topics import ContactRole
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db, settings
from hackathon.core.text.addresses import without_addresses
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from hackathon.outcomes.domain import (
    ActionLine,
    CountedSession,
    EventReport,
    PromiseOutcome,
    SessionMinutes,
    TopicOutcome,
)
from hackathon.outcomes.materials.models import Material
from hackathon.outcomes.materials.queries import materials_by_topic
from hackathon.outcomes.models import Feedback, Minutes, OutcomeLine, PromiseAssessment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

RATINGS = (5, 4, 3, 2, 1)
CHOICES = (Choice.MUST, Choice.WILL, Choice.MAYBE)
AFTER, UNTIL = timedelta(hours=10), timedelta(days=2)
"""When hosts are reminded of minutes: from the morning after the event, for a short time."""


def minutes_of(topic: Topic, occurrence: int = 1) -> Minutes | None:
    """Return the minutes of one of a topic's sessions, or None."""
    return db.session.get(Minutes, (topic.id, occurrence))


def minutes_by_session(topic: Topic) -> dict[int, Minutes]:
    """Return the minutes of a topic's sessions by their occurrence, in order."""
    found = select(Minutes).where(Minutes.topic_id == topic.id).order_by(Minutes.occurrence)
    return {minutes.occurrence: minutes for minutes in db.session.scalars(found)}


def assessment_of(topic: Topic) -> PromiseAssessment | None:
    """Return the assessment of a topic's promise, if any."""
    return db.session.get(PromiseAssessment, topic.id)


def outcomes_of(topic: Topic) -> Sequence[OutcomeLine]:
    """Return the decisions, actions and links of a topic, in the order in which they were added."""
    found = select(OutcomeLine).where(OutcomeLine.topic_id == topic.id).order_by(OutcomeLine.id)
    return db.session.scalars(found).all()


def silent_hosts(event: Event) -> dict[Person, list[Topic]]:
    """Return the hosts of sessions without any notes, with those topics, by name.

    Hosts who have been reminded already or have no address are left out.
    """
    agenda = agendas.latest(event)
    held = {session.topic for session in agenda.running} if agenda else set()
    asked = select(Mail.person_id).where(Mail.event_id == event.id, Mail.kind == MailKind.MINUTES)
    has_any = (
        exists().where(Minutes.topic_id == Topic.id, Minutes.text != ""),
        exists().where(OutcomeLine.topic_id == Topic.id),
        exists().where(Material.topic_id == Topic.id),
        exists().where(PromiseAssessment.topic_id == Topic.id),
    )
    rows = db.session.execute(
        select(Person, Topic)
        .join(Contact, Contact.person_id == Person.id)
        .join(Topic, Topic.id == Contact.topic_id)
        .where(Topic.event_id == event.id, Topic.number.in_(held), ~or_(*has_any))
        .where(Contact.role != ContactRole.PROPOSER, Person.email.is_not(None))
        .where(Person.id.not_in(asked.where(Mail.person_id.is_not(None))))
        .order_by(Person.sort_key, Person.id, Topic.number)
    )
    hosts: dict[Person, list[Topic]] = defaultdict(list)
    for person, topic in rows:
        if topic not in hosts[person]:
            hosts[person].append(topic)
    return dict(hosts)


def just_ended(now: datetime) -> list[Event]:
    """Return the events that ended yesterday or the day before, and are not archived."""
    days = (Event.last_day >= now.date() - timedelta(days=4), Event.last_day <= now.date())
    found = db.session.scalars(select(Event).where(*days, Event.archived_at.is_(None)).order_by(Event.id))
    return [
        event
        for event in found
        if event.is_published and event.lifecycle.ends + AFTER <= now < event.lifecycle.ends + UNTIL
    ]


def unfinished_topics(event: Event) -> list[tuple[Topic, list[OutcomeLine]]]:
    """Return the topics that could continue at a later event, by number, with their open actions.

    These are topics with open actions, topics that didn't fully keep their promise, and topics with votes
    that were never held.
    """
    agenda = agendas.latest(event)
    held = {session.topic for session in agenda.running} if agenda else set()
    actions: dict[int, list[OutcomeLine]] = defaultdict(list)
    is_open = (OutcomeLine.kind == OutcomeKind.ACTION, OutcomeLine.done_at.is_(None))
    found = select(OutcomeLine).join(Topic).where(Topic.event_id == event.id, *is_open)
    for action in db.session.scalars(found.order_by(OutcomeLine.id)):
        actions[action.topic_id].append(action)
    is_wanted = exists().where(Vote.topic_id == Topic.id)
    is_unmet = exists().where(
        PromiseAssessment.topic_id == Topic.id, PromiseAssessment.result != PromiseResult.MET
    )
    topics = select(Topic, is_wanted, is_unmet).where(Topic.event_id == event.id, ~Topic.is_withdrawn)
    return [
        (topic, actions[topic.id])
        for topic, wanted, unmet in db.session.execute(topics.order_by(Topic.number))
        if actions[topic.id] or unmet or (wanted and topic.number not in held)
    ]


def event_report(event: Event) -> EventReport:
    """Return the results of an event.

    Topics that are not in the agenda are left out unless they have outcomes.
    """
    agenda, known = agendas.latest(event), _counts(event)
    rating = known.pop("rating")
    return EventReport(
        title=event.title,
        site=settings().url,
        sessions=len(agenda.running) if agenda else 0,
        topics=_topics(event, agenda),
        head_counts=_counted_sessions(event, agenda) if agenda else (),
        rating=None if rating is None else round(float(rating), 1),
        **known,
    )


def _counted_sessions(event: Event, agenda: Agenda) -> tuple[CountedSession, ...]:
    counted = head_counts(event)
    return tuple(
        CountedSession(name=session.name, counted=counted[session.key], expected=session.expected)
        for session in sorted(agenda.running, key=lambda each: (each.starts, each.topic))
        if session.key in counted
    )


def _counts(event: Event) -> dict[str, Any]:
    """Count all numbers of a report, in one statement."""
    attending = (Attendance.event_id == event.id, Attendance.status == Status.CONFIRMED)
    on_event = (Feedback.event_id == event.id, Feedback.topic_id.is_(None))
    said = select(func.count()).select_from(Feedback).where(*on_event)
    votes = select(func.count()).select_from(Vote).join(Topic, Topic.id == Vote.topic_id)
    votes = votes.where(Topic.event_id == event.id)
    counts: dict[str, Select[Any]] = {
        "revisions": select(func.count()).select_from(Revision).where(Revision.event_id == event.id),
        "confirmed": select(func.count()).select_from(Attendance).where(*attending),
        "came": select(func.count(Attendance.checked_in_at)).where(*attending),
        "votes": votes,
        "feedback": said,
        "rating": select(func.avg(Feedback.rating)).where(*on_event),
        "session_feedback": select(func.count())
        .select_from(Feedback)
        .where(Feedback.event_id == event.id, Feedback.topic_id.is_not(None)),
        **{f"rated_{rating}": said.where(Feedback.rating == rating) for rating in RATINGS},
        **{f"chose_{choice}": votes.where(Vote.choice == choice) for choice in CHOICES},
    }
    row = db.session.execute(select(*(each.scalar_subquery().label(name) for name, each in counts.items())))
    known = dict(row.mappings().one())
    known["ratings"] = tuple(known.pop(f"rated_{rating}") for rating in RATINGS)
    known["choices"] = tuple(known.pop(f"chose_{choice}") for choice in CHOICES)
    return known


def _topics(event: Event, agenda: Agenda | None) -> list[TopicOutcome]:
    held = {session.topic for session in agenda.running} if agenda else set()
    rows = db.session.execute(
        select(Topic, PromiseAssessment)
        .outerjoin(PromiseAssessment, PromiseAssessment.topic_id == Topic.id)
        .where(Topic.event_id == event.id)
        .order_by(Topic.number)
    ).all()
    notes = _Notes(event)
    topics = [notes.of(topic, said) for topic, said in rows]
    return [topic for topic in topics if topic.number in held or topic.has_any]


class _Notes:
    """All recorded outcomes of an event's topics by topic key, loaded in three statements."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.minutes: dict[int, list[SessionMinutes]] = defaultdict(list)
        self.lines: dict[int, list[OutcomeLine]] = defaultdict(list)
        self.files = materials_by_topic(event)
        here = Topic.event_id == event.id
        minutes = select(Minutes).join(Topic).where(here, Minutes.text != "").order_by(Minutes.occurrence)
        for each in db.session.scalars(minutes):
            self.minutes[each.topic_id].append(
                SessionMinutes(occurrence=each.occurrence, text=without_addresses(each.text))
            )
        lines = select(OutcomeLine).join(Topic).where(here).order_by(OutcomeLine.id)
        for line in db.session.scalars(lines):
            self.lines[line.topic_id].append(line)

    def of(self, topic: Topic, assessment: PromiseAssessment | None) -> TopicOutcome:
        """Return the outcome of a topic as a value, without email addresses: everyone may read it."""
        of_kind: dict[OutcomeKind, list[OutcomeLine]] = defaultdict(list)
        for line in self.lines.get(topic.id, ()):
            of_kind[line.kind].append(line)
        return TopicOutcome(
            number=topic.number,
            title=topic.title,
            address=topic.address,
            promised=topic.outcomes or "",
            achieved=PromiseOutcome(result=assessment.result, sentence=without_addresses(assessment.sentence))
            if assessment
            else None,
            minutes=tuple(self.minutes.get(topic.id, ())),
            decisions=tuple(without_addresses(each.text) for each in of_kind[OutcomeKind.DECISION]),
            actions=tuple(map(_action, of_kind[OutcomeKind.ACTION])),
            links=tuple((without_addresses(each.text), each.address) for each in of_kind[OutcomeKind.LINK]),
            files=tuple((each.name, file_path(self.event, topic, each)) for each in self.files[topic.id])
            if topic.id in self.files
            else (),
        )


def _action(line: OutcomeLine) -> ActionLine:
    return ActionLine(
        text=without_addresses(line.text),
        owner=without_addresses(line.owner) if line.owner else None,
        due=line.due,
        is_done=line.done_at is not None,
    )


def file_path(event: Event, topic: Topic, material: Material) -> str:
    """Return the path of a file on this server."""
    return f"/{event.slug}/topics/{topic.address}/files/{material.id}/{quote(material.name)}"
