"""Scaling down numbers that are too large for compiled code, so the objective is nearly the same."""

from dataclasses import replace

from hackathon.planner.local_search import flat_arrays
from hackathon.planner.model.problem import Multipliers, Problem
from hackathon.planner.preprocessed_instance import PreprocessedInstance

# What all votes of a person may come to, twice over, once they are scaled down.
MOST = flat_arrays.MAX_WEIGHT // 4


def scaled_down(preprocessed: PreprocessedInstance) -> PreprocessedInstance:
    """Return the instance if its numbers fit, else one with the same rules and smaller numbers.

    Its costs are not costs of the problem: resulting agendas have to be re-evaluated.
    """
    if flat_arrays.fits(preprocessed):
        return preprocessed
    return PreprocessedInstance(_scaled(preprocessed.problem))


def _scaled(problem: Problem) -> Problem:
    by = problem.multipliers
    heaviest = max(sum(weight for _, weight in person.votes) for person in problem.people)
    divisor = max(1, by.loss * heaviest // MOST)
    people = tuple(
        replace(
            person,
            votes=tuple((topic, _divided(by.loss * weight, divisor)) for topic, weight in person.votes),
        )
        for person in problem.people
    )
    multipliers = Multipliers(loss=1, seat=_divided(by.seat, divisor), change=_divided(by.change, divisor))
    return replace(problem, people=people, multipliers=multipliers)


def _divided(number: int, divisor: int) -> int:
    """Return the nearest whole number, but at least 1 for a positive amount."""
    return max(min(number, 1), round(number / divisor))
