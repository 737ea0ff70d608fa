"""The strategy of the planner: which construction, search and bound run for which problem.

Each table lists methods in the order in which they are tried; a method runs if its condition holds, and
nothing runs any more once cost and bound meet. `run` carries it out.

Every method is exact about the same cost, so that their results can be combined: the cheapest agenda and the
highest bound count. Small problems are solved by enumerating slot patterns, without local search. Larger ones
are searched by simulated annealing, the best method from about sixty topics on, while column generation
bounds them, as long as its subproblem is small enough.
"""

from collections.abc import Callable
from enum import Enum

from hackathon.planner.bounds import column_enumeration, stretches
from hackathon.planner.preprocessed_instance import PreprocessedInstance


class Construction(Enum):
    """How a first agenda is constructed."""

    REPAIR_DRAFT = "greedy, keeping the draft"
    GREEDY = "greedy"
    KEEP_PUBLISHED = "greedy, keeping what is published"


class Bound(Enum):
    """How the lowest possible cost is bounded."""

    FLOOR = "each person and each topic alone"
    STRETCHES = "set partitioning over all stretches of tied slots, every rule a row"
    ENUMERATION = "set partitioning over all slot patterns"
    COLUMN_GENERATION = "column generation, then set partitioning over patterns below a target, or seen"


class Search(Enum):
    """How an agenda is improved."""

    SINGLE_SLOT = "annealing, single-slot kernel"
    MULTI_SLOT = "annealing, multi-slot kernel"


Condition = Callable[[PreprocessedInstance], bool]


def always(_: PreprocessedInstance) -> bool:
    return True


def has_draft(preprocessed: PreprocessedInstance) -> bool:
    return bool(preprocessed.draft)


def has_published(preprocessed: PreprocessedInstance) -> bool:
    return bool(preprocessed.previous)


def can_enumerate_stretches(preprocessed: PreprocessedInstance) -> bool:
    """Whether slots are tied to each other, and all possible contents of such stretches can be enumerated."""
    is_tied = preprocessed.is_long or preprocessed.is_linked or bool(preprocessed.problem.twice)
    return is_tied and stretches.Stretches(preprocessed).are_few


def can_enumerate(preprocessed: PreprocessedInstance) -> bool:
    return not preprocessed.problem.twice and column_enumeration.are_few(preprocessed)


def can_price(preprocessed: PreprocessedInstance) -> bool:
    from hackathon.planner.bounds import pricing_subproblem  # noqa: PLC0415 -- slow import

    return pricing_subproblem.can_price(preprocessed)


def has_independent_slots(preprocessed: PreprocessedInstance) -> bool:
    """Whether attendance in a slot depends on no other slot, nor on a published agenda."""
    is_dependent = preprocessed.is_long or preprocessed.is_linked or bool(preprocessed.previous)
    return not is_dependent


CONSTRUCTIONS: dict[Construction, Condition] = {
    Construction.REPAIR_DRAFT: has_draft,
    Construction.GREEDY: always,  # only if there is no agenda yet
    Construction.KEEP_PUBLISHED: has_published,
}
BOUNDS: dict[Bound, Condition] = {
    Bound.FLOOR: always,
    Bound.STRETCHES: can_enumerate_stretches,
    Bound.ENUMERATION: can_enumerate,  # where stretches are too many, this bounds
    Bound.COLUMN_GENERATION: can_price,
}
SEARCHES: dict[Search, Condition] = {  # only the first one that applies
    Search.SINGLE_SLOT: has_independent_slots,
    Search.MULTI_SLOT: always,
}


def uses(method: Construction | Bound, preprocessed: PreprocessedInstance) -> bool:
    """Whether the strategy for a problem includes a method."""
    condition = CONSTRUCTIONS[method] if isinstance(method, Construction) else BOUNDS[method]
    return condition(preprocessed)


def search_for(preprocessed: PreprocessedInstance) -> Search:
    """Return the local search for a problem."""
    return next(search for search, applies in SEARCHES.items() if applies(preprocessed))
