"""Reading what came of an event."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from hackathon.agenda import queries as agendas
from hackathon.agenda.models import Revision
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.outcomes.domain import ActionLine, EventReport, TopicOutcome
from hackathon.outcomes.models import Feedback, Minutes, OutcomeKind, OutcomeLine
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote


def minutes_of(topic: Topic) -> Minutes | None:
    """Return the minutes of a topic, if anybody wrote any."""
    return db.session.get(Minutes, topic.id)


def outcomes_of(topic: Topic) -> Sequence[OutcomeLine]:
    """Return the decisions, actions and links of a topic, in the order in which they were noted."""
    found = select(OutcomeLine).where(OutcomeLine.topic_id == topic.id).order_by(OutcomeLine.id)
    return db.session.scalars(found).all()


def feedback_of(event: Event) -> Sequence[Feedback]:
    """Return what was said about an event, the latest first."""
    found = select(Feedback).where(Feedback.event_id == event.id).order_by(Feedback.id.desc())
    return db.session.scalars(found).all()


def event_report(event: Event) -> EventReport:
    """Return what came of an event.

    Topics that are not in the agenda are left out unless they have outcomes.
    """
    agenda = agendas.latest(event)
    attending = (Attendance.event_id == event.id, Attendance.status == Status.CONFIRMED)
    counts = {
        "revisions": select(func.count()).select_from(Revision).where(Revision.event_id == event.id),
        "confirmed": select(func.count()).select_from(Attendance).where(*attending),
        "came": select(func.count(Attendance.checked_in_at)).where(*attending),
        "votes": select(func.count(Vote.topic_id))
        .join(Topic, Topic.id == Vote.topic_id)
        .where(Topic.event_id == event.id),
        "feedback": select(func.count()).select_from(Feedback).where(Feedback.event_id == event.id),
        "rating": select(func.avg(Feedback.rating)).where(Feedback.event_id == event.id),
    }
    row = db.session.execute(
        select(*(each.scalar_subquery().label(name) for name, each in counts.items()))
    ).one()
    known = row._asdict()
    rating = known.pop("rating")
    return EventReport(
        title=event.title,
        sessions=len(agenda.running) if agenda else 0,
        topics=_topics(event, agenda),
        rating=None if rating is None else round(float(rating), 1),
        **known,
    )


def _topics(event: Event, agenda: Agenda | None) -> list[TopicOutcome]:
    held = {session.topic for session in agenda.running} if agenda else set()
    rows = db.session.execute(
        select(Topic, Minutes.text)
        .outerjoin(Minutes, Minutes.topic_id == Topic.id)
        .where(Topic.event_id == event.id)
        .order_by(Topic.number)
    ).all()
    lines: dict[int, list[OutcomeLine]] = defaultdict(list)
    found = select(OutcomeLine).join(Topic).where(Topic.event_id == event.id).order_by(OutcomeLine.id)
    for outcome in db.session.scalars(found):
        lines[outcome.topic_id].append(outcome)
    topics = [topic_outcome(topic, minutes or "", lines[topic.id]) for topic, minutes in rows]
    return [topic for topic in topics if topic.number in held or topic.has_any]


def topic_outcome(topic: Topic, minutes: str, outcomes: Iterable[OutcomeLine]) -> TopicOutcome:
    """Return what came of a topic as a value."""
    of_kind: dict[OutcomeKind, list[OutcomeLine]] = defaultdict(list)
    for outcome in outcomes:
        of_kind[outcome.kind].append(outcome)
    return TopicOutcome(
        number=topic.number,
        title=topic.title,
        address=topic.address,
        promised=topic.outcomes or "",
        minutes=minutes,
        decisions=tuple(each.text for each in of_kind[OutcomeKind.DECISION]),
        actions=tuple(
            ActionLine(text=each.text, owner=each.owner, due=each.due, is_done=each.done_at is not None)
            for each in of_kind[OutcomeKind.ACTION]
        ),
        links=tuple((each.text, each.address) for each in of_kind[OutcomeKind.LINK]),
    )
