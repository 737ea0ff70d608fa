"""The preprocessed instance: a problem as NumPy arrays and bit masks, computed once per run."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.model.problem import Problem, Topic

Floats = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


class PreprocessedInstance:
    """A problem in the form that construction, search and bounds read.

    People with the same votes, sessions and absences are one person, with a count. The weight of a session
    for someone who runs it is raised by more than all their votes, so that the heaviest session never
    leaves out their own; what was raised is taken off again where the cost is counted. Every number is whole
    and small enough for a double to hold it exactly. T topics, S slots, R rooms, P people.

    attribute    shape    dtype    content
    voters       T lists  int64    for each topic, the people to whom it is worth anything
    weights      T lists  float64  the weight of a topic for each of these, raised for those who run it
    followers    T lists  int64    the people who want or run a topic
    worth        T, P     float64  the same weights as a table; made only for the methods that need it
    present      S, P     float64  1 where a person is present, else 0
    count        P        float64  how many people a person stands for
    counted      S, P     float64  how many of them are present
    follows      T, P     bool     whether a person wants or runs a topic; made only if needed
    votes        P        float64  the weight of all votes of a person
    wanted       T        float64  the weight of all votes for a topic
    raised       T        float64  what the weights of those who run a topic were raised by, in all
    ok           T, S, R  bool     whether a topic may start there
    startable    T, S     bool     whether it may start then, in any room
    running      T, S, R  bool     whether it may be running there
    slot_worth   T, P     float64  the share of each of its slots in `worth`
    short        T, R     float64  the seats that a room lacks for a topic
    conflict     T        int      bit u: the topic must not run at the same time as u
    units, unit_of                 runs of slots that no session crosses, and the unit of each slot
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.topics = len(problem.topics)
        self.slots = len(problem.slots)
        self.rooms = len(problem.rooms)
        self.length = [topic.length for topic in problem.topics]
        self.is_long = any(length > 1 for length in self.length)
        # Whether breaks between a contact's sessions matter.
        self.is_linked = bool(problem.most_in_a_row or problem.buffer)
        self.by = problem.multipliers
        self._read_people()
        self._read_places()
        self._read_conflicts()
        self._read_units()
        self._read_previous()

    def _read_people(self) -> None:
        problem = self.problem
        groups = _alike(problem)
        self.people = len(groups)
        self.count = np.array(
            [sum(problem.people[at].count for at in group) for group in groups], dtype=float
        )
        self.present = np.ones((self.slots, self.people))
        people = [problem.people[group[0]] for group in groups]
        for column, person in enumerate(people):
            if person.away:
                self.present[list(person.away), column] = 0
        voter = np.repeat(np.arange(self.people), [len(person.votes) for person in people])
        votes = np.array(list(chain.from_iterable(person.votes for person in people))).reshape(-1, 2)
        topic, weight = votes[:, 0].astype(np.int64), votes[:, 1].astype(float)
        self.votes = np.bincount(voter, weight, minlength=self.people).astype(np.float64)
        self.wanted = np.bincount(topic, self.count[voter] * weight, minlength=self.topics).astype(np.float64)
        self._raise_own([problem.run_by[group[0]] for group in groups])
        self._list_voters(topic, voter, weight)
        self.total = float(self.wanted.sum())
        self.counted = self.present * self.count
        # The average cost of a lost vote, which temperatures are measured in.
        weights = [weight for person in problem.people for _, weight in person.votes]
        self.scale = self.by.loss * sum(weights) / len(weights) if any(weights) else 1.0

    def _raise_own(self, run_by: list[frozenset[int]]) -> None:
        """Let everyone's own sessions weigh more than all that they voted for."""
        # For each topic, whose weight was raised and by how much.
        self.excess: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.raised = np.zeros(self.topics)
        for column, run in enumerate(run_by):
            excess = 1 + int(self.votes[column])
            for topic in run:
                self.excess[topic].append((column, excess))
                self.raised[topic] += self.count[column] * excess

    def _list_voters(self, topic: NDArray[np.int64], voter: NDArray[np.int64], weight: Floats) -> None:
        """List who wants or runs each topic, and the weight that it has for them.

        A table of all topics and people would take time and memory that grow with both; of a large event,
        hardly anything in it is not zero.
        """
        own = [(topic, *raised) for topic, all_raised in self.excess.items() for raised in all_raised]
        added = np.array(own, dtype=np.int64).reshape(-1, 3)
        cell = np.concatenate([topic, added[:, 0]]) * self.people + np.concatenate([voter, added[:, 1]])
        cells, place = np.unique(cell, return_inverse=True)
        weights = np.bincount(place, np.concatenate([weight, added[:, 2]]), minlength=len(cells))
        topics, people = np.divmod(cells, max(self.people, 1))
        edges = np.searchsorted(topics, np.arange(1, self.topics))
        self.followers: list[NDArray[np.int64]] = np.split(people, edges) if self.topics else []
        for first, second in self.problem.twice:
            self.followers[second] = self.followers[first]
        counts = weights > 0
        edges = np.searchsorted(topics[counts], np.arange(1, self.topics))
        self.voters: list[NDArray[np.int64]] = np.split(people[counts], edges) if self.topics else []
        self.weights: list[Floats] = np.split(weights[counts].astype(float), edges) if self.topics else []

    @cached_property
    def worth(self) -> Floats:
        """The weight of each topic for each person, as a table."""
        worth = np.zeros((self.topics, self.people))
        for row, voters, weights in zip(worth, self.voters, self.weights, strict=True):
            row[voters] = weights
        return worth

    @cached_property
    def follows(self) -> BoolArray:
        """Whether each person wants or runs each topic, as a table."""
        follows = np.zeros((self.topics, self.people), dtype=bool)
        for row, followers in zip(follows, self.followers, strict=True):
            row[followers] = True
        return follows

    def _read_places(self) -> None:
        """Work out where each topic may start, and how many seats each room lacks for it."""
        problem = self.problem
        is_open = np.ones((self.slots, self.rooms), dtype=bool)
        for number, room in enumerate(problem.rooms):
            is_open[list(room.closed), number] = False
        self.ok: NDArray[np.bool_] = np.zeros((self.topics, self.slots, self.rooms), dtype=bool)
        suitable: dict[object, BoolArray] = {}
        open_for: dict[int, BoolArray] = {}
        for at, topic in enumerate(problem.topics):
            asked = topic.room, topic.min_capacity, frozenset(topic.features)
            if asked not in suitable:
                suitable[asked] = np.array([self._suits(topic, number) for number in range(self.rooms)], bool)
            if topic.length not in open_for:
                open_for[topic.length] = _open_throughout(is_open, topic.length)
            starts = self._starts(topic)
            self.ok[at, starts] = open_for[topic.length][starts] & suitable[asked]
        capacity = np.array([room.capacity for room in problem.rooms], dtype=float)
        demand = np.array(problem.demand, dtype=float)
        self.short = np.maximum(0, demand[:, None] - capacity[None, :])
        self.startable = np.logical_or.reduce(self.ok, axis=2)
        self.running = self.ok
        if self.is_long:
            self.running = self.ok.copy()
            for at, length in enumerate(self.length):
                for later in range(1, min(length, self.slots)):
                    self.running[at, later:] |= self.ok[at, : self.slots - later]

    def _suits(self, topic: Topic, number: int) -> bool:
        """Whether a topic may have a room at any time."""
        room = self.problem.rooms[number]
        is_large = topic.room in (None, number) and room.capacity >= topic.min_capacity
        return is_large and set(topic.features) <= set(room.features)

    def _starts(self, topic: Topic) -> list[int]:
        away = {slot for person in topic.contacts for slot in self.problem.people[person].away}
        allowed = range(self.slots) if topic.starts is None else topic.starts
        block = [slot.block for slot in self.problem.slots]
        return [
            start
            for start in allowed
            if start + topic.length <= self.slots
            and block[start] == block[start + topic.length - 1]
            and away.isdisjoint(range(start, start + topic.length))
        ]

    def impossible(self) -> bool:
        """Whether counting alone shows that the required topics cannot all be placed."""
        required = [at for at, topic in enumerate(self.problem.topics) if topic.required]
        open_cells = sum(self.slots - len(room.closed) for room in self.problem.rooms)
        needed = sum(self.length[topic] for topic in required)
        return needed > open_cells or not all(self.ok[topic].any() for topic in required)

    def _read_conflicts(self) -> None:
        """Work out which topics must not overlap, and which must come before which."""
        problem = self.problem
        self.conflict = [0] * self.topics
        groups: list[Iterable[int]] = [*problem.run_by, *problem.twice]
        if problem.hard_clash:
            groups += [[topic for topic, _ in person.votes] for person in problem.people]
        for group in groups:
            mask = sum(1 << topic for topic in group)
            for topic in group:
                self.conflict[topic] |= mask
        everyone = (1 << self.topics) - 1
        for at, value in enumerate(problem.topics):
            if value.plenary:
                self.conflict[at] = everyone
                self.conflict = [mask | 1 << at for mask in self.conflict]
        self.before: list[list[int]] = [[] for _ in problem.topics]
        self.after: list[list[int]] = [[] for _ in problem.topics]
        order = [
            pair for early, late in problem.order for pair in product(problem.runs[early], problem.runs[late])
        ]
        for a, b in order:
            self.after[a].append(b)
            self.before[b].append(a)
            self.conflict[a] |= 1 << b
            self.conflict[b] |= 1 << a
        self.conflict = [mask & ~(1 << at) for at, mask in enumerate(self.conflict)]

    @cached_property
    def slot_worth(self) -> Floats:
        """Give each slot of a long session an equal share of its weight.

        A person who attends the session gets a share of it in each slot, so the sum of the best shares of
        all slots is never less than what they can attend.
        """
        worth = self.worth
        if not self.is_long:
            return worth
        worth = worth.copy()
        for topic, length in enumerate(self.length):
            raised = np.zeros(self.people)
            for person, excess in self.excess.get(topic, ()):
                raised[person] = excess
            worth[topic] = (worth[topic] - raised) / length + raised
        return worth

    def _read_units(self) -> None:
        """Group slots into units: what people attend in one does not depend on the others."""
        self.unit_of: list[int] = []
        self.units: list[list[int]] = []
        blocks = [slot.block for slot in self.problem.slots]
        for slot, block in enumerate(blocks):
            if not self.is_long or slot == 0 or blocks[slot - 1] != block:
                self.units.append([])
            self.units[-1].append(slot)
            self.unit_of.append(len(self.units) - 1)

    def _read_previous(self) -> None:
        self.previous = {each.topic: (each.start, each.room) for each in self.problem.previous}
        self.draft = {each.topic: (each.start, each.room) for each in self.problem.draft}


def _open_throughout(is_open: BoolArray, length: int) -> BoolArray:
    """Return, for each slot and room, whether the room is open in so many slots from there on."""
    found = is_open.copy()
    for later in range(1, min(length, len(is_open))):
        found[: len(is_open) - later] &= is_open[later:]
    return found


def _alike(problem: Problem) -> list[list[int]]:
    """Group people with the same votes, sessions and absences; who wants and runs nothing is left out."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, person in enumerate(problem.people):
        run = problem.run_by[at]
        if person.votes or run:
            alike = (frozenset(person.votes), run, frozenset(person.away))
            groups.setdefault(alike, []).append(at)
    return list(groups.values())
