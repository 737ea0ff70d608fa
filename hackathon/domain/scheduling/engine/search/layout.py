"""What the machine code of a search reads and writes: the problem laid out flat, and an agenda."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.int32]


class Layout(NamedTuple):
    """What never changes. Costs are multiplied already; topic number `topics` is nobody's, and empty.

    `voters[edge[t]:edge[t + 1]]` want topic t, each for `weight`; `votes` is the same by person.
    `shared[pair[t, u]:pair[t, u] + pairs[t, u]]` are the voters of both, t the smaller number, with
    the weights of each; where these would be too many to write down, `shared` is empty.
    `cells[places[t]:places[t + 1]]` are the places that t may have, place = slot * rooms + room.
    `order_other[order_edge[t]:order_edge[t + 1]]` are the topics that t has an order with, `is_later`
    says whether t is the later of the two.
    """

    topics: int
    slots: int
    rooms: int
    movable: Ints
    edge: Ints
    voters: Small
    weight: Small
    vote_edge: Ints
    vote_topic: Small
    vote_weight: Small
    pair: Ints
    pairs: Small
    shared: Small
    shared_weights: Small
    heads: Small
    places: Ints
    cells: Small
    ok: NDArray[np.bool_]
    short: Ints
    raised: Ints
    absence: Ints
    clash: Small
    has_clash: NDArray[np.bool_]
    order_edge: Ints
    order_other: Small
    is_later: NDArray[np.bool_]
    order_price: int


class State(NamedTuple):
    """An agenda in the making: `cell` and `slot` of each topic or -1, and who lies where.

    `first` and `second` of `heard` are the heaviest worths per slot and person. `gain[s, t]` is what
    slot s honours more with topic t than without it, `fine[s, t]` what it would cost that t must not
    run beside the others there. `sums` holds cost and penalty, then the least cost without penalty;
    `best` is the agenda that has it, `aside` what two slots held for a while.
    """

    cell: Ints
    slot: Ints
    holder: Ints
    heard: NDArray[np.int32]
    gain: Ints
    fine: Ints
    sums: Ints
    best: Ints
    aside: Ints
    random: NDArray[np.uint64]
