"""Adding a session during the event: a new topic in a free room, published at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.agenda.domain.ledger import Placed
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.topics import ContactLine, ContactRole, TopicFields
from hackathon.core.errors import BadEntry, EventEnded
from hackathon.core.text.folding import folded_name
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.publication.services import publishing
from hackathon.schedule.changes.domain.changes import Action, Change, SeenPlace
from hackathon.schedule.changes.services import changing
from hackathon.schedule.incidents import messages
from hackathon.schedule.incidents.domain.incidents import Remedy
from hackathon.schedule.incidents.domain.sessions import RoomTime, is_free, placed_sessions
from hackathon.schedule.incidents.services.previews import preview
from hackathon.schedule.incidents.services.publishing import ReportResult
from hackathon.topics.models import Topic
from hackathon.topics.services import organizer_topics

MOST_CELLS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeCell:
    """A free room during a slot that has not begun."""

    slot: Slot
    room: Room

    @property
    def key(self) -> str:
        """Its value in a form."""
        return f"{self.slot.id}-{self.room.id}"


def free_cells(event: Event, agenda: Agenda, now: datetime) -> Iterator[FreeCell]:
    """Yield the free cells of the published agenda, by time, then the largest room first."""
    sessions = placed_sessions(agenda)
    known = {room.slug for room in agenda.rooms}
    rooms = sorted(
        (room for room in event.rooms if room.slug in known), key=lambda room: (-room.capacity, room.position)
    )
    for slot in event.slots_in_order:
        if slot.is_break or slot.starts_at <= now:
            continue
        for room in rooms:
            cell = RoomTime(room=room.slug, starts=slot.starts_at, ends=slot.ends_at)
            is_open = slot.id not in {closure.slot_id for closure in room.closures}
            if is_open and is_free(sessions, cell):
                yield FreeCell(slot=slot, room=room)


@transaction(takes=Lock.ROLL)
def add_session(
    *,
    event: Event,
    title: str,
    contact: str,
    cell: FreeCell | None,
    form_key: str,
    by: Person | None,
    now: datetime,
) -> ReportResult:
    """Add a topic, put it into a free cell and publish it; sending the same form twice adds it once.

    `cell` is None if the chosen one is no longer free. Raises EventEnded, BadEntry for that, and whatever
    prevents the same on the schedule page.
    """
    if event.is_over(now):
        raise EventEnded(
            message("%(event)s has ended, so its agenda can no longer change.", event=event.title)
        )
    published = agendas.latest(event)
    if published is None:
        raise BadEntry(message("No agenda has been published yet. Publish one on the schedule page first."))
    if folded_name(title) in {folded_name(session.title) for session in published.running}:
        return ReportResult(revision=published.revision, is_known=True)
    if cell is None:
        raise BadEntry(message("This room is no longer free then. Please choose another place."), at="cell")
    topic = _new_topic(event, title, contact, form_key, by, now)
    place = Change(
        action=Action.PLACE,
        topic=topic.number,
        place=(cell.slot.id, cell.room.id),
        belief=SeenPlace(place=None),
    )
    changing.make_changes(event=event, changes=[place], by=by, now=now)
    coming = preview(event, _with_session(published, topic, cell), published, (), now)
    revision = publishing.freeze(
        event=event, agenda=coming.agenda, concerned=coming.concerned, by=by, now=now
    )
    return ReportResult(revision=revision.number)


def _new_topic(
    event: Event, title: str, contact: str, form_key: str, by: Person | None, now: datetime
) -> Topic:
    lines = [ContactLine(name=contact, role=ContactRole.TECHNICAL_CONTACT)] if contact else []
    return organizer_topics.add(
        event=event, fields=TopicFields(title=title), contacts=lines, by=by, form_key=form_key, now=now
    )


def _with_session(published: Agenda, topic: Topic, cell: FreeCell) -> Remedy:
    """Return the sessions with an additional one for this topic in a free cell."""
    session = Placed(
        topic=topic.number,
        slug=topic.slug,
        title=topic.title,
        summary="",
        contacts=tuple(each.person.name for each in topic.contacts),
        area=None,
        room=cell.room.slug,
        starts=cell.slot.starts_at,
        ends=cell.slot.ends_at,
        expected=len(topic.contacts),
    )
    words = messages.moves_to(cell.room.name, published.local(session.starts))
    return Remedy(key="add", words=words, sessions={**placed_sessions(published), session.key: session})
