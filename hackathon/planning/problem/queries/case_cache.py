"""A cache of the events' cases, each built once per state of its rows.

Building one takes seconds for thousands of topics and people, and pages need it again and again. The key is a
digest of all inputs, so every process that builds a case has the same one, and a process that has dropped it
only has to build it again.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import process_time
from typing import Generic, TypeVar

from hackathon.core.database.reads import reads_less_next_time
from hackathon.core.domain.agenda import Agenda
from hackathon.events.models import Event
from hackathon.planner.model.problem import Problem
from hackathon.planning.drafts.models import Draft
from hackathon.planning.problem.queries import planning_state, problem_rows, problems
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.timetable import queries as timetable
from hackathon.topics.models import Topic

Value = TypeVar("Value")

MOST = 4
"""The most values of each kind cached in a process; one of a large event takes tens of megabytes."""
SHARE = 50
"""For attendees, a problem may be as old as this multiple of the time it took to build.

So rebuilding takes at most 2 percent of a process's time, however often attendees ask.
"""


class LruCache(Generic[Value]):
    """A cache of at most `MOST` values."""

    def __init__(self) -> None:
        self._values = OrderedDict[object, Value]()
        self.lock = threading.RLock()
        """Held while a value is built, so that two threads don't build the same one."""

    def get(self, key: object) -> Value | None:
        """Return the value of a key, or None."""
        with self.lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: object, value: Value) -> None:
        """Cache a value, and discard the least recently used one."""
        with self.lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > MOST:
                self._values.popitem(last=False)

    def clear(self) -> None:
        """Empty the cache."""
        with self.lock:
            self._values.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A case without its rows, which belong to one request and are represented by their keys."""

    case: Case
    topics: tuple[int, ...]
    again: tuple[int, ...]
    left_out: tuple[int, ...]
    held_alone: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentProblem:
    """A problem as of a recent moment; topics are represented by their positions."""

    problem: Problem
    topics: tuple[int, ...]
    """The key of the topic at each position that is a first run."""
    counted_at: datetime
    lasts: timedelta


_cases = LruCache[_Kept]()
_recent = LruCache[RecentProblem]()


def load_case(
    event: Event,
    *,
    draft: Draft | None,
    published: Agenda | None,
    now: datetime,
    digest: str | None = None,
    topics: Iterable[Topic] | None = None,
) -> Case:
    """Return the same as `problems.load_problem`, from the cache if possible.

    `digest` is that of the state, and `topics` are those of the event that are not withdrawn, where they have
    been read already.
    """
    digest = digest or planning_state.digest(event, draft=draft, published=published, now=now)
    with _cases.lock:
        kept = _cases.get(digest)
        if kept:
            return _with_rows(kept, event, problem_rows.topics(event) if topics is None else topics)
        reads_less_next_time()
        case = replace(
            problems.load_problem(event, draft=draft, published=published, now=now),
            state=digest,
        )
        _cases.keep(digest, _kept(case))
    return case


def recent_problem(event: Event, published: Agenda, now: datetime) -> RecentProblem:
    """Return the problem of a published agenda for attendees, which may be slightly outdated."""
    key = (event.id, event.made_at, published.revision, published.published_at)
    with _recent.lock:
        kept = _recent.get(key)
        if kept and kept.counted_at <= now < kept.counted_at + kept.lasts:
            return kept
        began = process_time()
        case = problems.load_problem(event, draft=None, published=published, now=now)
        found = RecentProblem(
            problem=case.problem,
            topics=tuple(topic.id for topic in case.topics),
            counted_at=now,
            lasts=timedelta(seconds=SHARE * (process_time() - began)),
        )
        _recent.keep(key, found)
    return found


def clear() -> None:
    """Empty the cache; tests that begin with empty tables call this."""
    for cache in (_cases, _recent):
        cache.clear()


def without_rows(case: Case) -> Case:
    """Return a case without its rows, which belong to one request, so that it can be cached."""
    positions = replace(case.positions, topics=(), again=())
    return replace(case, slots=(), rooms=(), positions=positions, left_out=(), held_alone=())


def _kept(case: Case) -> _Kept:
    return _Kept(
        case=without_rows(case),
        topics=_keys(case.topics),
        again=_keys(case.positions.again),
        left_out=_keys(case.left_out),
        held_alone=_keys(case.held_alone),
    )


def _with_rows(kept: _Kept, event: Event, topics: Iterable[Topic]) -> Case:
    """Return the case with the rows of this request; the equal digests ensure that they match."""
    by_key = {topic.id: topic for topic in topics}

    def rows(keys: tuple[int, ...]) -> tuple[Topic, ...]:
        return tuple(by_key[key] for key in keys)

    return replace(
        kept.case,
        slots=tuple(slot for slot in event.slots if not slot.is_break),
        rooms=tuple(timetable.rooms(event)),
        positions=replace(kept.case.positions, topics=rows(kept.topics), again=rows(kept.again)),
        left_out=rows(kept.left_out),
        held_alone=rows(kept.held_alone),
    )


def _keys(topics: Iterable[Topic]) -> tuple[int, ...]:
    return tuple(topic.id for topic in topics)
