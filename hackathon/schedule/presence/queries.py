"""Loading who is viewing a schedule, and what a page needs to be up to date."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.core.text.collation import sort_key
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, ProposalState, Run
from hackathon.planning.drafts.queries.drafts import GOING_ON
from hackathon.schedule.presence.models import SchedulePresence

NOTED_EVERY = timedelta(seconds=8)
"""The age at which a record of someone's presence is renewed."""

GONE_AFTER = timedelta(seconds=20)
"""How long after the last sign someone is considered gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What changes while someone views the schedule: the draft, other people, the planner.

    `run` is a running planner run, `proposal` one whose result is pending.
    """

    version: int
    present: tuple[str, ...]
    run: int | None
    proposal: int | None

    @property
    def token(self) -> str:
        """Identifies this state, except for the draft's version."""
        return hashlib.sha256(repr((self.present, self.run, self.proposal)).encode()).hexdigest()[:12]


def is_noted(event: Event, person: Person, now: datetime) -> bool:
    """Whether a person's presence was recorded recently."""
    seen_at = db.session.scalar(
        select(SchedulePresence.seen_at).where(
            SchedulePresence.event_id == event.id, SchedulePresence.person_id == person.id
        )
    )
    return seen_at is not None and seen_at > now - NOTED_EVERY


def others_present(event: Event, person: Person | None, now: datetime) -> tuple[str, ...]:
    """Return the names of the other people viewing the schedule now."""
    names = db.session.scalars(
        select(Person.name)
        .join(SchedulePresence, SchedulePresence.person_id == Person.id)
        .where(
            SchedulePresence.event_id == event.id,
            SchedulePresence.seen_at > now - GONE_AFTER,
            Person.id.is_distinct_from(person.id if person else None),
        )
    )
    return tuple(sorted(names, key=sort_key))


def load_moment(event: Event, person: Person, now: datetime) -> Moment:
    """Return the current state, in three statements."""
    version = db.session.scalar(select(Draft.version).where(Draft.event_id == event.id, Draft.is_current))
    runs = db.session.execute(
        select(Run.id, Run.proposal)
        .where(
            Run.event_id == event.id,
            Run.supposition.is_(None),
            GOING_ON | (Run.proposal == ProposalState.OPEN.value),
        )
        .order_by(Run.id.desc())
    ).all()
    return Moment(
        version=version or 0,
        present=others_present(event, person, now),
        run=next((run.id for run in runs if run.proposal != ProposalState.OPEN), None),
        proposal=next((run.id for run in runs if run.proposal == ProposalState.OPEN), None),
    )
