"""A problem with second runs, bounded by one without that costs no more."""

from dataclasses import replace

from hackathon.planner.model.problem import Problem


def ordinary_problem(problem: Problem, both: tuple[tuple[int, int], ...]) -> tuple[Problem, int]:
    """Return a problem without topics that run twice, and what it may cost more than this one at most.

    Where a vote counts at both sessions, each of them left or missed costs its weight: never more than
    what is lost here and the weight once more. Votes that do not count cost nothing. With no vote for
    them, second sessions can be taken out of any agenda, and the first ones where their contacts, or
    everyone at a plenary, might find no seat; else seats are not counted, as two rooms hold more than one.
    """
    double, second = set(both), dict(problem.twice)
    seats = min((room.capacity for room in problem.rooms), default=0)
    out = set()
    for first, again in problem.twice if not both else ():
        heads = sum(problem.people[at].count for at in problem.topics[first].contacts)
        if problem.topics[first].plenary:
            heads = max(heads, problem.expected)
        out |= {again} if heads <= seats else {first, again}
    people, credit = [], 0
    for at, person in enumerate(problem.people):
        votes = [(k, weight) for k, weight in person.votes if k not in second or (at, k) in double]
        more = [(second[k], weight) for k, weight in votes if k in second]
        credit += person.count * sum(weight for _, weight in more)
        people.append(replace(person, votes=(*votes, *more)))
    ordinary = replace(
        problem,
        twice=(),
        topics=tuple(
            replace(topic, starts=(), required=False) if number in out else topic
            for number, topic in enumerate(problem.topics)
        ),
        people=tuple(people),
        previous=tuple(each for each in problem.previous if each.topic not in out),
        multipliers=replace(problem.multipliers, seat=0) if both else problem.multipliers,
    )
    return ordinary, problem.multipliers.loss * credit
