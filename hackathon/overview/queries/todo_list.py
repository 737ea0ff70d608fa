"""Loading the counts that the overview is based on."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select

from hackathon.accounts.models import PersonMerge, PersonMergeState
from hackathon.agenda import queries as agendas
from hackathon.agenda.models import Revision
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.outcomes import OutcomeKind
from hackathon.core.domain.topics import ReviewState
from hackathon.core.extensions import db
from hackathon.events.models import Event, OpeningHours
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.outcomes.materials.models import Material
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.overview.domain import EventNumbers, Window
from hackathon.planning.drafts.models import Draft
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote


def numbers(event: Event) -> EventNumbers:
    """Count everything in one query."""
    key = event.id
    topics = (Topic.event_id == key, ~Topic.is_withdrawn)
    votes = (Vote.topic_id.in_(select(Topic.id).where(*topics)),)
    attending = select(Attendance.person_id).where(Attendance.event_id == key)
    latest = select(func.max(Revision.number)).where(Revision.event_id == key).scalar_subquery()
    current = (Draft.event_id == key, Draft.is_current.is_(True))
    to_review = Topic.review_state.in_((ReviewState.NEW, ReviewState.NEEDS_REVIEW))
    asked: dict[str, ScalarSelect[Any]] = {
        "rooms": _count(Room.event_id == key),
        "open_days": _count(OpeningHours.event_id == key),
        "slots": _count(Slot.event_id == key, ~Slot.is_break),
        "topics": _count(*topics),
        "without_contact": _count(*topics, Topic.id.not_in(select(Contact.topic_id))),
        "to_review": _count(*topics, to_review),
        "people": _count(Attendance.event_id == key),
        "confirmed": _who_said(key, Status.CONFIRMED),
        "declined": _who_said(key, Status.DECLINED, Status.CANCELLED),
        "invited": _who_said(key, Status.INVITED),
        "duplicates": _count(PersonMerge.event_id == key, PersonMerge.state == PersonMergeState.PROPOSED),
        "unknown_votes": _count(*votes, Vote.person_id.not_in(attending)),
        "unapproved": _count(
            Attendance.event_id == key, Attendance.status == Status.WAITLISTED, ~Attendance.is_approved
        ),
        "mails_failed": _count(Mail.event_id == key, Mail.state == MailState.FAILED),
        "mails_unknown": _count(Mail.event_id == key, Mail.state == MailState.UNKNOWN),
        **_results(event, *topics),
        "voters": select(func.count(Vote.person_id.distinct())).where(*votes).scalar_subquery(),
        "votes": _count(*votes),
        "has_draft": _count(*current),
        "revision": latest,
        "published_at": select(Revision.published_at)
        .where(Revision.event_id == key, Revision.number == latest)
        .scalar_subquery(),
        "voted_at": select(func.max(Vote.cast_at)).where(*votes).scalar_subquery(),
        "drafted_at": select(Draft.made_at).where(*current).scalar_subquery(),
    }
    row = db.session.execute(select(*(what.label(name) for name, what in asked.items()))).one()._asdict()
    changed = [moment for moment in (row.pop("voted_at"), row.pop("drafted_at")) if moment]
    return EventNumbers(**{**row, "has_draft": bool(row["has_draft"])}, changed_at=max(changed, default=None))


def window(event: Event, now: datetime) -> Window:
    """Return the voting period and the current day, in the event's local time."""
    zone = event.timezone
    agenda = agendas.latest(event) if event.is_published else None
    return Window(
        phase=event.phase(now),
        today=now.astimezone(zone),
        opens=event.votes_open and event.votes_open.astimezone(zone),
        closes=event.votes_close and event.votes_close.astimezone(zone),
        zone=event.zone,
        published_zone=agenda.zone if agenda else event.zone,
    )


def _count(*where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(*where).scalar_subquery()


def _results(event: Event, *topics: ColumnElement[bool]) -> dict[str, ScalarSelect[Any]]:
    """Return what is counted after the event."""
    is_open = (OutcomeLine.kind == OutcomeKind.ACTION, OutcomeLine.done_at.is_(None))
    actions = select(func.count(OutcomeLine.id)).join(Topic, Topic.id == OutcomeLine.topic_id)
    kept = (OutcomeLine, PromiseAssessment, Material)
    written = Topic.id.in_(select(Minutes.topic_id).where(Minutes.text != ""))
    is_confirmed = (Attendance.event_id == event.id, Attendance.status == Status.CONFIRMED)
    return {
        "open_actions": actions.where(*topics, *is_open).scalar_subquery(),
        "with_results": _count(
            *topics, or_(written, *(Topic.id.in_(select(each.topic_id)) for each in kept))
        ),
        "checked_in": _count(*is_confirmed, Attendance.checked_in_at.is_not(None)),
    }


def _who_said(event: int, *answers: Status) -> ScalarSelect[int]:
    return _count(Attendance.event_id == event, Attendance.status.in_(answers))
