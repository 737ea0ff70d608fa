"""Creating an event, and changing what it says and how it counts."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hackathon.domain.attendance import Status
from hackathon.domain.errors import BadEntry
from hackathon.domain.events import CLOSES, OPENS, EventFields, check_slug, days_of
from hackathon.domain.hours import in_words
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Event, OpeningHours, Person, Slot
from hackathon.queries.settings import AS_THEY_ARE
from hackathon.services import activity, standing, waiting
from hackathon.services.transactions import refuse_stale, transaction


@transaction
def create(
    *,
    slug: str,
    title: str,
    zone: str,
    first_day: date,
    last_day: date,
    place: str | None,
    by: Person | None,
    now: datetime,
) -> Event:
    """Create an event, open from nine to five on each of its days; the person who creates it organizes it.

    Raises BadEntry for a slug that is taken or cannot be one, an unknown zone, or days in the wrong order.
    """
    check_slug(slug)
    fields = EventFields(title=title.strip(), zone=zone, first_day=first_day, last_day=last_day)
    event = Event(
        slug=slug,
        title=fields.title,
        zone=zone,
        first_day=first_day,
        last_day=last_day,
        place=(place or "").strip() or None,
        made_at=now,
        hours=[OpeningHours(day=day, opens=OPENS, closes=CLOSES) for day in days_of(first_day, last_day)],
    )
    db.session.add(event)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise BadEntry(
            f"There is an event at /{slug}/ already. Choose another address, with a year perhaps."
        ) from error
    if by is not None:
        attendance = Attendance(event=event, person=by, role=Role.ORGANIZER, answered_at=now)
        db.session.add(attendance)
        standing.become(attendance=attendance, status=Status.CONFIRMED, now=now)
    activity.did(f"created the event {event.title}", event=event, by=by, now=now)
    return event


@transaction
def change(*, event: Event, fields: EventFields, seen: int | None, by: Person | None, now: datetime) -> None:
    """Give the event these fields; a new day opens from nine to five, a day that goes takes its hours along.

    Hours that people gave for a day that goes are kept, in case it comes back.
    Raises StaleForm, and BadEntry while there are slots on a day that would go.
    """
    refuse_stale(seen, event.version)
    _refuse_days_with_slots(event, fields)
    before = days_of(event.first_day, event.last_day)
    after = days_of(fields.first_day, fields.last_day)

    for name in AS_THEY_ARE:
        setattr(event, name, getattr(fields, name))
    event.votes_open = fields.moment(fields.votes_open)
    event.votes_close = fields.moment(fields.votes_close)
    event.proposals_close = fields.moment(fields.proposals_close)
    event.weight_must = fields.weights.must
    event.weight_will = fields.weights.will
    event.weight_maybe = fields.weights.maybe
    event.hours = [each for each in event.hours if each.day in after]
    event.hours += [OpeningHours(day=day, opens=OPENS, closes=CLOSES) for day in after if day not in before]
    db.session.flush()
    waiting.move_up(event=event, now=now)
    activity.did("changed the settings", event=event, by=by, now=now)


def _refuse_days_with_slots(event: Event, fields: EventFields) -> None:
    outside = (Slot.day < fields.first_day) | (Slot.day > fields.last_day)
    day = db.session.scalar(
        select(Slot.day).where(Slot.event_id == event.id, outside).order_by(Slot.day).limit(1)
    )
    if day is not None:
        raise BadEntry(
            f"There are slots on {in_words(day)}, which would no longer be a day of the event. "
            "Remove those slots first (Rooms and hours), then change the days."
        )
