"""Finding the owner of a personal calendar, and the calendars that no longer exist."""

import hashlib
from dataclasses import dataclass

from flask import abort
from sqlalchemy import and_, bindparam, func, select

from hackathon.agenda.feeds.models import FeedKey, GoneAddress
from hackathon.agenda.models import Revision
from hackathon.agenda.reminders.models import Reminder
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import db
from hackathon.events.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The owner of a calendar, with its event and language; `revision` is the current one, or 0."""

    person_id: int
    event_id: int
    revision: int
    language: str
    alarm_minutes: int | None


def owner(secret: str) -> Owner:
    """Return the owner of the calendar at a secret address; 404 if there is none."""
    row = db.session.execute(_OWNER, {"secret": secret}).first()
    if row is None:
        abort(404)
    person_id, event_id, revision, language, alarm_minutes = row
    return Owner(
        person_id=person_id,
        event_id=event_id,
        revision=revision,
        language=language,
        alarm_minutes=alarm_minutes,
    )


# Put together once: calendar apps ask it every hour for each person.
_OWNER = (
    select(
        FeedKey.person_id,
        FeedKey.event_id,
        func.coalesce(
            select(func.max(Revision.number)).where(Revision.event_id == FeedKey.event_id).scalar_subquery(),
            0,
        ),
        Event.language,
        Reminder.alarm_minutes,
    )
    .join(Event, Event.id == FeedKey.event_id)
    .outerjoin(Reminder, and_(Reminder.event_id == Event.id, Reminder.person_id == FeedKey.person_id))
    .where(FeedKey.secret == bindparam("secret"))
)


def is_gone(path: str) -> bool:
    """Whether there was a calendar at this path, which was deleted for good."""
    found = [digest(path), digest(below(path.split("/")[1]))]
    return (
        db.session.scalar(select(GoneAddress.digest).where(GoneAddress.digest.in_(found)).limit(1))
        is not None
    )


def calendar(secret: str) -> str:
    """Return the path of a person's own calendar."""
    return f"/calendars/{secret}.ics"


def below(slug: str) -> str:
    """Return the path prefix of an event's calendars."""
    return f"/{slug}/"


def digest(path: str) -> str:
    """Return the digest stored for a path that no longer exists."""
    return hashlib.sha256(path.encode()).hexdigest()


def agenda_of(owner: Owner) -> Agenda:
    """Return the agenda that the calendar shows; before the first publication, an empty one."""
    if owner.revision:
        found = select(Revision.document).where(
            Revision.event_id == owner.event_id, Revision.number == owner.revision
        )
        return Agenda.from_json(db.session.scalars(found).one())
    return _blank(db.session.get_one(Event, owner.event_id))


def _blank(event: Event) -> Agenda:
    return Agenda(
        event=event.slug,
        title=event.title,
        place=event.place,
        zone=event.zone,
        revision=0,
        published_at=event.made_at,
        note="",
        hue=event.hue,
        areas=(),
        rooms=(),
        slots=(),
        sessions=(),
    )
