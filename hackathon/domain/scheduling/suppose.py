"""What if: a change that is thought of, not made, and what the best agenda with it would move."""

from dataclasses import dataclass, replace
from typing import Self

from hackathon.domain.errors import BadProblem
from hackathon.domain.scheduling import documents
from hackathon.domain.scheduling.check import Report, check
from hackathon.domain.scheduling.loss import attendance
from hackathon.domain.scheduling.problem import Placement, Previous, Problem, Room
from hackathon.domain.scheduling.solution import Solution, Status

# No room of a database has this key.
EXTRA_ROOM = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """One change to a problem, by the keys that its topics, people and slots have for good.

    Either the topic begins at `at` (ISO 8601 in UTC), or the person is away in these slots,
    or there is one more room with so many seats. `words` say which, for people.
    """

    words: str
    topic: int | None = None
    at: str = ""
    person: int | None = None
    away: tuple[str, ...] = ()
    seats: int | None = None

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a supposition as it was kept."""
        return documents.read(cls, documents.parse(text))

    def to_json(self) -> str:
        """Return the supposition as one line of JSON."""
        return documents.write(self)


def suppose(problem: Problem, what: Supposition) -> Problem:
    """Return the problem with the change made.

    Raises BadProblem when the topic, the person or a slot of it is no longer there.
    """
    slots = {slot.starts: at for at, slot in enumerate(problem.slots)}
    topics = {topic.key: at for at, topic in enumerate(problem.topics)}
    people = {person.key: at for at, person in enumerate(problem.people)}
    gone = "What was asked about is no longer there. Look at the plan and ask again."
    if what.topic is not None:
        # Of a topic whose second session alone is left, that one is meant.
        at = topics.get(what.topic, topics.get(-what.topic, -1))
        if at < 0 or what.at not in slots:
            raise BadProblem(gone)
        pinned = replace(problem.topics[at], starts=(slots[what.at],), room=None, required=True)
        return replace(problem, topics=(*problem.topics[:at], pinned, *problem.topics[at + 1 :]))
    if what.person is not None:
        if what.person not in people or not slots.keys() >= set(what.away):
            raise BadProblem(gone)
        at = people[what.person]
        person = problem.people[at]
        absent = replace(person, away=tuple(sorted({*person.away, *(slots[each] for each in what.away)})))
        return replace(problem, people=(*problem.people[:at], absent, *problem.people[at + 1 :]))
    features = tuple(sorted({feature for room in problem.rooms for feature in room.features}))
    extra = Room(key=EXTRA_ROOM, name="One more room", capacity=what.seats or 0, features=features)
    return replace(problem, rooms=(*problem.rooms, extra))


def steady(problem: Problem, draft: Placement) -> Problem:
    """Return the problem so that, of agendas that cost the same, those that move fewest people win.

    Where an agenda is published, moving people has its price already.
    """
    if problem.previous:
        return problem
    by, scale = problem.multipliers, _people(problem) + 1
    places = enumerate(zip(draft.start, draft.room, strict=True))
    try:
        return replace(
            problem,
            multipliers=replace(by, loss=by.loss * scale, seat=by.seat * scale, change=1),
            previous=tuple(
                Previous(topic=topic, start=start, room=room) for topic, (start, room) in places if start >= 0
            ),
        )
    except BadProblem:
        # Too large to be counted exactly with these multipliers: then people may move for nothing.
        return problem


def answered(problem: Problem, asked: Problem, solution: Solution) -> Solution:
    """Return the solution of the steady problem as one of the problem itself."""
    if asked is problem:
        return solution
    scale, bound = _people(problem) + 1, solution.bound
    # What the steady problem adds for people who move is less than one unit of cost.
    bound = None if bound is None else max(0, -(-(bound - scale + 1) // scale))
    kept = replace(solution, problem=problem.digest, bound=bound, history=())
    if not solution.is_agenda:
        return kept
    report = check(problem, solution.placement)
    return replace(
        kept,
        status=Status.OPTIMAL if bound == report.cost else Status.FEASIBLE,
        cost=report.cost,
        loss=report.loss,
        seats_short=report.seats_short,
        people_affected=report.people_affected,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A topic that would be elsewhere; places are a slot and a room by position, -1 for nowhere."""

    topic: int
    was: tuple[int, int]
    now: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one agenda has that another has not.

    `people` follow a session that moves; `shifts` are people whose loss changes, by how much.
    """

    before: Report
    after: Report
    moves: tuple[Move, ...]
    people: int
    shifts: tuple[tuple[int, int], ...]


def difference(problem: Problem, before: Placement, after: Placement) -> Difference:
    """Return what changes from one agenda of a problem to another."""
    places = [list(zip(each.start, each.room, strict=True)) for each in (before, after)]
    moves = tuple(
        Move(topic=topic, was=was, now=now)
        for topic, (was, now) in enumerate(zip(*places, strict=True))
        if was != now and max(was[0], now[0]) >= 0
    )
    moved = frozenset[int]().union(*(problem.followers[move.topic] for move in moves))
    losses = [
        attendance(problem, after, at).loss - attendance(problem, before, at).loss
        for at in range(len(problem.people))
    ]
    shifts = sorted((-more, at) for at, more in enumerate(losses) if more)
    return Difference(
        before=check(problem, before),
        after=check(problem, after),
        moves=moves,
        people=sum(problem.people[at].count for at in moved),
        shifts=tuple((at, -less) for less, at in shifts),
    )


def _people(problem: Problem) -> int:
    return sum(person.count for person in problem.people)
