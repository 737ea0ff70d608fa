"""Finding the steps of a draft: a person's own, and the last change of each session."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message
from hackathon.planning.drafts.models import Draft
from hackathon.schedule.changes.domain.changes import DraftState, SessionId
from hackathon.schedule.changes.messages import step_message
from hackathon.schedule.changes.models import ScheduleStep

LOOKED_BACK = 200
"""How many steps are searched for who changed something."""


def step_to_undo(draft: Draft, person: Person) -> ScheduleStep | None:
    """Return the latest step that a person made and has not undone."""
    return db.session.scalar(
        _own(draft, person).where(ScheduleStep.undone_at.is_(None)).order_by(ScheduleStep.id.desc()).limit(1)
    )


def step_to_redo(draft: Draft, person: Person) -> ScheduleStep | None:
    """Return the earliest step that a person has undone."""
    return db.session.scalar(
        _own(draft, person).where(ScheduleStep.undone_at.is_not(None)).order_by(ScheduleStep.id).limit(1)
    )


def undo_and_redo(draft: Draft, person: Person) -> tuple[Message | None, Message | None]:
    """Return the names of a person's next steps to undo and redo, in one query."""
    of_theirs = (ScheduleStep.draft_id == draft.id, ScheduleStep.person_id == person.id)
    last_done = select(func.max(ScheduleStep.id)).where(*of_theirs, ScheduleStep.undone_at.is_(None))
    next_undone = select(func.min(ScheduleStep.id)).where(*of_theirs, ScheduleStep.undone_at.is_not(None))
    rows = db.session.execute(
        select(ScheduleStep.kind, ScheduleStep.title, ScheduleStep.undone_at).where(
            or_(
                ScheduleStep.id == last_done.scalar_subquery(),
                ScheduleStep.id == next_undone.scalar_subquery(),
            )
        )
    )
    names = {undone_at is None: step_message(kind, title) for kind, title, undone_at in rows}
    return names.get(True), names.get(False)


def last_to_touch(draft: Draft, session: SessionId) -> ScheduleStep | None:
    """Return the step that last changed a session, made or undone, if that is recent."""
    return next((step for step in _latest(draft) if _touches(step, session)), None)


def _latest(draft: Draft) -> Sequence[ScheduleStep]:
    return db.session.scalars(
        select(ScheduleStep)
        .where(ScheduleStep.draft_id == draft.id)
        .options(joinedload(ScheduleStep.person))
        .order_by(ScheduleStep.version.desc(), ScheduleStep.id.desc())
        .limit(LOOKED_BACK)
    ).all()


def since(draft: Draft, version: int, *, but: Person) -> Sequence[ScheduleStep]:
    """Return the steps that others made or undid since a version, oldest first."""
    return db.session.scalars(
        select(ScheduleStep)
        .where(
            ScheduleStep.draft_id == draft.id,
            ScheduleStep.version > version,
            ScheduleStep.person_id.is_distinct_from(but.id),
        )
        .options(joinedload(ScheduleStep.person))
        .order_by(ScheduleStep.version, ScheduleStep.id)
        .limit(LOOKED_BACK)
    ).all()


def _own(draft: Draft, person: Person) -> Select[ScheduleStep]:
    return select(ScheduleStep).where(ScheduleStep.draft_id == draft.id, ScheduleStep.person_id == person.id)


def _touches(step: ScheduleStep, session: SessionId) -> bool:
    return session in DraftState.from_document(step.after).sessions
