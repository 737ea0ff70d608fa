"""Closing the gap: columns that can be in an agenda below a cost, and the model that chooses among them.

Where all such columns can be written down, the model proves. Where they are too many, it chooses among the
best that are known: those that prices found, and those that searches have passed through. The second kind is
the idea of Rochat and Taillard (1995), Probabilistic diversification and intensification in local search for
vehicle routing: good parts of several agendas make a better one.
"""

from dataclasses import dataclass, replace

from hackathon.planner.bounds import pricing_search
from hackathon.planner.bounds.column_generation import Column, ColumnGeneration, sets_of
from hackathon.planner.bounds.column_model import Proof
from hackathon.planner.bounds.set_partitioning import SetPartitioning
from hackathon.planner.local_search.seen_patterns import SeenPatterns
from hackathon.planner.model.problem import Placement
from hackathon.planner.progress import Timer

# With more columns than this the MIP seldom ends; among so many it chooses in a few seconds.
MOST_CLOSE, MOST_CHOSEN = 25_000, 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What the model found, and whether it had all columns, so that its bound holds for every agenda."""

    proof: Proof
    is_complete: bool


def close_gap(
    columns: ColumnGeneration,
    known: Placement,
    cost: float,
    seen: SeenPatterns | None,
    watch: Timer,
    most: int | None = None,
) -> Attempt | None:
    """Look for an agenda below the cost of a known one; None where more columns than `most` are near."""
    near, is_all = near_columns(columns, cost, seen, watch)
    if most is not None and not (is_all and len(near) <= most):
        return None
    partition = SetPartitioning(columns.arrays, columns.pieces(near))
    partition.bound(known, watch)
    proof = partition.prove(cost, watch, workers=1)
    if not is_all:
        proof = replace(proof, bound=None, is_impossible=False)
    return Attempt(proof=proof, is_complete=is_all)


def near_columns(
    columns: ColumnGeneration, cost: float, seen: SeenPatterns | None, watch: Timer
) -> tuple[list[Column], bool]:
    """Return the columns that an agenda below this cost can hold, and whether these are all.

    Where there are too many, those known that pay best.
    """
    # An agenda below the cost has no pattern that alone lifts the bound to it.
    most = min((cost - 1) * columns.subproblems.scale, pricing_search.NEVER)
    spare = int(most) - (columns.bound or 0) + 1
    near: list[Column] = []
    for kind, earned in enumerate(columns.earned):
        room, prices = MOST_CLOSE - len(near), columns.prices_at(kind, columns.prices)
        pool = columns.search(kind, prices, room, watch, least=earned - spare, spare=spare)
        if pool is None or pool.many[0] == room:
            return _best_known(columns, seen, spare), False
        near += [(kind, topics) for topics in sets_of(pool)]
    return near, True


def _best_known(columns: ColumnGeneration, seen: SeenPatterns | None, spare: int) -> list[Column]:
    """Return the known columns that lift the bound least, and not to the cost."""
    for slot, topics in seen.sets() if seen else ():
        columns.add(columns.subproblems.kind_of[slot], topics)
    prices = [columns.prices_at(kind, columns.prices) for kind in range(len(columns.earned))]
    lifts = {
        (kind, topics): cost - int(prices[kind][list(topics)].sum()) + columns.earned[kind]
        for (kind, topics), cost in columns.cost.items()
    }
    near = [column for column, lift in lifts.items() if lift <= spare]
    return sorted(near, key=lifts.__getitem__)[:MOST_CHOSEN]
