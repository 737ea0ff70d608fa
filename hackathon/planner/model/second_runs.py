"""Topics that may run twice: problems without their second runs, and names for the two sessions."""

from dataclasses import replace

from hackathon.planner.model.problem import Placement, Problem, Topic


def once(problem: Problem) -> Problem:
    """Return the problem in which every topic runs once, but for second runs that are held somewhere.

    Positions stay as they are; a second run that is not held has no place to go.
    """
    held = {second for _, second in problem.twice if is_held(problem.topics[second])}
    away = {second for _, second in problem.twice} - held
    pairs = tuple(pair for pair in problem.twice if pair[1] in held)
    topics = tuple(
        replace(topic, starts=(), required=False) if at in away else topic
        for at, topic in enumerate(problem.topics)
    )
    return replace(problem, topics=topics, twice=pairs)


def all_required(problem: Problem) -> Problem:
    """Return the problem with every topic required; a second run only where it is held."""
    topics = tuple(
        replace(topic, required=is_held(topic) or not is_second(problem, at))
        for at, topic in enumerate(problem.topics)
    )
    return replace(problem, topics=topics)


def is_held(topic: Topic) -> bool:
    """Whether a topic is pinned to one time."""
    return topic.starts is not None and len(topic.starts) == 1


def is_second(problem: Problem, topic: int) -> bool:
    """Whether a topic is the second run of another."""
    return problem.runs[topic][0] != topic


def titled(problem: Problem, placement: Placement) -> Problem:
    """Return the problem with distinguishable titles for the two sessions of a topic that runs twice."""
    if not problem.twice:
        return problem
    topics = list(problem.topics)
    for pair in problem.twice:
        if min(placement.start[at] for at in pair) >= 0:
            for number, at in enumerate(sorted(pair, key=lambda at: placement.start[at]), start=1):
                topics[at] = replace(topics[at], title=numbered(topics[at].title, number))
    return replace(problem, topics=tuple(topics), twice=())


def expected(problem: Problem, placement: Placement) -> tuple[int, ...]:
    """Return how many are expected at each session; where a topic runs twice, as its rooms have seats.

    So more are expected than a room holds only where both rooms together are too small.
    """
    found = list(problem.demand)
    for pair in problem.twice:
        if min(placement.start[at] for at in pair) >= 0:
            seats, others = (max(1, problem.rooms[placement.room[at]].capacity) for at in pair)
            demand = problem.demand[pair[0]]
            share = -(-demand * seats // (seats + others))
            found[pair[0]], found[pair[1]] = share, demand - share
    return tuple(found)


def numbered(title: str, number: int) -> str:
    """Return the title of one of two sessions of a topic, the first or the second."""
    return f"{title} ({number} of 2)"
