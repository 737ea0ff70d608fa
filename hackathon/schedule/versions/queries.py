"""The versions of a schedule, and their differences from the current draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from hackathon.agenda import queries as agendas
from hackathon.core.extensions import db
from hackathon.core.text.collation import sort_key
from hackathon.events.models import Event
from hackathon.planner.evaluation.check import check
from hackathon.planner.evaluation.loss import attendance
from hackathon.planner.model.problem import Placement
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.problem import messages
from hackathon.planning.problem.queries import case_cache
from hackathon.planning.problem.queries.problems import Case
from hackathon.schedule.proposals.domain import PeopleEffect, ProposedMove


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of the schedule: its name, whether it was published, and its number of sessions."""

    id: int
    made_at: datetime
    name: str
    revision: int | None
    is_by_planner: bool
    is_current: bool
    sessions: int


@dataclass(frozen=True, kw_only=True)
class VersionComparison:
    """The effect of restoring a version: on sessions, people, and the share of votes that can be attended."""

    version: int
    moves: tuple[ProposedMove, ...]
    effect: PeopleEffect
    percent_now: int | None
    percent_then: int | None


def list_versions(event: Event, *, before: int | None = None, limit: int = 50) -> Sequence[Version]:
    """Return the current draft and its versions, newest first; with `before` (a key), only older ones."""
    found = (
        select(
            Draft.id,
            Draft.made_at,
            Draft.name,
            Draft.revision,
            Draft.is_by_planner,
            Draft.is_current,
            func.count(Session.id).label("sessions"),
        )
        .outerjoin(Session, Session.draft_id == Draft.id)
        .where(Draft.event_id == event.id)
        .group_by(Draft.id)
        .order_by(Draft.is_current.desc(), Draft.id.desc())
        .limit(limit)
    )
    if before is not None:
        found = found.where(Draft.id < before, ~Draft.is_current)
    return [Version(**row) for row in db.session.execute(found).mappings()]


def compare_version(event: Event, draft: Draft | None, version: Draft, now: datetime) -> VersionComparison:
    """Return the effect of restoring a version."""
    case = case_cache.load_case(event, draft=None, published=agendas.latest(event), now=now)
    ours, theirs = case.placement(draft.sessions if draft else ()), case.placement(version.sessions)
    return VersionComparison(
        version=version.id,
        moves=tuple(
            _move(case, position, ours, theirs)
            for position in range(len(case.problem.topics))
            if _cell(ours, position) != _cell(theirs, position)
        ),
        effect=_effect(case, ours, theirs),
        percent_now=messages.percent_attended(case.problem, check(case.problem, ours).loss),
        percent_then=messages.percent_attended(case.problem, check(case.problem, theirs).loss),
    )


def _effect(case: Case, ours: Placement, theirs: Placement) -> PeopleEffect:
    gains: list[str] = []
    loses: list[str] = []
    for position, person in enumerate(case.problem.people):
        now, then = (attendance(case.problem, each, position).loss for each in (ours, theirs))
        if now != then:
            (loses if then > now else gains).append(person.name)
    return PeopleEffect(gains=tuple(sorted(gains, key=sort_key)), loses=tuple(sorted(loses, key=sort_key)))


def _cell(placement: Placement, position: int) -> tuple[int, int]:
    return placement.start[position], placement.room[position]


def _move(case: Case, position: int, ours: Placement, theirs: Placement) -> ProposedMove:
    topic = case.positions.rows[position]

    def keys(cell: tuple[int, int]) -> tuple[int, int] | None:
        return (case.slots[cell[0]].id, case.rooms[cell[1]].id) if min(cell) >= 0 else None

    return ProposedMove(
        topic_id=topic.id,
        topic=topic.number,
        run=case.positions.occurrences[position],
        title=topic.title,
        was=keys(_cell(ours, position)),
        becomes=keys(_cell(theirs, position)),
    )
