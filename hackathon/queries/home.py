"""What stands on an event's first page: how much there is of everything, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from hackathon.domain.attendance import Status
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Person, Revision, Topic, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How much there is of everything; `votes` are those of the one who asks."""

    topics: int
    areas: int
    confirmed: int
    invited: int
    revision: int | None
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """What comes next, and on which day; `at` where there is an hour to it."""

    name: str
    day: date
    at: datetime | None = None


def numbers(event: Event, person: Person | None) -> Numbers:
    """Count what the event has, in one statement."""
    proposed = (Topic.event_id == event.id, ~Topic.is_withdrawn)
    attending = select(func.count()).where(Attendance.event_id == event.id)
    mine = Vote.person_id == (person.id if person else None)
    counts = {
        "topics": select(func.count(Topic.id)).where(*proposed),
        "areas": select(func.count(Topic.area_id.distinct())).where(*proposed),
        "confirmed": attending.where(Attendance.status == Status.CONFIRMED),
        "invited": attending.where(Attendance.status.in_((Status.INVITED, Status.MAYBE))),
        "revision": select(func.max(Revision.number)).where(Revision.event_id == event.id),
        "votes": select(func.count(Vote.topic_id))
        .join(Topic, Topic.id == Vote.topic_id)
        .where(*proposed, mine),
    }
    row = db.session.execute(select(*(each.scalar_subquery().label(name) for name, each in counts.items())))
    return Numbers(**row.mappings().one())


def next_date(event: Event, now: datetime) -> NamedDate | None:
    """Return the next date on the event's own clocks, or None once it is over."""
    today = now.astimezone(event.timezone).date()
    dates = [NamedDate(name="The event begins", day=event.first_day)]
    dates += [NamedDate(name=each.name, day=each.starts) for each in event.milestones if each.starts]
    dates += [
        NamedDate(name=f"{each.name} ends", day=each.ends)
        for each in event.milestones
        if each.ends and each.ends != each.starts
    ]
    dates += [
        NamedDate(name=name, day=at.astimezone(event.timezone).date(), at=at)
        for name, at in (("Voting opens", event.votes_open), ("Voting closes", event.votes_close))
        if at is not None and at > now
    ]
    coming = [each for each in dates if each.day >= today]
    return min(coming, key=lambda each: (each.day, each.at is None, each.at or now), default=None)
