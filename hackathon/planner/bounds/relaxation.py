"""Relaxations of second runs: ordinary problems whose bounds also hold for the original."""

from dataclasses import replace

from hackathon.planner.evaluation import loss
from hackathon.planner.model.problem import Person, Placement, Problem

Votes = frozenset[tuple[int, int]]
"""Votes for what may run twice: a person, and the topic's first run."""


def votes(problem: Problem) -> Votes:
    """Return all votes for topics that may run twice."""
    firsts = {first for first, _ in problem.twice}
    return frozenset(
        (at, topic)
        for at, person in enumerate(problem.people)
        for topic, _ in person.votes
        if topic in firsts
    )


def credit(problem: Problem, both: Votes) -> int:
    """Return how much more an agenda can cost in the relaxed problem: each such vote, lost once more."""
    weight = [dict(person.votes) for person in problem.people]
    lost = sum(problem.people[at].count * weight[at][topic] for at, topic in both)
    return problem.multipliers.loss * lost


def relaxed(problem: Problem, both: Votes) -> Problem:
    """Return an ordinary problem in which every agenda costs at most its own cost and the credit.

    The votes of `both` are for either session: who sits in one loses the other, which the credit pays;
    who sits in two loses nothing, and none loses more than twice the vote. All other votes for what may
    run twice are dropped, which can only lower the loss. Without any vote for them, second sessions are
    gone: to take a session out of an agenda breaks no rule. Two rooms have more seats than one, so seats
    count only where nobody wants what runs twice, and not a topic that may overfill a room without votes.
    """
    second_of = dict(problem.twice)
    gone = frozenset[int]() if both else _without_seats(problem)
    topics = tuple(
        replace(topic, starts=(), required=False) if at in gone else topic
        for at, topic in enumerate(problem.topics)
    )
    order = [(a, b) for early, late in problem.order for a in problem.runs[early] for b in problem.runs[late]]
    return replace(
        problem,
        topics=topics,
        people=tuple(_wanting(at, person, second_of, both) for at, person in enumerate(problem.people)),
        previous=tuple(each for each in problem.previous if each.topic not in gone),
        order=tuple(order),
        multipliers=replace(problem.multipliers, seat=0) if both else problem.multipliers,
        twice=(),
        draft=(),
    )


def sat_in_twice(problem: Problem, placement: Placement) -> Votes:
    """Return the votes of people who could attend both sessions without losing anything else."""
    everything = relaxed(problem, votes(problem))
    second_of, found = dict(problem.twice), set[tuple[int, int]]()
    for at, topic in votes(problem):
        attended = loss.attendance(everything, placement, at).attended
        if {topic, second_of[topic]} <= set(attended):
            found.add((at, topic))
    return frozenset(found)


def _without_seats(problem: Problem) -> frozenset[int]:
    smallest = min((room.capacity for room in problem.rooms), default=0)
    full = {first for first, _ in problem.twice if _certain(problem, first) > smallest}
    return frozenset(full.union(second for _, second in problem.twice))


def _certain(problem: Problem, topic: int) -> int:
    """Count those who fill seats without voting: the contacts, and at a plenary everyone."""
    contacts = sum(problem.people[at].count for at in problem.topics[topic].contacts)
    return max(contacts, problem.expected) if problem.topics[topic].plenary else contacts


def _wanting(at: int, person: Person, second_of: dict[int, int], both: Votes) -> Person:
    wanted = []
    for topic, weight in person.votes:
        if topic not in second_of:
            wanted.append((topic, weight))
        elif (at, topic) in both:
            wanted += [(topic, weight), (second_of[topic], weight)]
    return replace(person, votes=tuple(wanted))
