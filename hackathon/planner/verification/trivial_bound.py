"""The bound that needs no certificate: the cost of each person, topic and earlier placement alone.

Votes, seats and changes are three separate parts of the cost, so their bounds may be added. Everything
is judged by the places that a topic could have if no other topic were there.
"""

from hackathon.planner.model.problem import Problem, Topic

Places = frozenset[tuple[int, int]]
"""The starts and rooms that a topic may have on its own."""


def trivial_bound(problem: Problem) -> int:
    """Return a cost that no agenda can go below."""
    places = tuple(_places(problem, topic) for topic in problem.topics)
    by = problem.multipliers
    return (
        by.loss * _lost_weight(problem, places)
        + by.seat * _seats_short(problem, places)
        + by.change * _people_affected(problem, places)
    )


def _places(problem: Problem, topic: Topic) -> Places:
    starts = range(len(problem.slots)) if topic.starts is None else topic.starts
    away = {slot for person in topic.contacts for slot in problem.people[person].away}
    places = set()
    for start in starts:
        span = range(start, start + topic.length)
        if span.stop > len(problem.slots) or not away.isdisjoint(span):
            continue
        if len({(problem.slots[slot].day, problem.slots[slot].block) for slot in span}) > 1:
            continue
        for number, room in enumerate(problem.rooms):
            is_suitable = room.capacity >= topic.min_capacity and set(topic.features) <= set(room.features)
            if topic.room in (None, number) and is_suitable and not set(room.closed) & set(span):
                places.add((start, number))
    return frozenset(places)


def _lost_weight(problem: Problem, places: tuple[Places, ...]) -> int:
    starts = [sorted({start for start, _ in topic_places}) for topic_places in places]
    return sum(
        person.count * _lost_by(problem, number, starts) for number, person in enumerate(problem.people)
    )


def _lost_by(problem: Problem, number: int, starts: list[list[int]]) -> int:
    """Return the weight that one person loses even if every topic were placed to suit them."""
    person, again = problem.people[number], dict(problem.twice)
    run = {at for at, topic in enumerate(problem.topics) if topic.required and number in topic.contacts}
    hours = len(problem.slots) - len(person.away) - sum(problem.topics[at].length for at in run)
    # A contact who has to run the second session of a topic gets what they wanted of the topic.
    run |= {first for first, second in problem.twice if second in run}
    # The greatest weight that fits into each number of slots, by the votes considered so far.
    best, wanted = {0: 0}, 0
    for topic, weight in person.votes:
        if topic in run:
            continue
        wanted += weight
        lengths = [
            problem.topics[session].length
            for session in (topic, again.get(topic, topic))
            if _can_attend(person.away, starts[session], problem.topics[session].length)
        ]
        if lengths:
            longer = {used + min(lengths): gained + weight for used, gained in best.items()}
            for used, gained in longer.items():
                if used <= hours:
                    best[used] = max(best.get(used, 0), gained)
    return wanted - max(best.values())


def _can_attend(away: tuple[int, ...], starts: list[int], length: int) -> bool:
    """Whether a session may begin at a time when a person is there throughout."""
    if not away:
        return bool(starts)
    return any(not set(away) & set(range(start, start + length)) for start in starts)


def _seats_short(problem: Problem, places: tuple[Places, ...]) -> int:
    again, short = dict(problem.twice), 0
    for number, topic in enumerate(problem.topics):
        if number in again.values():
            continue
        sessions = {number, again.get(number, number)}
        if not any(problem.topics[session].required for session in sessions):
            continue
        seats = sum(
            max((problem.rooms[room].capacity for _, room in places[session]), default=0)
            for session in sessions
        )
        # A required topic without any place makes the problem infeasible, not expensive.
        if any(places[session] for session in sessions):
            heads = max(problem.demand[number], problem.expected if topic.plenary else 0)
            short += max(0, heads - seats)
    return short


def _people_affected(problem: Problem, places: tuple[Places, ...]) -> int:
    """Count the people affected because a topic can't stay in its published place."""
    again = dict(problem.twice)
    moved = {was.topic for was in problem.previous if (was.start, was.room) not in places[was.topic]}
    affected = {person for topic in moved for person in problem.topics[topic].contacts}
    for number, person in enumerate(problem.people):
        if any(moved & {topic, again.get(topic, topic)} for topic, _ in person.votes):
            affected.add(number)
    return sum(problem.people[person].count for person in affected)
