"""Sentences about an agenda that people understand without knowing the planner."""

from hackathon.planner.explanation.messages import search_note
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution, Status

WHOLE = 100


def percent_attended(problem: Problem, loss: int) -> int | None:
    """Return the share of all votes that count and can be attended, rounded down; None without votes."""
    weight = _weight(problem)
    return WHOLE * (weight - loss) // weight if weight else None


def percent_possible(problem: Problem, loss_bound: int) -> int:
    """Return the share of all votes that no agenda can exceed, if none loses less than this."""
    # Rounded up: an agenda that reaches a fraction of a percent more is not ruled out.
    weight = _weight(problem)
    return -(-WHOLE * (weight - loss_bound) // weight)


def summary(problem: Problem, *, loss: int, loss_bound: int, is_best: bool) -> str:
    """Return what an agenda is worth to its people, and what is proven about that.

    `is_best` says that its cost meets its bound. No agenda loses less than `loss_bound`.
    """
    attended = percent_attended(problem, loss)
    if attended is None:
        return "No votes count yet." + (" This is the best possible agenda." if is_best else "")
    line = f"{attended}% of votes can be attended"
    if is_best:
        return f"{line}. This is the best possible agenda."
    if loss <= loss_bound:
        return f"{line}. No agenda can do better on votes."
    possible = percent_possible(problem, loss_bound)
    return f"{line}; at most {possible}% is possible." if possible < WHOLE else f"{line}."


def solution_summary(problem: Problem, solution: Solution) -> str:
    """Return what a planner run found, and what it proved."""
    if solution.status == Status.INFEASIBLE:
        return "No agenda can satisfy all the rules."
    if not solution.is_agenda or solution.loss is None:
        return "No agenda was found, but there may be one."
    found = summary(
        problem,
        loss=solution.loss,
        loss_bound=solution.loss_bound or 0,
        is_best=solution.status == Status.OPTIMAL,
    )
    return " ".join(filter(None, (found, search_note(solution))))


def _weight(problem: Problem) -> int:
    return sum(person.count * sum(weight for _, weight in person.votes) for person in problem.people)
