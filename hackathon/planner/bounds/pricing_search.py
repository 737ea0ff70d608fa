"""The pricing subproblem of one slot, solved exactly by compiled branch and bound.

The lost votes of a set of topics are supermodular: what a topic adds to a set now is the most that it
can ever add to a larger one. The best few of these gains bound all larger sets.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.jit import inline_njit, njit, njit_no_refcount

Ints = NDArray[np.int64]
NEVER = 2**60
# Where a walk through the sets ends.
SPENT, PAYS, THROUGH = 0, 1, 2


class PricingSubproblem(NamedTuple):
    """One slot as the pricing sees it; every number is scaled to be whole.

    `alone[t]` is what topic t costs by itself in its cheapest room, `seats[t, r]` what a room adds
    to that (NEVER where it is forbidden). `voters[edge[t]:edge[t + 1]]` want topic t, each for
    `weight`; `votes` is the same by person.
    """

    size: int
    able: Ints
    alone: Ints
    seats: Ints
    edge: Ints
    voters: Ints
    weight: Ints
    vote_edge: Ints
    vote_topic: Ints
    vote_weight: Ints
    clash: NDArray[np.bool_]


class ColumnPool(NamedTuple):
    """The sets that were found, what each pays beyond its price, and how many they are.

    Only what pays more than `least` is looked for; where the finds are full, that is more than the
    worst of them. A topic that takes `spare` from what a set pays is in no set that is looked for.
    """

    topics: Ints
    profit: Ints
    many: Ints
    least: Ints
    spare: int


class SearchState(NamedTuple):
    """The state of the search by depth: topics chosen, candidates, and what each would add."""

    depth: Ints
    taken: Ints
    left: Ints
    many: Ints
    next: Ints
    profit: Ints
    adds: Ints
    attended: Ints
    undo_person: Ints
    undo_attended: Ints
    undo: Ints


@njit
def new_tree(subproblem: PricingSubproblem, prices: Ints, spare: int) -> SearchState:
    """Return a tree that has not been searched yet."""
    size, topics, votes = subproblem.size, len(prices), len(subproblem.vote_topic)
    people = len(subproblem.vote_edge) - 1
    tree = SearchState(
        np.zeros(1, np.int64),
        np.zeros(size + 1, np.int64),
        np.zeros((size + 1, topics), np.int64),
        np.zeros(size + 1, np.int64),
        np.zeros(size + 1, np.int64),
        np.zeros(size + 1, np.int64),
        np.zeros((size + 1, topics), np.int64),
        np.zeros(people, np.int64),
        np.zeros(votes + 1, np.int64),
        np.zeros(votes + 1, np.int64),
        np.zeros(size + 2, np.int64),
    )
    tree.adds[0] = prices - subproblem.alone
    candidates(subproblem, tree, 0, spare)
    return tree


@inline_njit
def take(subproblem: PricingSubproblem, tree: SearchState, depth: int, topic: int) -> None:
    """Add a topic to the set at this depth, and compute what each other topic would then add."""
    adds = tree.adds[depth + 1]
    for other in range(len(adds)):
        adds[other] = tree.adds[depth, other]
    changed = tree.undo[depth]
    for at in range(subproblem.edge[topic], subproblem.edge[topic + 1]):
        person, weight = subproblem.voters[at], subproblem.weight[at]
        before = tree.attended[person]
        if weight > before:
            tree.undo_person[changed] = person
            tree.undo_attended[changed] = before
            changed += 1
            tree.attended[person] = weight
            for vote in range(subproblem.vote_edge[person], subproblem.vote_edge[person + 1]):
                wanted = subproblem.vote_weight[vote]
                if wanted > before:
                    adds[subproblem.vote_topic[vote]] -= min(wanted, weight) - before
    tree.undo[depth + 1] = changed
    tree.taken[depth] = topic
    tree.profit[depth + 1] = tree.profit[depth] + tree.adds[depth, topic]


@inline_njit
def give_back(tree: SearchState, depth: int) -> None:
    """Take away again the topic that was added at this depth."""
    for at in range(tree.undo[depth], tree.undo[depth + 1]):
        tree.attended[tree.undo_person[at]] = tree.undo_attended[at]


@inline_njit
def candidates(subproblem: PricingSubproblem, tree: SearchState, depth: int, spare: int) -> None:
    """List the topics that may still be added at this depth within the limit, best first."""
    if depth == 0:
        source, first, last, taken = subproblem.able, 0, len(subproblem.able), -1
    else:
        source, first, last = tree.left[depth - 1], tree.next[depth - 1], tree.many[depth - 1]
        taken = tree.taken[depth - 1]
    adds, left, many = tree.adds[depth], tree.left[depth], 0
    for at in range(first, last):
        topic = source[at]
        if adds[topic] <= -spare or (taken >= 0 and subproblem.clash[taken, topic]):
            continue
        place = many
        while place > 0 and adds[left[place - 1]] < adds[topic]:
            left[place] = left[place - 1]
            place -= 1
        left[place] = topic
        many += 1
    tree.many[depth], tree.next[depth] = many, 0


@inline_njit
def reach(subproblem: PricingSubproblem, tree: SearchState, depth: int) -> int:
    """Return more than any set can pay that the next candidates still lead to."""
    first, adds, left = tree.next[depth], tree.adds[depth], tree.left[depth]
    most = tree.profit[depth] + adds[left[first]]
    for at in range(first + 1, min(tree.many[depth], first + subproblem.size - depth)):
        most += max(adds[left[at]], 0)
    return int(most)


@njit
def room_costs(subproblem: PricingSubproblem, topics: Ints, many: int) -> Ints:
    """Return, for each set of rooms (a mask), the least that it adds for the first so many topics."""
    rooms = subproblem.seats.shape[1]
    cost = np.full(1 << rooms, NEVER)
    placed = np.zeros(1 << rooms, np.int64)
    cost[0] = 0
    for mask in range(1 << rooms):
        if cost[mask] >= NEVER or placed[mask] >= many:
            continue
        for room in range(rooms):
            larger = mask | 1 << room
            if larger != mask:
                placed[larger] = placed[mask] + 1
                cost[larger] = min(cost[larger], cost[mask] + subproblem.seats[topics[placed[mask]], room])
    cost[placed < many] = NEVER
    return cost


@njit
def cost_of(subproblem: PricingSubproblem, topics: Ints) -> int:
    """Return the cost of a set of topics in this slot; NEVER or more if it may not run there."""
    attended = np.zeros(len(subproblem.vote_edge) - 1, np.int64)
    cost = np.int64(0)
    for topic in topics:
        cost += subproblem.alone[topic]
        for at in range(subproblem.edge[topic], subproblem.edge[topic + 1]):
            person, weight = subproblem.voters[at], subproblem.weight[at]
            cost += min(weight, attended[person])
            attended[person] = max(weight, attended[person])
    rooms = room_costs(subproblem, topics, len(topics)).min()
    return int(NEVER if rooms >= NEVER else cost + rooms)


@njit
def rooms_of(subproblem: PricingSubproblem, topics: Ints, many: int) -> Ints:
    """Return the cheapest room of each topic of a set; -1 for all where there are none."""
    rooms = np.full(many, -1)
    mask = int(np.argmin(room_costs(subproblem, topics, many)))
    for place in range(many, 0, -1):
        cost = room_costs(subproblem, topics, place)
        fewer = room_costs(subproblem, topics, place - 1)
        for room in range(subproblem.seats.shape[1]):
            less = mask & ~(1 << room)
            paid = fewer[less] + subproblem.seats[topics[place - 1], room]
            if less != mask and paid == cost[mask] < NEVER:
                rooms[place - 1] = room
                mask = less
                break
    return rooms


@njit
def keep(subproblem: PricingSubproblem, tree: SearchState, pool: ColumnPool) -> None:
    """Store the current set if its value, after choosing rooms, exceeds the least."""
    depth = tree.depth[0]
    profit = tree.profit[depth] - room_costs(subproblem, tree.taken, depth).min()
    if profit <= pool.least[0]:
        return
    most, place = len(pool.profit), pool.many[0]
    if place == most:
        place = int(np.argmin(pool.profit))
    else:
        pool.many[0] += 1
    pool.topics[place, :] = -1
    pool.topics[place, :depth] = tree.taken[:depth]
    pool.profit[place] = profit
    if pool.many[0] == most:
        pool.least[0] = max(pool.least[0], pool.profit.min())


@njit_no_refcount
def walk(subproblem: PricingSubproblem, tree: SearchState, pool: ColumnPool, nodes: int) -> tuple[int, int]:
    """Go on to the next set that seems to pay; return where that ends, and how many sets were not used up."""
    depth = tree.depth[0]
    if depth > 0 and tree.many[depth] < 0:
        candidates(subproblem, tree, depth, pool.spare)
    while depth >= 0:
        is_spent = tree.next[depth] >= tree.many[depth] or depth == subproblem.size
        if is_spent or reach(subproblem, tree, depth) <= pool.least[0]:
            depth -= 1
            if depth >= 0:
                give_back(tree, depth)
            continue
        if nodes == 0:
            tree.depth[0] = depth
            return SPENT, nodes
        nodes -= 1
        topic = tree.left[depth, tree.next[depth]]
        tree.next[depth] += 1
        take(subproblem, tree, depth, topic)
        depth += 1
        if tree.profit[depth] > pool.least[0]:
            # Candidates are listed when the search continues, because results found meanwhile may exclude
            # some.
            tree.depth[0], tree.many[depth] = depth, -1
            return PAYS, nodes
        candidates(subproblem, tree, depth, pool.spare)
    tree.depth[0] = -1
    return THROUGH, nodes


@njit
def search(subproblem: PricingSubproblem, tree: SearchState, pool: ColumnPool, nodes: int) -> bool:
    """Continue the search for so many sets; return True when it is complete.

    No set is then worth more than the sets found, or than the least value searched for.
    """
    while True:
        ends, nodes = walk(subproblem, tree, pool, nodes)
        if ends != PAYS:
            return bool(ends == THROUGH)
        keep(subproblem, tree, pool)
