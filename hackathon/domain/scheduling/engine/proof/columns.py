"""Slot patterns that are found when they are needed, and the bound that their prices prove.

Each topic has a price. What the slots could earn at these prices, at the most, is worked out by the
pricing; all prices together less these earnings is what every agenda costs at least. Better prices
come from a linear model over the patterns found so far.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import repeat

import numpy as np

from hackathon.domain.scheduling.contradictions import MOST_COST
from hackathon.domain.scheduling.engine.arrays import Arrays, Floats
from hackathon.domain.scheduling.engine.proof import patterns, pricing
from hackathon.domain.scheduling.engine.proof.mip import Growing
from hackathon.domain.scheduling.engine.proof.patterns import Patterns
from hackathon.domain.scheduling.engine.proof.sights import Ints, Sights
from hackathon.domain.scheduling.problem import Placement
from hackathon.domain.scheduling.solution import Prices
from hackathon.domain.scheduling.watch import Timer

# So many patterns of a slot are taken up at once: fewer make more rounds, more make slower ones.
AT_ONCE = 30
# Leaving out a required topic costs so many times what all lose who want it, and so many times more
# as long as that is too little. Dearer from the start would make prices that prove nothing for long.
DEAR, IN_USE = 2.0, 1e-6
# The best prices so far keep this share in the next: prices that jump prove little.
CALM = 0.5
# Between two looks at the clock; a few hundredths of a second.
NODES = 2000
# With more patterns than this the solver seldom ends.
MOST_CLOSE = 25_000

Column = tuple[int, tuple[int, ...]]
"""A kind of slot, and topics that may share it, or halves of them."""


class Columns:
    """Patterns of a problem as they are found; `bound` is what no agenda can go below, `prices` its proof.

    `bound` and `prices` are multiplied by `sights.scale`. After the price of each topic come those of
    `links`: what a session of two slots that begins in such a kind of slot pays more in its first one.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays, self.sights = arrays, Sights(arrays)
        self.cost: dict[Column, int] = {}
        self.bound: int | None = None
        self.links = [
            (topic, kind)
            for topic in self.sights.second
            for kind in self.sights.after
            if self.sights.running[topic, self.sights.slots[kind][0]].any()
        ]
        self.prices: Ints = np.zeros(arrays.topics + len(self.links), dtype=np.int64)
        self.earned = [0] * len(self.sights.slots)
        self.least = float("inf")
        required = np.array([topic.required for topic in arrays.problem.topics])
        lost = np.rint(self.sights.scale * arrays.by.loss * arrays.wanted / np.array(arrays.length))
        # Nobody pays more for a place than it costs to leave the topic out.
        self.most = np.where(required, pricing.NEVER, lost).astype(np.int64)
        self.model = self._model(required)

    def _model(self, required: Floats) -> Growing:
        second, slots, arrays = self.sights.second, self.sights.slots, self.arrays
        length = [1 if topic in second else each for topic, each in enumerate(arrays.length)]
        needed = np.array([*length, *(1 for _ in second)], dtype=float)
        none = np.zeros(len(self.links))
        model = Growing(
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
            if self.most[topic] == pricing.NEVER and self.left_out[topic] < MOST_COST:
                self.left_out[topic] *= DEAR
                self.model.reprice(topic, float(self.left_out[topic]))
                is_complete = False
        return is_complete

    def _entries(self, column: Column) -> tuple[list[int], list[float]]:
        """Return the rows in which a column counts, and by how much."""
        kind, items = column
        links = self.kind_row + len(self.sights.slots)
        rows, values = [*items, self.kind_row + kind], [1.0] * (len(items) + 1)
        for at, (topic, begins) in enumerate(self.links):
            if begins == kind and topic in items:
                rows.append(links + at)
                values.append(1.0)
            if self.sights.after[begins] == kind and self.sights.second[topic] in items:
                rows.append(links + at)
                values.append(-1.0)
        return rows, values

    def _at(self, kind: int, prices: Ints) -> Ints:
        """Return what each item pays in a slot of this kind."""
        paid = prices[: self.arrays.topics][self.sights.topic]
        for (topic, begins), leaning in zip(self.links, prices[self.arrays.topics :], strict=True):
            if begins == kind:
                paid[topic] += leaning
            if self.sights.after[begins] == kind:
                paid[self.sights.second[topic]] -= leaning
        return np.asarray(paid)

    def learn(self, placement: Placement) -> None:
        """Take up the patterns of an agenda, and those with a topic more or less: they say its worth."""
        length, second = self.arrays.length, self.sights.second
        for slot, kind in self.sights.kind_of.items():
            here = {
                topic if slot == start else second.get(topic, topic)
                for topic, start in enumerate(placement.start)
                if 0 <= start <= slot < start + length[topic]
            }
            for chosen in (here, *(here ^ {item} for item in range(len(self.sights.topic)))):
                if chosen:
                    self._add(kind, tuple(sorted(chosen)))

    def _add(self, kind: int, topics: tuple[int, ...]) -> bool:
        if (kind, topics) in self.cost:
            return False
        cost = self.sights.cost(kind, topics)
        if cost is None:
            return False
        self.cost[kind, topics] = cost
        self.model.add(cost / self.sights.scale, *self._entries((kind, topics)))
        return True

    def improve(self, watch: Timer, found: Callable[[int], bool], rounds: int | None = None) -> bool:
        """Raise the bound round by round, so many at most; True when it is as high as prices can lift it.

        `found` is told of every better bound, as a cost, and may answer True to end.
        """
        centre, calm = self.prices, CALM
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
                fresh = np.rint(calm * centre + (1 - calm) * fresh).astype(np.int64)
            paid = dual[self.kind_row : self.kind_row + len(self.sights.slots)]
            slots = np.maximum(0, np.rint(-paid * self.sights.scale)).astype(np.int64)
            priced = self._round(fresh, slots, dual, watch)
            if priced is None:
                return False
            bound, earned, grew = priced
            # Prices that did not help must have been too calm for the patterns found since.
            calm /= 2
            if self.bound is None or bound > self.bound:
                calm = CALM
                self.bound, self.prices, self.earned = bound, fresh, earned
                centre = fresh
                if found(-(-bound // self.sights.scale)):
                    return False
            # A bound of half a cost less says as much: costs are whole.
            if is_complete and self.bound >= (self.least - 0.4) * self.sights.scale:
                return True
            if not grew:
                # At these calm prices nothing pays; the next go on towards those of the model.
                centre = fresh
        return False

    def _prices(self, dual: Floats) -> Ints:
        topics, second = self.arrays.topics, self.sights.second
        paid, links = dual[:topics].copy(), dual[self.kind_row + len(self.sights.slots) :].copy()
        for topic, half in second.items():
            paid[topic] = (dual[topic] + dual[half]) / 2
        for at, (topic, _) in enumerate(self.links):
            links[at] += (dual[topic] - dual[second[topic]]) / 2
        prices: Ints = np.rint(np.concatenate([paid, links]) * self.sights.scale).astype(np.int64)
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
        for kind, many in enumerate(self.sights.slots):
            finds = self._search(kind, self._at(kind, prices), AT_ONCE, watch, least=int(slots[kind]))
            if finds is None:
                return None
            profit = finds.profit[: finds.many[0]]
            earned.append(max(int(slots[kind]), int(profit.max(initial=0))))
            bound -= len(many) * earned[-1]
            for topics in self._sets(finds):
                grew = self._spread(kind, topics, dual) or grew
        return bound, earned, grew

    def _search(
        self, kind: int, prices: Ints, most: int, watch: Timer, *, least: int, spare: int = 0
    ) -> pricing.Finds | None:
        sight = self.sights.kinds[kind]
        finds = pricing.Finds(
            topics=np.full((most, self.arrays.rooms), -1),
            profit=np.zeros(most, dtype=np.int64),
            many=np.zeros(1, dtype=np.int64),
            least=np.array([least]),
            spare=spare,
        )
        tree = pricing.planted(sight, prices, spare)
        while not pricing.search(sight, tree, finds, NODES):
            if watch.is_over():
                return None
        return finds

    def _sets(self, finds: pricing.Finds) -> Iterator[tuple[int, ...]]:
        for row in finds.topics[: finds.many[0]].tolist():
            yield tuple(sorted(topic for topic in row if topic >= 0))

    def _spread(self, kind: int, topics: tuple[int, ...], dual: Floats) -> bool:
        """Take up a set for its slot, and for every other in which it pays at the model's prices."""
        grew = self._add(kind, topics)
        for other in range(len(self.sights.slots)):
            if other != kind and (other, topics) not in self.cost:
                cost = self.sights.cost(other, topics)
                rows, values = self._entries((other, topics))
                if cost is not None and cost / self.sights.scale < dual[rows] @ values - 1e-6:
                    grew = self._add(other, topics) or grew
        return grew

    def proof(self) -> Prices | None:
        """Return what proves the bound, where there is one."""
        if self.bound is None:
            return None
        topics, slots = self.arrays.topics, self.sights.slots
        leaning = zip(self.links, self.prices[topics:].tolist(), strict=True)
        leans = sorted((topic, slot, by) for (topic, kind), by in leaning if by for slot in slots[kind])
        paid = tuple(self.prices[:topics].tolist())
        return Prices(scale=self.sights.scale, topics=paid, leaning=tuple(leans))

    def close(self, cost: float, watch: Timer) -> tuple[list[Column], bool]:
        """Return the patterns that an agenda below this cost can hold, and whether these are all.

        Where there are too many, those known that pay best.
        """
        # An agenda below the cost has no pattern that alone lifts the bound to it.
        spare = int(min((cost - 1) * self.sights.scale, pricing.NEVER)) - (self.bound or 0) + 1
        near: list[Column] = []
        for kind, earned in enumerate(self.earned):
            room = MOST_CLOSE - len(near)
            finds = self._search(
                kind, self._at(kind, self.prices), room, watch, least=earned - spare, spare=spare
            )
            if finds is None or finds.many[0] == room:
                break
            near += [(kind, topics) for topics in self._sets(finds)]
        else:
            return near, True
        return self._best_known(), False

    def _best_known(self) -> list[Column]:
        def distance(column: Column) -> int:
            kind, topics = column
            return (
                self.cost[column] - int(self._at(kind, self.prices)[list(topics)].sum()) + self.earned[kind]
            )

        return sorted(self.cost, key=distance)[:MOST_CLOSE]

    def pieces(self, columns: list[Column]) -> Iterator[Patterns]:
        """Write patterns down as the partition reads them."""
        by_size: dict[tuple[int, int], list[tuple[int, ...]]] = defaultdict(list)
        for kind, topics in columns:
            by_size[kind, len(topics)].append(topics)
        for slot_kind in patterns.kinds(self.arrays):
            kind = self.sights.kind_of[slot_kind.slots[0]]
            for (of, size), sets in by_size.items():
                if of == kind:
                    costs = [self.sights.cost(kind, topics) or 0 for topics in sets]
                    yield Patterns(
                        kind=slot_kind,
                        topics=np.array(sets),
                        rooms=np.array([self.sights.rooms(kind, topics) for topics in sets]),
                        kept=np.zeros((len(sets), size), dtype=bool),
                        cost=np.array(costs) / self.sights.scale,
                    )
