"""Applying a published incident to the draft, so that the next publication doesn't revert it."""

from collections.abc import Mapping
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import problem_rows
from hackathon.schedule.changes.domain.changes import DraftState, Place, SessionId, SessionState, StepKind
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services import writing


def follow(
    event: Event, before: Agenda, after: Agenda, *, by: Person | None, now: datetime
) -> tuple[str, ...]:
    """Move the sessions that were moved in the published agenda in the draft too, as one step.

    Return the titles of draft-only sessions in those places, which are removed from the draft.
    """
    draft = drafts.outline(event)
    if draft is None:
        return ()
    db.session.flush()
    topics = problem_rows.topics(event)
    known = {topic.id: topic for topic in topics}
    was = state_of(draft, topics)
    targets = _targets(event, before, after, {topic.number: topic.id for topic in topics})
    sessions: dict[SessionId, SessionState | None] = dict(was.sessions)
    for key, place in targets.items():
        state = sessions.get(key)
        sessions[key] = SessionState(place=place, pinned=state.pinned if state else False) if place else None
    taken = {place: key for key, place in targets.items() if place}
    out = [
        key
        for key, state in was.sessions.items()
        if state and key not in targets and key in sessions and state.place in taken
    ]
    sessions |= dict.fromkeys(out)
    _, became = DraftState(sessions=sessions, topics=was.topics).changed_from(was)
    if became.sessions:
        writing.write(draft, became, known, now)
        kind = StepKind.FITTED.value
        writing.record(draft, was, state_of(draft, topics), kind=kind, title="", by=by, now=now)
    return tuple(known[topic].title for topic, _ in out if topic in known)


def _targets(
    event: Event, before: Agenda, after: Agenda, topics: Mapping[int, int]
) -> dict[SessionId, Place | None]:
    """Return the new place of each session whose room or planned time differs; None for an omitted one."""
    slots = {slot.starts_at: slot.id for slot in event.slots if not slot.is_break}
    rooms = {room.slug: room.id for room in event.rooms}
    were = {session.key: session for session in before.sessions}
    targets: dict[SessionId, Place | None] = {}
    for session in after.sessions:
        if session.topic not in topics or _planned(session) == _planned(were.get(session.key)):
            continue
        slot, room = slots.get(session.planned_start), rooms.get(session.room)
        is_placed = not session.cancelled and slot is not None and room is not None
        targets[topics[session.topic], session.occurrence] = (slot, room) if is_placed else None  # type: ignore[assignment]  # both are there
    return targets


def _planned(session: AgendaSession | None) -> tuple[object, ...]:
    return (session.cancelled, session.room, session.planned_start) if session else ()
