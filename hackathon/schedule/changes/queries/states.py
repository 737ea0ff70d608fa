"""The state of a draft as a value, for comparison with earlier states."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft
from hackathon.schedule.changes.domain.changes import DraftState, SessionState, TopicState
from hackathon.topics.models import Topic


def state_of(draft: Draft, topics: Iterable[Topic]) -> DraftState:
    """Return the place of each session of a draft, and the schedule values of these topics."""
    return DraftState(
        sessions={
            (session.topic_id or session.topic.id, session.occurrence): SessionState(
                place=(session.slot_id, session.room_id),
                pinned=session.pinned,
                overridden=tuple(session.overridden),
            )
            for session in draft.sessions
        },
        topics={
            topic.id: TopicState(
                length=topic.length,
                second_length=topic.second_length,
                may_run_twice=topic.may_run_twice,
            )
            for topic in topics
        },
    )


def numbers_of(event: Event, topics: Iterable[int]) -> Mapping[int, int]:
    """Return the numbers of topics by their keys."""
    rows = select(Topic.id, Topic.number).where(Topic.event_id == event.id, Topic.id.in_(list(topics)))
    return {row.id: row.number for row in db.session.execute(rows)}
