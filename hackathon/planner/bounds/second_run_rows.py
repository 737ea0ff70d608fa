"""Topics that may run twice, as rows over columns: who gets the topic in which run, and the seats of both.

What a stretch gives a person, if one of its sessions is the run that they attend, is known; it is their
gain. A person gets each topic once, so of all gains for a topic they have one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, groupby, product

import numpy as np

from hackathon.planner.bounds.linking_rows import Cells
from hackathon.planner.bounds.model_builder import ModelBuilder, Numbers, joined
from hackathon.planner.bounds.stretches import Columns, Stretches, TooManyError
from hackathon.planner.partial_solution import attended_by_shape
from hackathon.planner.preprocessed_instance import Floats

# Beyond so many, to write them down takes longer than they are worth.
MOST_OFFERS = 3_000_000


@dataclass(frozen=True, slots=True)
class _Choice:
    """What some columns offer a person: topics that may run twice, by pair, and what they attend more."""

    person: int
    topics: tuple[int, ...]
    gain: float
    columns: Numbers


def add_second_runs(model: ModelBuilder, stretches: Stretches, cells: Cells) -> None:
    """Add what topics that may run twice ask of a model."""
    if stretches.arrays.problem.twice:
        _add_seats(model, stretches, cells)
        _add_gains(model, stretches, cells)


def _add_seats(model: ModelBuilder, stretches: Stretches, cells: Cells) -> None:
    """Count the seats short: the demand, less the seats of both rooms, if either run is placed."""
    arrays = stretches.arrays
    for pair in arrays.problem.twice if arrays.by.seat else ():
        demand = float(arrays.problem.demand[pair[0]])
        seats = [float(room.capacity) for room in arrays.problem.rooms]
        short = model.add_columns(np.array([float(arrays.by.seat)]), demand, whole=False)
        held = cells.of(pair)
        given = [(cells.columns[cell], min(demand, seats[cell[2]])) for cell in held]
        if pair[0] in stretches.merged:
            # Of indistinguishable runs, none, one or two are scheduled.
            is_there = model.add_columns(np.zeros(1), 1, whole=True)
            twice = [(cells.columns[cell], -1.0) for cell in held]
            model.enter_sum(model.add_row(0, np.inf), [*twice, (is_there, 2.0)])
            model.enter_sum(model.add_row(0, np.inf), [*given, (short, 1.0), (is_there, -demand)])
            continue
        for run in pair:
            without = [(cells.columns[cell], -demand) for cell in held if cell[0] == run]
            model.enter_sum(model.add_row(0, np.inf), [*given, *without, (short, 1.0)])


def _add_gains(model: ModelBuilder, stretches: Stretches, cells: Cells) -> None:
    """Let everyone choose the run of a topic that suits them; without one, they lose it."""
    arrays = stretches.arrays
    firsts = [first for first, _ in arrays.problem.twice]
    everything = arrays.by.loss * sum(float(arrays.wanted[first]) for first in firsts)
    fixed = model.add_columns(np.array([everything]), 1, whole=False)
    model.enter(model.add_row(1, 1), fixed)

    votes, offers = _votes(stretches), _Offers()
    wants = (votes > 0).sum(axis=0)
    for piece, numbers in cells.pieces:
        _offer(stretches, piece, numbers, votes, offers)

    for person, choices in groupby(offers.grouped(), key=lambda choice: choice.person):
        worth = arrays.by.loss * float(arrays.count[person])
        given = list[tuple[_Choice, Numbers]]()
        for choice in choices:
            variable = model.add_columns(np.array([-worth * choice.gain]), 1, whole=bool(wants[person] > 1))
            row = model.add_row(-np.inf, 0)
            model.enter(row, variable)
            model.enter(row, choice.columns, -1.0)
            given.append((choice, variable))
        for number in range(len(firsts)):
            once = [variable for choice, variable in given if number in choice.topics]
            if once:
                model.enter(model.add_row(-np.inf, 1), joined(once))
        if wants[person] > 1:
            _add_one_choice_per_stretch(model, given)


def _add_one_choice_per_stretch(model: ModelBuilder, given: list[tuple[_Choice, Numbers]]) -> None:
    """Let no stretch give a person two things: of different choices, no more than stretches that offer one.

    By Hall's theorem, that is enough if it holds for all sets of choices; those for a topic exclude each
    other, so only sets of different topics count. Whatever gains more than a choice is taken with it.
    """
    topics = sorted({choice.topics for choice, _ in given})
    for size in range(2, len(topics) + 1):
        for several in combinations(topics, size):
            if len({topic for part in several for topic in part}) < sum(map(len, several)):
                continue
            for least in product(
                *(sorted({c.gain for c, _ in given if c.topics == part}) for part in several)
            ):
                least_of = dict(zip(several, least, strict=True))
                taken = [(c, v) for c, v in given if c.topics in least_of and c.gain >= least_of[c.topics]]
                row = model.add_row(-np.inf, 0)
                model.enter(row, joined([variable for _, variable in taken]))
                model.enter(row, np.unique(joined([choice.columns for choice, _ in taken])), -1.0)


class _Offers:
    """What columns offer people: the topics that they may get there, and their gain."""

    def __init__(self) -> None:
        self.topics: dict[tuple[int, ...], int] = {}
        self.parts: list[Floats] = []
        self.size = 0

    def add(self, topics: tuple[int, ...], columns: Numbers, gain: Floats) -> None:
        """Add what columns, one a row of `gain`, offer each person."""
        row, person = np.nonzero(gain)
        self.size += len(row)
        if self.size > MOST_OFFERS:
            raise TooManyError
        number = np.full(len(row), self.topics.setdefault(topics, len(self.topics)))
        self.parts.append(np.stack([person, number, gain[row, person], columns[row]]))

    def grouped(self) -> Iterator[_Choice]:
        """Yield the choices, person by person."""
        table = np.concatenate([np.zeros((4, 0)), *self.parts], axis=1)
        if not table.shape[1]:
            return
        table = table[:, np.lexsort(table[::-1])]
        edges = np.flatnonzero((table[:3, 1:] != table[:3, :-1]).any(axis=0)) + 1
        topics = list(self.topics)
        for part in np.split(table, edges, axis=1):
            person, number, gain = part[:3, 0].tolist()
            yield _Choice(int(person), topics[int(number)], gain, part[3].astype(np.int64))


def _votes(stretches: Stretches) -> Floats:
    """Return the weight that each topic that may run twice has for each person, by pair."""
    arrays = stretches.arrays
    votes = np.zeros((len(arrays.problem.twice), arrays.people))
    for number, (first, _) in enumerate(arrays.problem.twice):
        votes[number] = arrays.worth[first] - stretches.worth[first]
    return votes


def _offer(stretches: Stretches, piece: Columns, numbers: Numbers, votes: Floats, offers: _Offers) -> None:
    """Note what the stretches of a shape offer each person."""
    pair_of = np.full(stretches.arrays.topics, -1)
    for number, pair in enumerate(stretches.arrays.problem.twice):
        pair_of[list(pair)] = number
    held = pair_of[piece.topics]
    for which in np.unique(held, axis=0):
        pairs = sorted(set(which[which >= 0].tolist()))
        rows = np.flatnonzero((held == which).all(axis=1))
        gains: dict[tuple[int, ...], Floats] = {}
        for chosen in chain.from_iterable(combinations(pairs, size) for size in range(1, len(pairs) + 1)):
            gain = _gain(stretches, piece, rows, which, chosen, votes)
            gain[:, (votes[list(chosen)] == 0).any(axis=0)] = 0
            # Who gets no more than with fewer topics need not choose more.
            for smaller, known in gains.items():
                if set(smaller) < set(chosen):
                    gain[gain <= known] = 0
            gains[chosen] = gain
            offers.add(chosen, numbers[rows], gain)


def _gain(
    stretches: Stretches,
    piece: Columns,
    rows: Numbers,
    which: Numbers,
    chosen: tuple[int, ...],
    votes: Floats,
) -> Floats:
    """Return what each person attends more in each stretch, if these topics count for them there."""
    arrays = stretches.arrays
    topics = piece.topics[rows]
    present = arrays.present[list(piece.kind.units[0])]
    plain = [stretches.worth[topics[:, place]] for place in range(len(piece.shape))]
    before = attended_by_shape(present, piece.shape, plain)
    best = np.zeros_like(before)
    for runs in product(
        *([place for place, pair in enumerate(which) if pair == number] for number in chosen)
    ):
        worths = list(plain)
        for place, number in zip(runs, chosen, strict=True):
            worths[place] = worths[place] + votes[number]
        best = np.maximum(best, attended_by_shape(present, piece.shape, worths))
    return np.asarray(best - before)
