"""Saving a changed schedule as one step that can be undone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from hackathon.accounts.models import Person
from hackathon.core.database.transactions import touch
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.schedule.changes.domain.changes import DraftState, SessionId
from hackathon.schedule.changes.models import ScheduleStep
from hackathon.topics.models import Topic


def write(draft: Draft, became: DraftState, topics: Mapping[int, Topic], now: datetime) -> None:
    """Save this part of a state to the draft's sessions and topics; topics are given by key."""
    rows = {(session.topic_id, session.occurrence): session for session in draft.sessions}
    for key, state in became.sessions.items():
        row = rows.get(key)
        if state is None:
            if row is not None:
                draft.sessions.remove(row)
            continue
        if row is None:
            row = Session(topic_id=key[0], occurrence=key[1])
            draft.sessions.append(row)
        row.slot_id, row.room_id = state.place
        row.pinned, row.overridden = state.pinned, list(state.overridden)
    for number, facts in became.topics.items():
        topic = topics[number]
        topic.length, topic.second_length = facts.length, facts.second_length
        topic.may_run_twice = facts.may_run_twice
    draft.made_at = now
    touch(draft)
    db.session.flush()
    for key in became.sessions:
        if key in rows and became.sessions[key] is not None:
            db.session.expire(rows[key], ["slot", "room"])


def override_rules(draft: Draft, kinds: Mapping[SessionId, set[str]]) -> None:
    """Record which kinds of rules are overridden for which sessions."""
    for session in draft.sessions:
        found = kinds.get((session.topic_id, session.occurrence))
        if found is not None and sorted(session.overridden) != sorted(found):
            session.overridden = sorted(found)
    db.session.flush()


def record(
    draft: Draft,
    before: DraftState,
    after: DraftState,
    *,
    kind: str,
    title: str,
    by: Person | None,
    now: datetime,
) -> ScheduleStep | None:
    """Save the difference between two whole states as a step; the author's undone steps are discarded."""
    was, became = after.changed_from(before)
    if not became.sessions and not became.topics:
        return None
    if by is not None:
        db.session.execute(
            delete(ScheduleStep).where(
                ScheduleStep.draft_id == draft.id,
                ScheduleStep.person_id == by.id,
                ScheduleStep.undone_at.is_not(None),
            )
        )
    step = ScheduleStep(
        draft_id=draft.id,
        person_id=by.id if by else None,
        at=now,
        kind=kind,
        title=title,
        before=was.to_document(),
        after=became.to_document(),
        version=draft.version,
    )
    db.session.add(step)
    db.session.flush()
    return step
