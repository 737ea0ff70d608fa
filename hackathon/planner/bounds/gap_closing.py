"""Closing the gap: deciding whether any agenda costs less than a target.

A column that alone lifts the bound to the target is not part of any such agenda. All others are enumerated,
and a MIP decides about them, as Baldacci, Christofides and Mingozzi (2008) do for vehicle routing: An exact
algorithm for the vehicle routing problem based on the set partitioning formulation with additional cuts.
Below the cost of the best agenda there may be too many of them; then the target is a lower one, and what is
proven is a higher bound.
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
MOST_CLOSE, MOST_NEAREST, MOST_CHOSEN = 25_000, 5_000, 2_000
# The first target that is decided about leaves so many columns, each next one so many times more.
FIRST_TARGET, GROWTH = 1500, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The model's decision about agendas that cost less than the target."""

    target: int
    proof: Proof

    @property
    def is_made(self) -> bool:
        """Whether the decision is that there is none."""
        return self.proof.bound == self.target


class GapClosing:
    """The columns of a relaxation that is solved, and how far targets have been decided about."""

    def __init__(self, columns: ColumnGeneration) -> None:
        self.columns = columns
        # With so many columns, a target was decided about.
        self.decided = 0

    def decide_next(
        self, known: Placement, cost: int, watch: Timer, most: int | None = None
    ) -> Decision | None:
        """Decide about the next target; None where that would need more columns than `most`."""
        most = most or MOST_CLOSE
        if self.decided >= most:
            return None
        size = min(max(FIRST_TARGET, GROWTH * self.decided), most)
        decision = decide(self.columns, known, cost, size, watch)
        if decision is not None and decision.is_made:
            self.decided = size
        return decision

    def choose(self, known: Placement, cost: int, seen: SeenPatterns | None, watch: Timer) -> Proof:
        """Look for an agenda below the cost among the columns nearest to the bound, and the best known ones.

        Known are those that prices found, and those that searches have passed through: the idea of Rochat
        and Taillard (1995), Probabilistic diversification and intensification in local search for vehicle
        routing. Good parts of several agendas make a better one. What is proven goes no further than the
        target below which the nearest columns are all.
        """
        columns, near = self.columns, near_columns(self.columns, cost, MOST_NEAREST, watch)
        chosen = dict.fromkeys(near.columns if near else ())
        chosen.update(dict.fromkeys(_best_known(columns, cost, seen)))
        partition = SetPartitioning(columns.arrays, columns.pieces(list(chosen)))
        partition.bound(known, watch)
        proof = partition.prove(cost, watch, workers=1)
        bound = None if near is None or proof.bound is None else min(proof.bound, near.target)
        return replace(proof, bound=bound, is_impossible=False)


def decide(
    columns: ColumnGeneration, known: Placement, cost: int, most: int, watch: Timer
) -> Decision | None:
    """Look for an agenda below the cost, or below the highest target that leaves no more columns than `most`.

    None where even the bound leaves more of them, or where the time ran out.
    """
    near = near_columns(columns, cost, most, watch)
    if near is None:
        return None
    partition = SetPartitioning(columns.arrays, columns.pieces(near.columns))
    partition.bound(known, watch)
    return Decision(target=near.target, proof=partition.prove(near.target, watch, workers=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """All columns that an agenda below the target can hold."""

    columns: list[Column]
    target: int


def near_columns(columns: ColumnGeneration, cost: int, most: int, watch: Timer) -> Near | None:
    """Return the columns of agendas below the cost, or a lower target that leaves at most so many."""
    scale, bound = columns.subproblems.scale, columns.bound or 0
    # Where cost and bound lie far apart, there are too many at first.
    spare = _spare(columns, cost)
    lifted: dict[Column, int] | None = None if spare > 0 else {}
    while lifted is None and spare > 0:
        lifted = _lifted(columns, spare, watch)
        if watch.is_over():
            return None
        spare = spare if lifted is not None else spare // 2
    if lifted is None:
        return None
    if len(lifted) > most:
        spare = sorted(lifted.values())[most]
    target = -(-(bound + spare) // scale)
    return Near(columns=[column for column, lift in lifted.items() if lift < spare], target=target)


def _spare(columns: ColumnGeneration, cost: int) -> int:
    """Return what a column of an agenda below the cost lifts the bound by less than."""
    most = min((cost - 1) * columns.subproblems.scale, pricing_search.NEVER)
    return int(most) - (columns.bound or 0) + 1


def _lifted(columns: ColumnGeneration, spare: int, watch: Timer) -> dict[Column, int] | None:
    """Return all columns that lift the bound by less, and by how much; None if they are too many."""
    found: dict[Column, int] = {}
    for kind, earned in enumerate(columns.earned):
        room, prices = MOST_CLOSE + 1 - len(found), columns.prices_at(kind, columns.prices)
        pool = columns.search(kind, prices, room, watch, least=earned - spare, spare=spare)
        if pool is None or pool.many[0] == room:
            return None
        for topics, profit in zip(sets_of(pool), pool.profit.tolist(), strict=False):
            found[kind, topics] = earned - profit
    return found


def _best_known(columns: ColumnGeneration, cost: int, seen: SeenPatterns | None) -> list[Column]:
    """Return the known columns that lift the bound least, and not to the cost."""
    for slot, topics in seen.sets() if seen else ():
        columns.add(columns.subproblems.kind_of[slot], topics)
    prices = [columns.prices_at(kind, columns.prices) for kind in range(len(columns.earned))]
    lifts = {
        (kind, topics): cost - int(prices[kind][list(topics)].sum()) + columns.earned[kind]
        for (kind, topics), cost in columns.cost.items()
    }
    spare = _spare(columns, cost)
    near = [column for column, lift in lifts.items() if lift < spare]
    return sorted(near, key=lifts.__getitem__)[:MOST_CHOSEN]
