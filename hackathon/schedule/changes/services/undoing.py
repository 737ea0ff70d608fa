"""Undo and redo of an organizer's own steps, unless someone has built on them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NoReturn

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import UndoImpossible
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import problem_rows
from hackathon.schedule.changes.domain.changes import DraftState, SessionId
from hackathon.schedule.changes.messages import built_on, redone_message, step_message, undone_message
from hackathon.schedule.changes.models import ScheduleStep
from hackathon.schedule.changes.queries import steps
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services import writing
from hackathon.schedule.changes.services.changing import ChangeResult
from hackathon.schedule.changes.services.rules import refuse_new, rules_of, rules_then


@transaction
def undo(*, event: Event, by: Person, now: datetime) -> ChangeResult:
    """Undo the organizer's last step.

    Raises UndoImpossible if there is none or someone has changed the same since, and MoveForbidden if the
    rules no longer allow it.
    """
    draft = drafts.outline(event)
    step = steps.step_to_undo(draft, by) if draft else None
    if draft is None or step is None:
        raise UndoImpossible(message("There is nothing to undo."))
    sessions = _turn(event, draft, step, step.after, step.before, by, now)
    step.undone_at, step.version = now, draft.version
    words = undone_message(step_message(step.kind, step.title))
    activity.record(LogKind.CHANGED_SCHEDULE, event=event, by=by, now=now, change=words)
    return ChangeResult(version=draft.version, sessions=sessions, words=words)


@transaction
def redo(*, event: Event, by: Person, now: datetime) -> ChangeResult:
    """Redo the organizer's last undone step.

    Raises UndoImpossible if there is none or someone has changed the same since, and MoveForbidden if the
    rules no longer allow it.
    """
    draft = drafts.outline(event)
    step = steps.step_to_redo(draft, by) if draft else None
    if draft is None or step is None:
        raise UndoImpossible(message("There is nothing to redo."))
    sessions = _turn(event, draft, step, step.before, step.after, by, now)
    step.undone_at, step.version = None, draft.version
    words = redone_message(step_message(step.kind, step.title))
    activity.record(LogKind.CHANGED_SCHEDULE, event=event, by=by, now=now, change=words)
    return ChangeResult(version=draft.version, sessions=sessions, words=words)


def _turn(
    event: Event,
    draft: Draft,
    step: ScheduleStep,
    is_now: Mapping[str, Any],
    will_be: Mapping[str, Any],
    by: Person,
    now: datetime,
) -> tuple[SessionId, ...]:
    """Change what a step affected from one state to the other, if it is still in the first."""
    topics = problem_rows.topics(event)
    known = {topic.id: topic for topic in topics}
    expected, wanted = DraftState.from_document(is_now), DraftState.from_document(will_be)
    current = state_of(draft, topics)
    _refuse_gone(event, wanted, known.keys())
    for key in expected.sessions:
        if current.sessions.get(key) != expected.sessions[key]:
            _refuse(draft, key, by, step)
    if current.part_like(expected).topics != expected.topics:
        raise UndoImpossible(built_on("", step.title))
    places = {state.place: key for key, state in current.sessions.items() if state is not None}
    for state in wanted.sessions.values():
        other = places.get(state.place) if state is not None else None
        if other is not None and other not in wanted.sessions:
            _refuse(draft, other, by, step)
    rules = rules_of(event, draft, topics, now)
    writing.write(draft, wanted, known, now)
    then = rules_then(rules, event, draft, now, has_new_topics=bool(wanted.topics))
    overridden = {key: state.overridden for key, state in wanted.sessions.items() if state is not None}
    # Overrides of that time apply again, for any of the sessions, so only absolute rules are refused.
    everywhere = {(each.topic_id, each.occurrence): tuple(each.overridden) for each in draft.sessions}
    refuse_new(rules, then.without(everywhere), overridden, override=False)
    db.session.flush()
    return tuple(wanted.sessions)


def _refuse_gone(event: Event, wanted: DraftState, topics: Collection[int]) -> None:
    slots = {slot.id for slot in event.slots if not slot.is_break}
    rooms = {room.id for room in event.rooms}
    states = [state for state in wanted.sessions.values() if state is not None]
    is_there = all(state.place[0] in slots and state.place[1] in rooms for state in states)
    if not is_there or any(key[0] not in topics for key in wanted.sessions):
        raise UndoImpossible(message("A topic, slot or room in this step no longer exists."))


def _refuse(draft: Draft, key: SessionId, by: Person, step: ScheduleStep) -> NoReturn:
    last = steps.last_to_touch(draft, key)
    is_other = last is not None and last.person is not None and last.person_id != by.id
    title = next(
        (session.topic.title for session in draft.sessions if session.topic_id == key[0]), step.title
    )
    raise UndoImpossible(built_on(last.person.name if last and last.person and is_other else "", title))
