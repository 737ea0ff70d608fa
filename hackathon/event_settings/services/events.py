"""Creating an event, and changing its settings."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.registration.services import attendance_status
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.hours import covers, merged
from hackathon.core.domain.phases import WORDS, Phase
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.markdown import check_markup
from hackathon.core.text.messages import message
from hackathon.event_settings.queries import AS_THEY_ARE
from hackathon.events.domain import CLOSES, OPENS, EventFields, check_slug, days_of
from hackathon.events.models import Event, OpeningHours
from hackathon.events.participation.models import Attendance
from hackathon.planning.timetable import services as timetable


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
    """Create an event that is open from nine to five on each of its days; its creator organizes it.

    Raises BadEntry for a slug that is taken or invalid, an unknown time zone, or days in the wrong order.
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
    _add(event)
    if by is not None:
        attendance = Attendance(event=event, person=by, role=Role.ORGANIZER, answered_at=now)
        db.session.add(attendance)
        attendance_status.change(attendance=attendance, status=Status.CONFIRMED, now=now)
    activity.record(LogKind.CREATED_EVENT, event=event, by=by, now=now, title=event.title)
    return event


def _add(event: Event) -> None:
    db.session.add(event)
    try:
        db.session.flush()
    except IntegrityError as error:
        words = message(
            "There is already an event at /%(slug)s/. Please choose another address.", slug=event.slug
        )
        raise BadEntry(words, at="slug") from error


@transaction
def change(*, event: Event, fields: EventFields, seen: int | None, by: Person | None, now: datetime) -> None:
    """Save these fields; a new day is open from nine to five, a removed day loses its opening hours.

    Availability that people gave for a removed day is kept in case the day comes back. Raises StaleForm, and
    BadEntry while there are slots on a removed day.
    """
    refuse_stale(seen, event.version)
    _refuse_days_with_slots(event, fields)
    check_markup(
        *(said for name in ("about", "notice") if (said := getattr(fields, name)) != getattr(event, name))
    )
    zone, before = event.zone, days_of(event.first_day, event.last_day)
    after = days_of(fields.first_day, fields.last_day)

    write_fields(event, fields)
    event.hours = [each for each in event.hours if each.day in after]
    event.hours += [OpeningHours(day=day, opens=OPENS, closes=CLOSES) for day in after if day not in before]
    if zone != event.zone:
        timetable.refuse_other_clocks(event)
    db.session.flush()
    db.session.refresh(event)  # The last day may close at another hour now.
    waiting.move_up(event=event, now=now)
    activity.record(LogKind.CHANGED_SETTINGS, event=event, by=by, now=now)


@transaction
def hold(*, event: Event, phase: Phase | None, seen: int | None, by: Person | None, now: datetime) -> None:
    """Hold the event in a phase, whatever its dates say, or let it follow its dates again (None).

    Holding a later phase advances the event, an earlier one reopens it. Setting the current value changes
    nothing. Raises StaleForm.
    """
    refuse_stale(seen, event.version)
    if event.held_phase is phase:
        return
    event.held_phase = phase
    db.session.flush()
    waiting.move_up(event=event, now=now)
    if phase:
        activity.record(LogKind.SET_PHASE, event=event, by=by, now=now, phase=WORDS[phase])
    else:
        activity.record(LogKind.FREED_PHASE, event=event, by=by, now=now)


def write_fields(event: Event, fields: EventFields) -> None:
    """Write these fields to the row, as part of a service that has checked them."""
    for name in AS_THEY_ARE:
        setattr(event, name, getattr(fields, name))
    event.votes_open = fields.moment(fields.votes_open)
    event.votes_close = fields.moment(fields.votes_close)
    event.proposals_open = fields.moment(fields.proposals_open)
    event.proposals_close = fields.moment(fields.proposals_close)
    event.weight_must = fields.weights.must
    event.weight_will = fields.weights.will
    event.weight_maybe = fields.weights.maybe


def _refuse_days_with_slots(event: Event, fields: EventFields) -> None:
    days = days_of(fields.first_day, fields.last_day)
    nights = merged([each.hours for each in event.hours if each.day in days], event.zone)
    outside = [slot for slot in event.slots if slot.day not in days and not covers(nights, slot.span)]
    if outside:
        day = min(slot.day for slot in outside)
        raise BadEntry(
            message(
                "There are slots on %(day)s, which would no longer be a day of the event. "
                "Please remove those slots first under Rooms & times, or move the whole event.",
                day=day,
            ),
            at="last_day",
        )
