"""Pitching a topic on the spot, arranging the day, and claiming an open slot."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.agenda.models import Revision
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.topics import ContactLine, ContactRole, TopicFields
from hackathon.core.errors import BadEntry, EventEnded, NotYours
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import PlanMode, Run
from hackathon.planning.rooms.models import Room
from hackathon.planning.runs import services as planning
from hackathon.planning.timetable.models import Slot
from hackathon.publication.services import publishing
from hackathon.schedule.changes.domain.changes import Action, Change, SeenPlace
from hackathon.schedule.changes.services import changing
from hackathon.topics.models import Topic
from hackathon.topics.proposals import services as proposals
from hackathon.topics.services import organizer_topics

ARRANGED_WITHIN = Limits(seconds=5)
"""Short, because everyone is waiting in the plenary."""


@transaction(takes=Lock.ROLL)
def pitch(
    *, event: Event, title: str, contact: str, is_helper: bool, by: Person, form_key: str, now: datetime
) -> Topic:
    """Add a pitched topic; helpers may enter who pitches it, others pitch their own.

    Sending the same form twice adds one topic. Raises EventEnded, and ProposalsClosed for others.
    """
    if event.is_over(now):
        raise EventEnded(message("%(event)s has ended. Topics can no longer be proposed.", event=event.title))
    if not is_helper:
        fields = TopicFields(title=title)
        return proposals.propose(event=event, by=by, fields=fields, leads=True, form_key=form_key, now=now)
    lines = [ContactLine(name=contact, role=ContactRole.TECHNICAL_CONTACT)] if contact else []
    return organizer_topics.add(
        event=event, fields=TopicFields(title=title), contacts=lines, by=by, form_key=form_key, now=now
    )


@transaction
def arrange(*, event: Event, by: Person | None, now: datetime) -> Run:
    """Plan all unscheduled topics into the open slots of the coming day; everything else stays.

    Raises NothingToPlan without topics, rooms or slots, and RunGoingOn during another run.
    """
    return planning.request_run(event=event, limits=ARRANGED_WITHIN, mode=PlanMode.TODAY, by=by, now=now)


@transaction(takes=Lock.ROLL)
def claim(  # noqa: PLR0913 -- each is named where it is called
    *,
    event: Event,
    slot: Slot,
    room: Room,
    topic: Topic | None,
    title: str,
    attendance: Attendance | None,
    by: Person,
    form_key: str,
    now: datetime,
) -> Revision | None:
    """Put a topic, or a new one with this title, into an open slot and publish it; return the revision.

    It is only drafted (None) while the draft has other unpublished changes. Raises NotYours if attendees may
    not claim slots or for someone else's topic, BadEntry for a slot that has begun, and whatever prevents an
    organizer from doing the same.
    """
    if not event.is_open_space or attendance is None or attendance.status.is_gone:
        raise NotYours(message("Only people on the list can claim open slots, if the event allows it."))
    if slot.starts_at <= now:
        raise BadEntry(message("This slot has already started. Please choose another one."))
    if topic is None:
        if not title.strip():
            raise BadEntry(message("Please choose a topic, or enter the title of a new one."), at="title")
        fields = TopicFields(title=title)
        topic = proposals.propose(event=event, by=by, fields=fields, leads=True, form_key=form_key, now=now)
    elif by.id not in {contact.person_id for contact in topic.contacts}:
        raise NotYours(message("Only the contacts of a topic can claim a slot for it."))
    is_published = _is_published(event, now)
    place = Change(
        action=Action.PLACE, topic=topic.number, place=(slot.id, room.id), belief=SeenPlace(place=None)
    )
    changing.make_changes(event=event, changes=[place], by=by, now=now)
    if not is_published:
        return None
    return publishing.publish(event=event, note="", by=by, tells=True, now=now)


def _is_published(event: Event, now: datetime) -> bool:
    """Whether the draft has no unpublished changes, so that a claim publishes nothing but itself."""
    coming = publishing.preview(event=event, note="", now=now)
    return coming.previous is not None and not coming.changes
