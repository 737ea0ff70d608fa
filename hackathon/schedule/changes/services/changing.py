"""Changing a schedule: moving, swapping, pinning, lengthening and leaving out sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import problem_rows
from hackathon.schedule.changes.domain.board import Applied, Board, BoardSlot, BoardTopic, CellTaken, Frame
from hackathon.schedule.changes.domain.changes import Action, Change, DraftState, Place, SessionId, StepKind
from hackathon.schedule.changes.errors import MoveForbidden, SessionMovedMeanwhile
from hackathon.schedule.changes.messages import (
    done_message,
    forbidden_message,
    moved_meanwhile,
    several_message,
    started_message,
    taken_message,
    where_message,
)
from hackathon.schedule.changes.queries import steps
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services import writing
from hackathon.schedule.changes.services.rules import Rules, refuse_new, rules_of, rules_then
from hackathon.topics.models import Topic

MOST_AT_ONCE = 500
"""How many sessions can be changed in one step."""


@dataclass(frozen=True, kw_only=True)
class ChangeResult:
    """The result of a step: the draft's new version, the affected sessions, and a sentence."""

    version: int
    sessions: tuple[SessionId, ...]
    words: Message


@transaction
def make_changes(
    *, event: Event, changes: Sequence[Change], override: bool = False, by: Person | None, now: datetime
) -> ChangeResult:
    """Make changes of the current draft in one step, all or none; without a draft, create one.

    Raises SessionMovedMeanwhile if a session or its cell is not as it was shown, MoveForbidden if it would
    break rules that are not broken now (unless these are overridden), and BadEntry for a session, slot or
    room that doesn't exist.
    """
    if not 0 < len(changes) <= MOST_AT_ONCE:
        raise BadEntry(message("Please choose between 1 and %(most)s sessions.", most=MOST_AT_ONCE))
    draft = drafts.outline(event) or _begun(event, now)
    topics = problem_rows.topics(event)
    before, rules = state_of(draft, topics), rules_of(event, draft, topics, now)
    scene = _Scene(event, draft, topics, before, rules)
    applied = [scene.apply(change) for change in changes]
    after = scene.board.state
    step = save(
        event, draft, topics, before, after, rules,
        override=override, kind=_kind(changes), title=scene.title(applied[0].session), by=by, now=now,
    )  # fmt: skip
    words = scene.words(applied[0]) if len(applied) == 1 else several_message(len(applied))
    activity.record(LogKind.CHANGED_SCHEDULE, event=event, by=by, now=now, change=words)
    return ChangeResult(version=draft.version, sessions=step, words=words)


def save(  # noqa: PLR0913 -- each is named where it is called
    event: Event,
    draft: Draft,
    topics: Sequence[Topic],
    before: DraftState,
    after: DraftState,
    rules: Rules,
    *,
    override: bool,
    kind: str,
    title: str,
    by: Person | None,
    now: datetime,
) -> tuple[SessionId, ...]:
    """Save a changed draft as one step, within a transaction; return the changed sessions.

    `rules` are those of the draft before. Raises MoveForbidden.
    """
    _, became = after.changed_from(before)
    writing.write(draft, became, {topic.id: topic for topic in topics}, now)
    then = rules_then(rules, event, draft, now, has_new_topics=bool(became.topics))
    # A session of another length may break a rule in its own place, so the rule is overridden there too.
    overridden = {
        key: state.overridden
        for key, state in after.sessions.items()
        if state is not None and (key in became.sessions or key[0] in became.topics)
    }
    kinds = refuse_new(rules, then, overridden, override=override)
    writing.override_rules(draft, kinds)
    writing.record(draft, before, state_of(draft, topics), kind=kind, title=title, by=by, now=now)
    return tuple(became.sessions)


def _kind(changes: Sequence[Change]) -> str:
    return changes[0].action.value if len(changes) == 1 else StepKind.SEVERAL.value


def _begun(event: Event, now: datetime) -> Draft:
    draft = Draft(event=event, is_current=True, made_at=now)
    db.session.add(draft)
    db.session.flush()
    return draft


def frame_of(event: Event, topics: Sequence[Topic]) -> Frame:
    """Return the places for the event's sessions."""
    slots = event.slots_in_order
    minutes = sorted(
        int((slot.ends_at - slot.starts_at).total_seconds() // 60) for slot in slots if not slot.is_break
    )
    return Frame(
        slots=tuple(
            BoardSlot(id=slot.id, starts_at=slot.starts_at, ends_at=slot.ends_at, is_break=slot.is_break)
            for slot in slots
        ),
        rooms=frozenset(room.id for room in event.rooms),
        topics={topic.number: BoardTopic(id=topic.id, title=topic.title) for topic in topics},
        usual_minutes=minutes[len(minutes) // 2] if minutes else 60,
    )


class _Scene:
    """A draft in memory, with the names needed for messages."""

    def __init__(
        self, event: Event, draft: Draft, topics: Sequence[Topic], before: DraftState, rules: Rules
    ) -> None:
        self.draft, self.before = draft, before
        self.board = Board(before, frame_of(event, topics))
        self.titles = {topic.id: topic.title for topic in topics}
        self.rooms: Mapping[int, str] = {room.id: room.name for room in event.rooms}
        self.slots: Mapping[int, object] = {slot.id: slot.starts for slot in event.slots}
        positions, held = rules.case.positions, rules.case.problem.topics
        self.fixed = {
            (topic.id, positions.occurrences[at])
            for at, topic in enumerate(positions.rows)
            if held[at].room is not None
        }

    def title(self, session: SessionId) -> str:
        """Return the title of a session's topic."""
        if session[0] not in self.titles:
            # It was withdrawn, but still has its place.
            self.titles[session[0]] = db.session.get_one(Topic, session[0]).title
        return self.titles[session[0]]

    def where(self, place: Place) -> Message:
        """Return a place in words."""
        return where_message(self.rooms[place[1]], self.slots[place[0]])

    def apply(self, change: Change) -> Applied:
        """Make a change in memory, if its session is where it was shown."""
        key = self.board.id_of(change)
        self._refuse_stale(change, key)
        if key in self.fixed and change.action in (Action.LEAVE_OUT, Action.ONE_RUN):
            reasons = (started_message(self.title(key)),)
            raise MoveForbidden(forbidden_message(reasons), reasons=reasons, is_overridable=False)
        try:
            return self.board.apply(change)
        except CellTaken as taken:
            titles = [self.title(session) for session in taken.sessions]
            words = taken_message(titles, self.where(taken.place))
            raise SessionMovedMeanwhile(words) from taken

    def _refuse_stale(self, change: Change, key: SessionId) -> None:
        if change.belief is None:
            return
        now = self.before.sessions.get(key)
        if (now.place if now else None) == change.belief.place:
            return
        step = steps.last_to_touch(self.draft, key)
        name = step.person.name if step and step.person else ""
        where = self.where(now.place) if now else None
        raise SessionMovedMeanwhile(moved_meanwhile(self.title(key), name, where))

    def words(self, applied: Applied) -> Message:
        """Describe the result of a change."""
        state = self.board.sessions.get(applied.session)
        return done_message(
            applied.change.action,
            self.title(applied.session),
            where=self.where(state.place) if state else None,
            other=self.title(applied.other) if applied.other else "",
            minutes=applied.change.minutes or 0,
        )
