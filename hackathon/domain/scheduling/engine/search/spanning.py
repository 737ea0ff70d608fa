"""A rapid search for what one slot alone cannot tell: long sessions, pauses, a revision; see `spans`."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np

from hackathon.domain.scheduling import pauses
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.search import layout, rapid, sheet, spans
from hackathon.domain.scheduling.engine.search.layout import Ints
from hackathon.domain.scheduling.engine.search.rapid import Rapid
from hackathon.domain.scheduling.problem import Placement

# In the first heat: what a session too many in a row, or a room changed in haste, costs on the way.
TIRED = 10


def searcher(arrays: Arrays, start: Placement, seed: int) -> "Searcher":
    """Return the fastest search that knows all that this problem asks for."""
    if arrays.is_long or arrays.is_linked or arrays.previous:
        return Spanning(arrays, start, seed)
    return Rapid(arrays, start, seed)


class Spanning:
    """A rapid search that counts every change in full; `best` and `cost` are as in `Rapid`."""

    stride = 800

    def __init__(self, arrays: Arrays, start: Placement, seed: int) -> None:
        self.arrays = arrays
        plain = rapid.layout(arrays, most_shared=0)
        self.layout = _layout(arrays, plain)
        self.state = _state(arrays, self.layout, rapid.sums(arrays, plain), seed)
        spans.load(self.layout, self.state, rapid.goals(arrays, start))

    def run(self, steps: int, heat: float) -> None:
        """Take so many steps at this heat."""
        if len(self.layout.movable):
            spans.run(self.layout, self.state, steps, heat)

    @property
    def cost(self) -> int:
        """What the cheapest agenda so far costs."""
        return int(self.state.sums[2])

    def best(self) -> Placement:
        """Return the cheapest agenda so far."""
        return rapid.placed(self.arrays, self.state.best)


Searcher = Rapid | Spanning


def _layout(arrays: Arrays, plain: layout.Layout) -> sheet.Layout:
    problem, rooms = arrays.problem, arrays.rooms
    was = np.full(arrays.topics, sheet.FREE)
    for topic, (start, room) in arrays.previous.items():
        was[topic] = start * rooms + room if min(start, room) >= 0 else sheet.GONE
    gone = np.zeros((arrays.people, arrays.slots + 1), dtype=np.int64)
    gone[:, 1:] = np.cumsum(arrays.present.T == 0, axis=1)
    runs, hosts = _runs(arrays)
    followers = [np.flatnonzero(arrays.follows[t]) if t in arrays.previous else () for t in range(len(was))]
    slots, length = range(arrays.slots), arrays.length
    worth = np.zeros((arrays.topics, arrays.people), dtype=np.int32)
    worth[np.repeat(np.arange(arrays.topics + 1), np.diff(plain.edge)), plain.voters] = plain.weight
    votes = [plain.vote_topic[a:b].tolist() for a, b in pairwise(plain.vote_edge.tolist())]
    blocks = [slot.block for slot in problem.slots]
    return sheet.Layout(
        **{name: value for name, value in plain._asdict().items() if name in sheet.Layout._fields},
        length=np.array(length, dtype=np.int64),
        worth=worth,
        **_rows("long_edge", "long_topic", [[t for t in wanted if length[t] > 1] for wanted in votes]),
        unit_begins=np.array([*(unit[0] for unit in arrays.units), arrays.slots], dtype=np.int64),
        unit_of=np.array(arrays.unit_of, dtype=np.int64),
        begins=np.array([arrays.units[unit][0] for unit in arrays.unit_of], dtype=np.int64),
        ends=np.array([arrays.units[unit][-1] + 1 for unit in arrays.unit_of], dtype=np.int64),
        gone=gone,
        alike=arrays.count.astype(np.int64),
        was=was,
        **_rows("follow_edge", "follower", followers),
        change=arrays.by.change,
        **_rows("host_edge", "host", hosts),
        **_rows("run_edge", "runs", runs),
        close=np.array([[pauses.are_close(problem, a, b) for b in slots] for a in slots], dtype=np.bool_),
        follows=np.array([slot > 0 and blocks[slot - 1] == blocks[slot] for slot in slots], dtype=np.bool_),
        most_in_a_row=problem.most_in_a_row,
        tired_price=round(TIRED * rapid.hot(arrays)),
    )


def _rows(edge: str, entries: str, rows: Iterable[Iterable[int]]) -> dict[str, Any]:
    """Return rows one after the other, and where each begins and the last ends."""
    made = [list(row) for row in rows]
    ends = np.cumsum([0, *map(len, made)])
    return {edge: ends, entries: np.array([each for row in made for each in row], dtype=np.int64)}


def _runs(arrays: Arrays) -> tuple[list[list[int]], list[list[int]]]:
    """Return what each person runs, and who runs each topic, where it is more than one and pauses count."""
    runs: list[list[int]] = [[] for _ in range(arrays.people)]
    for topic, held in arrays.excess.items():
        for person, _ in held:
            runs[person].append(topic)
    runs = [row if arrays.is_linked and len(row) > 1 else [] for row in runs]
    hosts: list[list[int]] = [[] for _ in range(arrays.topics)]
    for person, row in enumerate(runs):
        for topic in row:
            hosts[topic].append(person)
    return runs, hosts


def _state(arrays: Arrays, lay: sheet.Layout, sums: Ints, seed: int) -> sheet.State:
    """Return the state in which no topic has a place."""
    people, units = arrays.people, len(arrays.units)
    moved = np.zeros(people, dtype=np.int64)
    for topic in arrays.previous:
        moved[arrays.follows[topic]] += 1
    sums[0] += lay.change * int(lay.alike[moved > 0].sum())
    nowhere = np.full(arrays.topics, -1, dtype=np.int64)
    scratch = np.zeros(2 * arrays.slots + 2, dtype=np.int64)
    return sheet.State(
        cell=nowhere,
        start=nowhere.copy(),
        holder=np.full(arrays.slots * arrays.rooms, -1, dtype=np.int64),
        heard=np.zeros((arrays.slots, people, 2), dtype=np.int32),
        value=np.zeros((units, people), dtype=np.int64),
        moved=moved,
        tired=np.zeros(people, dtype=np.int64),
        sums=sums,
        best=nowhere.copy(),
        random=rapid.seeded(seed),
        topic=scratch,
        home=scratch.copy(),
        before=scratch.copy(),
        goal=scratch.copy(),
        seen=np.zeros((max(units, 1), people), dtype=np.int64),
        told=np.zeros((people * units, 3), dtype=np.int64),
        look=np.zeros(3, dtype=np.int64),
        now=scratch.copy(),
        most=scratch.copy(),
        row=np.zeros(arrays.topics, dtype=np.int64),
    )
