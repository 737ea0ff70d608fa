"""A person's part of a published agenda: the sessions they can attend, those they miss, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from hackathon.agenda.domain.grid import cuts
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.domain.clocks import Span
from hackathon.core.domain.hours import Hours, covers, merged
from hackathon.core.domain.votes import Choice, Weights
from hackathon.planner.evaluation import loss
from hackathon.planner.model.problem import Person, Placement, Problem, Room, Slot, Topic

# Beyond this many combinations, for someone who wants many topics that each run twice, not all are tried.
MOST_WAYS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A person's relation to a topic: their vote, if any, and whether they run it."""

    topic: int
    title: str
    choice: Choice | None = None
    runs: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendedSession:
    """A session that the person attends or runs; `is_away` if they run it but won't be there.

    `also` lists the topic's other times, for people who need not attend twice.
    """

    session: AgendaSession
    wish: Preference
    is_away: bool = False
    also: tuple[AgendaSession, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedTopic:
    """A wanted topic that the person can't attend.

    `sessions` are its times (empty: not on the agenda), `instead` is what the person attends at that time,
    `is_away` says that they are not there then, `was_cancelled` that it used to be on the agenda.
    """

    wish: Preference
    sessions: tuple[AgendaSession, ...] = ()
    instead: tuple[AttendedSession, ...] = ()
    is_away: bool = False
    was_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAgenda:
    """The best agenda for one person; `kept` is ordered by time, `lost` by weight."""

    kept: tuple[AttendedSession, ...]
    lost: tuple[MissedTopic, ...]
    loss: int

    @property
    def got(self) -> int:
        """The number of wanted topics that the person can attend."""
        return len({each.session.topic for each in self.kept if each.wish.choice and not each.is_away})

    @property
    def wanted(self) -> int:
        """The number of topics that the person wants."""
        return self.got + len(self.lost)


def own_agenda(
    agenda: Agenda, wishes: Iterable[Preference], *, weights: Weights, hours: Sequence[Hours]
) -> OwnAgenda:
    """Return one person's part of the agenda, evaluated as the planner does.

    They choose the best they can: the sessions they run come first, then the heaviest set of sessions that
    don't overlap, while they are there (no hours: the whole time). A topic that runs more than once counts
    once. A withdrawn topic is not a loss.
    """
    running = _by_topic(agenda.running)
    wanted = [wish for wish in wishes if wish.topic in running or not wish.is_withdrawn]
    there = merged(hours, agenda.zone)
    away = {each.key for each in agenda.running if hours and not covers(there, _span(each))}
    best = max(
        (_attend(way, away, weights) for way in _ways(wanted, running)),
        key=lambda each: sum(weights.of(kept.wish.choice) for kept in each if kept.wish.choice),
    )
    best = tuple(replace(each, also=_also(each, running)) for each in best)
    got = {each.wish.topic for each in best if not each.is_away}
    cancelled = {session.topic for session in agenda.sessions if session.cancelled}
    missed = [
        _lost(wish, running.get(wish.topic, ()), best, away, was_cancelled=wish.topic in cancelled)
        for wish in wanted
        if wish.choice and wish.topic not in got
    ]
    weighed = [(weights.of(each.wish.choice), each) for each in missed if each.wish.choice]
    weighed.sort(key=lambda pair: (-pair[0], pair[1].wish.topic))
    return OwnAgenda(
        kept=best, lost=tuple(each for _, each in weighed), loss=sum(weight for weight, _ in weighed)
    )


def _by_topic(sessions: Iterable[AgendaSession]) -> dict[int, tuple[AgendaSession, ...]]:
    found: dict[int, tuple[AgendaSession, ...]] = {}
    for session in sessions:
        found[session.topic] = (*found.get(session.topic, ()), session)
    return found


def _span(session: AgendaSession) -> Span:
    return Span(starts=session.starts, ends=session.ends)


def _ways(
    wishes: Sequence[Preference], running: dict[int, tuple[AgendaSession, ...]]
) -> Iterator[list[tuple[AgendaSession, Preference]]]:
    """Yield the ways to choose one occurrence of each wanted topic, besides everything the person runs."""
    run = [(session, wish) for wish in wishes if wish.runs for session in running.get(wish.topic, ())]
    free = [
        [(session, wish) for session in running[wish.topic]]
        for wish in wishes
        if wish.topic in running and not wish.runs
    ]
    for way in islice(product(*free), MOST_WAYS):
        yield run + list(way)


def _attend(
    way: Sequence[tuple[AgendaSession, Preference]],
    away: set[tuple[int, int]],
    weights: Weights,
) -> tuple[AttendedSession, ...]:
    """Return what a person attends of these sessions, according to the planner's own evaluation."""
    stretches = cuts((session.starts, session.ends) for session, _ in way)
    starts = [start for start, _ in stretches]
    spans = [[at for at, start in enumerate(starts) if s.starts <= start < s.ends] for s, _ in way]
    # Being away from one session says nothing about an overlapping one, so the session itself is removed.
    votes = [
        (at, weights.of(wish.choice))
        for at, (session, wish) in enumerate(way)
        if wish.choice and session.key not in away
    ]
    problem = Problem(
        slots=(Slot(),) * len(stretches),
        rooms=(Room(key=0, capacity=0),),
        topics=tuple(
            Topic(key=at, length=len(spans[at]), contacts=(0,) if wish.runs else ())
            for at, (_, wish) in enumerate(way)
        ),
        people=(Person(key=0, votes=tuple(votes)),),
    )
    placement = Placement(start=tuple(span[0] for span in spans), room=(0,) * len(way))
    seat = loss.attendance(problem, placement, 0)
    kept = [way[at] for at in sorted({*seat.attended, *seat.runs})]
    return tuple(
        AttendedSession(session=session, wish=wish, is_away=session.key in away)
        for session, wish in sorted(kept, key=lambda pair: (pair[0].starts, pair[0].room, pair[0].key))
    )


def _also(kept: AttendedSession, running: dict[int, tuple[AgendaSession, ...]]) -> tuple[AgendaSession, ...]:
    every = () if kept.wish.runs else running[kept.session.topic]
    return tuple(session for session in every if session.key != kept.session.key)


def _lost(
    wish: Preference,
    sessions: tuple[AgendaSession, ...],
    kept: Iterable[AttendedSession],
    away: set[tuple[int, int]],
    *,
    was_cancelled: bool,
) -> MissedTopic:
    instead = (
        each
        for each in kept
        if any(each.session.starts < one.ends and one.starts < each.session.ends for one in sessions)
    )
    return MissedTopic(
        wish=wish,
        sessions=sessions,
        instead=tuple(each for each in instead if each.wish.topic != wish.topic),
        is_away=any(session.key in away for session in sessions),
        was_cancelled=was_cancelled and not sessions,
    )
