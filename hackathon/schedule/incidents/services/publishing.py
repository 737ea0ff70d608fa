"""Publishing the answer to an incident: recording it, updating the draft, notifying people."""

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda import queries as agendas
from hackathon.core.database.transactions import refuse_stale, touch, transaction
from hackathon.core.domain.agenda import Agenda
from hackathon.core.errors import BadEntry, EventEnded
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.planning.rooms.models import RoomClosure
from hackathon.publication.services import publishing
from hackathon.schedule.changes.domain.changes import Action, Change
from hackathon.schedule.changes.services import changing
from hackathon.schedule.incidents.domain.incidents import Cancellation, Incident, LostRoom, Plenary, RoomFull
from hackathon.schedule.incidents.services.drafting import follow
from hackathon.schedule.incidents.services.previews import AnswerPreview, is_in, previews
from hackathon.topics.models import Topic
from hackathon.topics.queries import topics as topic_queries
from hackathon.topics.services import topics


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult:
    """The result of a report: the revision with it, and whether someone had reported the same before.

    `left_draft` are titles of draft-only sessions whose place is taken now.
    """

    revision: int
    is_published: bool = True
    is_known: bool = False
    left_draft: tuple[str, ...] = ()


@transaction
def publish_answer(
    *,
    event: Event,
    incident: Incident,
    chosen: str,
    seen: int,
    tells: bool,
    by: Person | None,
    now: datetime,
    notice: str = "",
) -> ReportResult:
    """Publish an answer to an incident, seen on revision `seen`; `tells` emails those affected.

    If two people report the same, it is published once: the second gets the revision that contains it. Raises
    StaleForm if another agenda was published meanwhile, EventEnded, and BadEntry for an answer that is no
    longer possible.
    """
    published = _agenda_to_change(event, now)
    if seen != published.revision:
        if _is_known(event, incident, chosen, seen, published, now):
            return ReportResult(revision=published.revision, is_known=True)
        refuse_stale(seen, published.revision)
    coming = _possible_answer(event, incident, chosen, published, now)
    _write(incident, event, by, now)
    if isinstance(incident, Plenary | RoomFull):
        event.notice = notice
    if not coming.changes:
        return ReportResult(revision=published.revision, is_published=False)
    if isinstance(incident, RoomFull):
        _draft_second_run(event, incident, coming, by, now)
    revision = publishing.freeze(
        event=event, agenda=coming.agenda, concerned=coming.concerned if tells else {}, by=by, now=now
    )
    left = follow(event, published, coming.agenda, by=by, now=now)
    return ReportResult(revision=revision.number, left_draft=left)


def _agenda_to_change(event: Event, now: datetime) -> Agenda:
    if event.is_over(now):
        raise EventEnded(
            message("%(event)s has ended, so its agenda can no longer change.", event=event.title)
        )
    published = agendas.latest(event)
    if published is None:
        raise BadEntry(message("No agenda has been published yet. Publish one on the schedule page first."))
    return published


def _possible_answer(
    event: Event, incident: Incident, chosen: str, published: Agenda, now: datetime
) -> AnswerPreview:
    coming = _chosen(previews(event, incident, published, now), chosen)
    if coming is None:
        raise BadEntry(message("This is no longer possible. Please check the current choices and try again."))
    return coming


def _is_known(
    event: Event, incident: Incident, chosen: str, seen: int, published: Agenda, now: datetime
) -> bool:
    """Whether everything that an answer to an earlier revision wanted to change is published already."""
    if seen > published.revision:
        return False
    earlier = agendas.agenda_of(agendas.edition(event, seen))
    wanted = _chosen(previews(event, incident, earlier, now), chosen)
    return wanted is not None and is_in(published, wanted)


def _chosen(found: list[AnswerPreview], key: str) -> AnswerPreview | None:
    return next((each for each in found if each.key == key), None)


@singledispatch
def _write(incident: Incident, event: Event, by: Person | None, now: datetime) -> None:
    """Save lasting effects besides the published sessions; most incidents have none."""


@_write.register
def _close_room(incident: LostRoom, event: Event, by: Person | None, now: datetime) -> None:
    room = next(each for each in event.rooms if each.slug == incident.room)
    closed = {closure.slot_id for closure in room.closures}
    lost = [
        slot
        for slot in event.slots
        if not slot.is_break and now < slot.starts_at < incident.until and slot.id not in closed
    ]
    if lost:
        db.session.add_all(RoomClosure(room_id=room.id, slot_id=slot.id) for slot in lost)
        touch(room)
        starts = min(lost, key=lambda slot: slot.starts_at).starts
        activity.record(LogKind.CLOSED_ROOM, event=event, by=by, now=now, room=room.name, time=starts)


@_write.register
def _cancel(incident: Cancellation, event: Event, by: Person | None, now: datetime) -> None:
    number, occurrence = incident.session
    topic = topic_queries.find(event, str(number))
    published = agendas.latest(event)
    runs = [each for each in published.running if each.topic == number] if published else []
    if any(each.occurrence != occurrence for each in runs):
        topic.may_run_twice = False
        activity.record(LogKind.CANCELLED_SESSION, event=event, by=by, now=now, topic=topic.title)
    else:
        _withdraw(topic, by, now)


def _draft_second_run(
    event: Event, incident: RoomFull, coming: AnswerPreview, by: Person | None, now: datetime
) -> None:
    """Put the second run into the draft, by the rules of the schedule page; raises MoveForbidden."""
    number, occurrence = incident.session
    run = next(
        each for each in coming.agenda.running if each.topic == number and each.occurrence != occurrence
    )
    slot = next(each for each in event.slots if each.starts_at == run.starts and not each.is_break)
    room = next(each for each in event.rooms if each.slug == run.room)
    changes = [
        Change(action=Action.SECOND_RUN, topic=number, run=occurrence),
        Change(action=Action.PLACE, topic=number, run=run.occurrence, place=(slot.id, room.id)),
    ]
    changing.make_changes(event=event, changes=changes, by=by, now=now)


def _withdraw(topic: Topic, by: Person | None, now: datetime) -> None:
    topics.withdraw(topic=topic, by=by, now=now)
