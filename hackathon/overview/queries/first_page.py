"""Loading the counts for an event's home page."""

from dataclasses import dataclass

from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.agenda.models import Revision
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePageCounts:
    """The counts on an event's home page; `votes` are the reader's own."""

    topics: int
    areas: int
    confirmed: int
    invited: int
    revision: int | None
    votes: int


def numbers(event: Event, person: Person | None) -> HomePageCounts:
    """Count the event's contents, in one query."""
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
    return HomePageCounts(**row.mappings().one())
