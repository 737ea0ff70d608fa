"""Column generation with dual smoothing, and the Lagrangian bound that its duals prove.

A column is a set of topics that share a slot. The restricted master problem yields a dual price per topic;
the pricing subproblems find columns with negative reduced cost. All prices less the most that each slot
can earn bound every agenda (Geoffrion 1974; Lübbecke and Desrosiers 2005; docs/developers/planner.md).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import repeat

import numpy as np

from hackathon.planner.bounds import column_enumeration, pricing_search
from hackathon.planner.bounds.column_enumeration import Patterns
from hackathon.planner.bounds.mip import RestrictedMaster
from hackathon.planner.bounds.pricing_subproblem import Ints, PricingSubproblems
from hackathon.planner.model.problem import Placement
from hackathon.planner.model.solution import Prices
from hackathon.planner.model.validation import MOST_COST
from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance
from hackathon.planner.progress import Timer

# Columns added per slot and round: fewer make more rounds, more make slower ones.
AT_ONCE = 30
# The artificial column of a required topic costs this many times what all lose who want it, and is raised
# by the same factor while the master still uses it. A higher cost from the start delays useful duals.
DEAR, IN_USE = 2.0, 1e-6
# Dual smoothing (Wentges 1997): the best duals so far keep this share in the next ones.
SMOOTHING = 0.5
# Between two looks at the clock; a few hundredths of a second.
NODES = 2000

Column = tuple[int, tuple[int, ...]]
"""A kind of slot, and the topics (or halves of them) that share it."""


class ColumnGeneration:
    """The columns generated so far; `bound` is the best lower bound, `prices` the duals that prove it.

    `bound` and `prices` are multiplied by `subproblems.scale`. After the price of each topic come those of
    `links`: what a session of two slots that begins in such a kind of slot pays more in its first one.
    """

    def __init__(self, arrays: PreprocessedInstance) -> None:
        self.arrays, self.subproblems = arrays, PricingSubproblems(arrays)
        self.cost: dict[Column, int] = {}
        self.bound: int | None = None
        self.links = [
            (topic, kind)
            for topic in self.subproblems.second
            for kind in self.subproblems.after
            if self.subproblems.running[topic, self.subproblems.slots[kind][0]].any()
        ]
        self.prices: Ints = np.zeros(arrays.topics + len(self.links), dtype=np.int64)
        self.earned = [0] * len(self.subproblems.slots)
        self.least = float("inf")
        required = np.array([topic.required for topic in arrays.problem.topics])
        lost = np.rint(self.subproblems.scale * arrays.by.loss * arrays.wanted / np.array(arrays.length))
        # Nobody pays more for a place than it costs to leave the topic out.
        self.most = np.where(required, pricing_search.NEVER, lost).astype(np.int64)
        self.model = self._model(required)

    def _model(self, required: Floats) -> RestrictedMaster:
        second, slots, arrays = self.subproblems.second, self.subproblems.slots, self.arrays
        length = [1 if topic in second else each for topic, each in enumerate(arrays.length)]
        needed = np.array([*length, *(1 for _ in second)], dtype=float)
        none = np.zeros(len(self.links))
        model = RestrictedMaster(
            low=np.concatenate([needed, np.full(len(slots), -np.inf), none]),
            high=np.concatenate([needed, [float(len(each)) for each in slots], none]),
        )
        self.kind_row = len(needed)
        lost = arrays.by.loss * arrays.wanted
        # A required topic left out is dear, so that there is always a price.
        dear = DEAR * (lost + arrays.by.seat * arrays.short.max(axis=1, initial=0) + 1)
        self.left_out = np.where(required, dear, lost)
        for topic, cost in enumerate(self.left_out.tolist()):
            halves = [topic, second[topic]] if topic in second else [topic]
            model.add(cost, halves, float(length[topic]))
        return model

    def _raise_dear(self) -> bool:
        """Let it cost more to leave out a required topic that the model leaves out; True if there is none."""
        is_complete = True
        for topic in np.flatnonzero(self.model.used(self.arrays.topics) > IN_USE).tolist():
            if self.most[topic] == pricing_search.NEVER and self.left_out[topic] < MOST_COST:
                self.left_out[topic] *= DEAR
                self.model.reprice(topic, float(self.left_out[topic]))
                is_complete = False
        return is_complete

    def _entries(self, column: Column) -> tuple[list[int], list[float]]:
        """Return the rows in which a column counts, and by how much."""
        kind, items = column
        links = self.kind_row + len(self.subproblems.slots)
        rows, values = [*items, self.kind_row + kind], [1.0] * (len(items) + 1)
        for at, (topic, begins) in enumerate(self.links):
            if begins == kind and topic in items:
                rows.append(links + at)
                values.append(1.0)
            if self.subproblems.after[begins] == kind and self.subproblems.second[topic] in items:
                rows.append(links + at)
                values.append(-1.0)
        return rows, values

    def prices_at(self, kind: int, prices: Ints) -> Ints:
        """Return the price of each item in a slot of this kind."""
        paid = prices[: self.arrays.topics][self.subproblems.topic]
        for (topic, begins), leaning in zip(self.links, prices[self.arrays.topics :], strict=True):
            if begins == kind:
                paid[topic] += leaning
            if self.subproblems.after[begins] == kind:
                paid[self.subproblems.second[topic]] -= leaning
        return np.asarray(paid)

    def learn(self, placement: Placement) -> None:
        """Take up the patterns of an agenda, and those with a topic more or less: they say its worth."""
        length, second = self.arrays.length, self.subproblems.second
        for slot, kind in self.subproblems.kind_of.items():
            here = {
                topic if slot == start else second.get(topic, topic)
                for topic, start in enumerate(placement.start)
                if 0 <= start <= slot < start + length[topic]
            }
            for chosen in (here, *(here ^ {item} for item in range(len(self.subproblems.topic)))):
                if chosen:
                    self.add(kind, tuple(sorted(chosen)))

    def add(self, kind: int, topics: tuple[int, ...]) -> bool:
        """Take up a set of topics for a kind of slot; return whether it is new, and may run there."""
        if (kind, topics) in self.cost:
            return False
        cost = self.subproblems.cost(kind, topics)
        if cost is None:
            return False
        self.cost[kind, topics] = cost
        self.model.add(cost / self.subproblems.scale, *self._entries((kind, topics)))
        return True

    def improve(self, watch: Timer, found: Callable[[int], bool], rounds: int | None = None) -> bool:
        """Raise the bound for at most so many rounds; return True if prices can't raise it further.

        `found` is called with every better bound, as a cost, and may return True to stop.
        """
        centre, smoothing = self.prices, SMOOTHING
        for _ in repeat(None) if rounds is None else repeat(None, rounds):
            if watch.is_over():
                return False
            solved = self.model.solve(watch)
            if solved is None:
                return False
            self.least, dual = solved
            is_complete = self._raise_dear()
            fresh = self._prices(dual)
            if self.bound is not None:
                fresh = np.rint(smoothing * centre + (1 - smoothing) * fresh).astype(np.int64)
            paid = dual[self.kind_row : self.kind_row + len(self.subproblems.slots)]
            slots = np.maximum(0, np.rint(-paid * self.subproblems.scale)).astype(np.int64)
            priced = self._round(fresh, slots, dual, watch)
            if priced is None:
                return False
            bound, earned, grew = priced
            # Prices that did not help must have been smoothed too much for the columns found since.
            smoothing /= 2
            if self.bound is None or bound > self.bound:
                smoothing = SMOOTHING
                self.bound, self.prices, self.earned = bound, fresh, earned
                centre = fresh
                if found(-(-bound // self.subproblems.scale)):
                    return False
            # A bound that is up to half a unit of cost lower proves as much, because costs are whole numbers.
            if is_complete and self.bound >= (self.least - 0.4) * self.subproblems.scale:
                return True
            if not grew:
                # No column improves at the smoothed duals; the next ones move towards those of the master.
                centre = fresh
        return False

    def _prices(self, dual: Floats) -> Ints:
        topics, second = self.arrays.topics, self.subproblems.second
        paid, links = dual[:topics].copy(), dual[self.kind_row + len(self.subproblems.slots) :].copy()
        for topic, half in second.items():
            paid[topic] = (dual[topic] + dual[half]) / 2
        for at, (topic, _) in enumerate(self.links):
            links[at] += (dual[topic] - dual[second[topic]]) / 2
        prices: Ints = np.rint(np.concatenate([paid, links]) * self.subproblems.scale).astype(np.int64)
        prices[:topics] = np.minimum(prices[:topics], self.most)
        return prices

    def _round(
        self, prices: Ints, slots: Ints, dual: Floats, watch: Timer
    ) -> tuple[int, list[int], bool] | None:
        """Price every kind of slot once.

        Returns the bound that holds then, what a slot of each kind earns at most, and whether
        patterns came in; None when the time ran out.
        """
        bound, grew = int(prices[: self.arrays.topics] @ np.array(self.arrays.length)), False
        earned = []
        for kind, many in enumerate(self.subproblems.slots):
            pool = self.search(kind, self.prices_at(kind, prices), AT_ONCE, watch, least=int(slots[kind]))
            if pool is None or watch.is_over():
                return None
            profit = pool.profit[: pool.many[0]]
            earned.append(max(int(slots[kind]), int(profit.max(initial=0))))
            bound -= len(many) * earned[-1]
            for topics in sets_of(pool):
                grew = self._spread(kind, topics, dual) or grew
        return bound, earned, grew

    def search(
        self, kind: int, prices: Ints, most: int, watch: Timer, *, least: int, spare: int = 0
    ) -> pricing_search.ColumnPool | None:
        """Return the sets that pay more than the least at these prices; None when the time ran out."""
        subproblem = self.subproblems.kinds[kind]
        pool = pricing_search.ColumnPool(
            topics=np.full((most, self.arrays.rooms), -1),
            profit=np.zeros(most, dtype=np.int64),
            many=np.zeros(1, dtype=np.int64),
            least=np.array([least]),
            spare=spare,
        )
        tree = pricing_search.new_tree(subproblem, prices, spare)
        while not pricing_search.search(subproblem, tree, pool, NODES):
            if watch.is_over():
                return None
        return pool

    def _spread(self, kind: int, topics: tuple[int, ...], dual: Floats) -> bool:
        """Take up a set for its slot, and for every other in which it pays at the model's prices."""
        grew = self.add(kind, topics)
        for other in range(len(self.subproblems.slots)):
            if other != kind and (other, topics) not in self.cost:
                cost = self.subproblems.cost(other, topics)
                rows, values = self._entries((other, topics))
                if cost is not None and cost / self.subproblems.scale < dual[rows] @ values - 1e-6:
                    grew = self.add(other, topics) or grew
        return grew

    def proof(self) -> Prices | None:
        """Return what proves the bound, where there is one."""
        if self.bound is None:
            return None
        topics, slots = self.arrays.topics, self.subproblems.slots
        leaning = zip(self.links, self.prices[topics:].tolist(), strict=True)
        leans = sorted((topic, slot, by) for (topic, kind), by in leaning if by for slot in slots[kind])
        paid = tuple(self.prices[:topics].tolist())
        return Prices(scale=self.subproblems.scale, topics=paid, leaning=tuple(leans))

    def pieces(self, columns: list[Column]) -> Iterator[Patterns]:
        """Write patterns down as the partition reads them."""
        by_size: dict[tuple[int, int], list[tuple[int, ...]]] = defaultdict(list)
        for kind, topics in columns:
            by_size[kind, len(topics)].append(topics)
        for slot_kind in column_enumeration.kinds(self.arrays):
            kind = self.subproblems.kind_of[slot_kind.slots[0]]
            for (of, size), sets in by_size.items():
                if of == kind:
                    costs = [self.subproblems.cost(kind, topics) or 0 for topics in sets]
                    yield Patterns(
                        kind=slot_kind,
                        topics=np.array(sets),
                        rooms=np.array([self.subproblems.rooms(kind, topics) for topics in sets]),
                        kept=np.zeros((len(sets), size), dtype=bool),
                        cost=np.array(costs) / self.subproblems.scale,
                    )


def sets_of(pool: pricing_search.ColumnPool) -> Iterator[tuple[int, ...]]:
    """Yield the sets of topics that a search for columns found."""
    for row in pool.topics[: pool.many[0]].tolist():
        yield tuple(sorted(topic for topic in row if topic >= 0))
