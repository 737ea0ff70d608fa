"""The sessions a person can attend in an agenda, those they miss, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hackathon.planner.model.problem import Person, Placement, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A wanted topic that a person can't attend, and what they do at that time.

    `instead` are the topics at the same time that they attend or run. `away` says that they are not there
    then; `left_out` that the topic is not in the agenda. If a topic runs twice, its first run represents
    both.
    """

    topic: int
    weight: int
    instead: tuple[int, ...] = ()
    away: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """The best that one person can make of an agenda; topics are positions in the problem.

    `attended` are wanted topics they can attend (of two runs, the one they choose), `runs` are topics they
    run. `loss` is the weight of `lost`, for one person of the record.
    """

    attended: tuple[int, ...]
    runs: tuple[int, ...]
    lost: tuple[Lost, ...]

    @property
    def loss(self) -> int:
        """The weight of the votes that the agenda can't serve."""
        return sum(each.weight for each in self.lost)


def loss(problem: Problem, placement: Placement) -> int:
    """Return the weight of all votes that the agenda can't serve, unmultiplied."""
    return sum(
        person.count * attendance(problem, placement, at).loss for at, person in enumerate(problem.people)
    )


def attendance(problem: Problem, placement: Placement, person: int) -> Attendance:
    """Return a person's best attendance and their loss.

    Sessions that they run come first; of the rest, they choose the heaviest set that doesn't overlap and
    contains no topic twice. Of equally heavy sets, the one with the earlier sessions counts.
    """
    who = problem.people[person]
    runs = sorted(topic for topic in problem.run_by[person] if _span(problem, placement, topic))
    busy = {slot for topic in runs for slot in _span(problem, placement, topic)}
    closed = busy | set(who.away)
    weight = {run: each for topic, each in who.votes for run in problem.runs[topic]}
    here = [topic for topic in runs if set(who.away).isdisjoint(_span(problem, placement, topic))]
    # A host of both sessions of a topic counts it once.
    kept = set({problem.runs[topic]: topic for topic in reversed(here) if topic in weight}.values())
    free = frozenset(
        topic
        for topic in weight
        if kept.isdisjoint(problem.runs[topic])
        and topic not in runs
        and _span(problem, placement, topic)
        and closed.isdisjoint(_span(problem, placement, topic))
    )
    kept |= _once_each(problem, placement, free, weight)
    lost = tuple(
        _lost(problem, placement, who, topic, kept | set(runs))
        for topic, _ in sorted(who.votes)
        if kept.isdisjoint(problem.runs[topic])
    )
    return Attendance(attended=tuple(sorted(kept)), runs=tuple(runs), lost=lost)


def topics_lost(problem: Problem, placement: Placement) -> tuple[tuple[int, ...], ...]:
    """For each person, return the topics that they want but can't attend."""
    return tuple(
        tuple(lost.topic for lost in attendance(problem, placement, at).lost)
        for at in range(len(problem.people))
    )


def people_missing(problem: Problem, lost: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """For each topic, count the people who want it but can't attend it, from the result of `topics_lost`."""
    found = [0] * len(problem.topics)
    for person, topics in zip(problem.people, lost, strict=True):
        for topic in topics:
            found[topic] += person.count
    return tuple(found)


def floor(problem: Problem) -> int:
    """Return the loss that no agenda can avoid: someone wants more than they have slots for.

    Each person is considered alone, as if everything else gave way to them.
    """
    longest = max((topic.length for topic in problem.topics), default=0)
    return sum(
        person.count * _floor_of(problem, at, person, longest) for at, person in enumerate(problem.people)
    )


def _floor_of(problem: Problem, at: int, person: Person, longest: int) -> int:
    topics = problem.topics
    # A topic that may be left out doesn't certainly occupy its contacts.
    run = [topics[topic] for topic in problem.run_by[at]]
    free = len(problem.slots) - len(person.away) - sum(t.length for t in run if t.required)
    if longest * len(person.votes) <= free:
        return 0
    held = {problem.runs[topic][0] for topic in problem.run_by[at] if topics[topic].required}
    wanted = [
        (min(topics[run].length for run in problem.runs[topic]), weight)
        for topic, weight in person.votes
        if topic not in held
    ]
    if sum(length for length, _ in wanted) <= free:
        return 0
    best = [0] * (max(free, 0) + 1)
    for length, weight in wanted:
        for room in range(len(best) - 1, length - 1, -1):
            best[room] = max(best[room], best[room - length] + weight)
    return sum(weight for _, weight in wanted) - best[-1]


def _span(problem: Problem, placement: Placement, topic: int) -> range:
    start, length = placement.start[topic], problem.topics[topic].length
    # A session lengthened since it was placed may extend past the last slot; then it counts as unplaced.
    return range(start, start + length) if 0 <= start <= len(problem.slots) - length else range(0)


def _once_each(
    problem: Problem, placement: Placement, free: frozenset[int], weight: dict[int, int], least: int = -1
) -> set[int]:
    """Return the heaviest set without both runs of a topic; empty if none weighs more than `least`.

    If the heaviest set of all contains both, one of them is dropped: whichever loses less.
    """
    found = _heaviest(problem, placement, free, weight)
    pair = next((runs for runs in problem.twice if found.issuperset(runs)), None)
    if pair is None:
        return found if _weigh(found, weight) > least else set()
    # No set of these topics weighs more than all of them once.
    most = sum({problem.runs[topic]: weight[topic] for topic in free}.values())
    best = set[int]()
    for given_up in reversed(pair):
        if min(most, _weigh(found, weight)) > least:
            other = _once_each(problem, placement, free - {given_up}, weight, least)
            if _weigh(other, weight) > least:
                best, least = other, _weigh(other, weight)
    return best


def _weigh(topics: Iterable[int], weight: dict[int, int]) -> int:
    return sum(weight[topic] for topic in topics)


def _heaviest(
    problem: Problem, placement: Placement, free: Iterable[int], weight: dict[int, int]
) -> set[int]:
    """Weighted interval scheduling, from the last slot back to the first."""
    starting: dict[int, list[int]] = {}
    for topic in sorted(free):
        starting.setdefault(placement.start[topic], []).append(topic)
    slots = len(problem.slots)
    best = [0] * (slots + 1)
    choice: list[int | None] = [None] * slots
    for slot in range(slots - 1, -1, -1):
        best[slot] = best[slot + 1]
        for topic in starting.get(slot, ()):
            worth = weight[topic] + best[slot + problem.topics[topic].length]
            # Ties include the session: attending one of weight 0 means not losing it.
            if worth > best[slot] or (worth == best[slot] and choice[slot] is None):
                best[slot], choice[slot] = worth, topic
    chosen, slot = set(), 0
    while slot < slots:
        topic_here = choice[slot]
        if topic_here is not None:
            chosen.add(topic_here)
        slot += 1 if topic_here is None else problem.topics[topic_here].length
    return chosen


def _lost(problem: Problem, placement: Placement, who: Person, topic: int, taken: set[int]) -> Lost:
    span = {slot for run in problem.runs[topic] for slot in _span(problem, placement, run)}
    return Lost(
        topic=topic,
        weight=dict(who.votes)[topic],
        instead=tuple(sorted(other for other in taken if span & set(_span(problem, placement, other)))),
        away=bool(span & set(who.away)),
        left_out=not span,
    )
