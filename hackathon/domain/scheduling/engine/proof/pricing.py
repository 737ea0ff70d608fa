"""Which set of topics pays best in one slot, at given prices: branch and bound, as machine code.

The lost votes of a set grow at least as fast as the set. So what a topic adds to a set now is the
most that it can ever add to a larger one, and the best few of these bound all larger sets.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine.compiled import compiled, lean, woven

Ints = NDArray[np.int64]
NEVER = 2**60
# Where a walk through the sets ends.
SPENT, PAYS, THROUGH = 0, 1, 2


class Sight(NamedTuple):
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


class Finds(NamedTuple):
    """The sets that were found, what each pays beyond its price, and how many they are.

    Only what pays more than `least` is looked for; where the finds are full, that is more than the
    worst of them. A topic that takes `spare` from what a set pays is in no set that is looked for.
    """

    topics: Ints
    profit: Ints
    many: Ints
    least: Ints
    spare: int


class Tree(NamedTuple):
    """Where the search stands: by depth, the topics taken, the candidates, and what each would add."""

    depth: Ints
    taken: Ints
    left: Ints
    many: Ints
    next: Ints
    profit: Ints
    adds: Ints
    heard: Ints
    undo_person: Ints
    undo_heard: Ints
    undo: Ints


@compiled
def planted(sight: Sight, prices: Ints, spare: int) -> Tree:
    """Return a tree that has not been searched yet."""
    size, topics, votes = sight.size, len(prices), len(sight.vote_topic)
    people = len(sight.vote_edge) - 1
    tree = Tree(
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
    tree.adds[0] = prices - sight.alone
    candidates(sight, tree, 0, spare)
    return tree


@woven
def take(sight: Sight, tree: Tree, depth: int, topic: int) -> None:
    """Add a topic to the set at this depth, and work out what each other would then add."""
    adds = tree.adds[depth + 1]
    for other in range(len(adds)):
        adds[other] = tree.adds[depth, other]
    changed = tree.undo[depth]
    for at in range(sight.edge[topic], sight.edge[topic + 1]):
        person, weight = sight.voters[at], sight.weight[at]
        before = tree.heard[person]
        if weight > before:
            tree.undo_person[changed] = person
            tree.undo_heard[changed] = before
            changed += 1
            tree.heard[person] = weight
            for vote in range(sight.vote_edge[person], sight.vote_edge[person + 1]):
                wanted = sight.vote_weight[vote]
                if wanted > before:
                    adds[sight.vote_topic[vote]] -= min(wanted, weight) - before
    tree.undo[depth + 1] = changed
    tree.taken[depth] = topic
    tree.profit[depth + 1] = tree.profit[depth] + tree.adds[depth, topic]


@woven
def give_back(tree: Tree, depth: int) -> None:
    """Take away again the topic that was added at this depth."""
    for at in range(tree.undo[depth], tree.undo[depth + 1]):
        tree.heard[tree.undo_person[at]] = tree.undo_heard[at]


@woven
def candidates(sight: Sight, tree: Tree, depth: int, spare: int) -> None:
    """List what may still be added at this depth and would not take too much, the best first."""
    if depth == 0:
        source, first, last, taken = sight.able, 0, len(sight.able), -1
    else:
        source, first, last = tree.left[depth - 1], tree.next[depth - 1], tree.many[depth - 1]
        taken = tree.taken[depth - 1]
    adds, left, many = tree.adds[depth], tree.left[depth], 0
    for at in range(first, last):
        topic = source[at]
        if adds[topic] <= -spare or (taken >= 0 and sight.clash[taken, topic]):
            continue
        place = many
        while place > 0 and adds[left[place - 1]] < adds[topic]:
            left[place] = left[place - 1]
            place -= 1
        left[place] = topic
        many += 1
    tree.many[depth], tree.next[depth] = many, 0


@woven
def reach(sight: Sight, tree: Tree, depth: int) -> int:
    """Return more than any set can pay that the next candidates still lead to."""
    first, adds, left = tree.next[depth], tree.adds[depth], tree.left[depth]
    most = tree.profit[depth] + adds[left[first]]
    for at in range(first + 1, min(tree.many[depth], first + sight.size - depth)):
        most += max(adds[left[at]], 0)
    return int(most)


@compiled
def room_costs(sight: Sight, topics: Ints, many: int) -> Ints:
    """Return, for each set of rooms (a mask), the least that it adds for the first so many topics."""
    rooms = sight.seats.shape[1]
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
                cost[larger] = min(cost[larger], cost[mask] + sight.seats[topics[placed[mask]], room])
    cost[placed < many] = NEVER
    return cost


@compiled
def cost_of(sight: Sight, topics: Ints) -> int:
    """Return what a set of topics costs in this slot; NEVER or more where it may not run there."""
    heard = np.zeros(len(sight.vote_edge) - 1, np.int64)
    cost = np.int64(0)
    for topic in topics:
        cost += sight.alone[topic]
        for at in range(sight.edge[topic], sight.edge[topic + 1]):
            person, weight = sight.voters[at], sight.weight[at]
            cost += min(weight, heard[person])
            heard[person] = max(weight, heard[person])
    rooms = room_costs(sight, topics, len(topics)).min()
    return int(NEVER if rooms >= NEVER else cost + rooms)


@compiled
def rooms_of(sight: Sight, topics: Ints, many: int) -> Ints:
    """Return the cheapest room of each topic of a set; -1 for all where there are none."""
    rooms = np.full(many, -1)
    mask = int(np.argmin(room_costs(sight, topics, many)))
    for place in range(many, 0, -1):
        cost = room_costs(sight, topics, place)
        fewer = room_costs(sight, topics, place - 1)
        for room in range(sight.seats.shape[1]):
            less = mask & ~(1 << room)
            paid = fewer[less] + sight.seats[topics[place - 1], room]
            if less != mask and paid == cost[mask] < NEVER:
                rooms[place - 1] = room
                mask = less
                break
    return rooms


@compiled
def keep(sight: Sight, tree: Tree, finds: Finds) -> None:
    """Keep the set that the search stands at, if its rooms leave it paying more than the least."""
    depth = tree.depth[0]
    profit = tree.profit[depth] - room_costs(sight, tree.taken, depth).min()
    if profit <= finds.least[0]:
        return
    most, place = len(finds.profit), finds.many[0]
    if place == most:
        place = int(np.argmin(finds.profit))
    else:
        finds.many[0] += 1
    finds.topics[place, :] = -1
    finds.topics[place, :depth] = tree.taken[:depth]
    finds.profit[place] = profit
    if finds.many[0] == most:
        finds.least[0] = max(finds.least[0], finds.profit.min())


@lean
def walk(sight: Sight, tree: Tree, finds: Finds, nodes: int) -> tuple[int, int]:
    """Go on to the next set that seems to pay; return where that ends, and how many sets were not used up."""
    depth = tree.depth[0]
    if depth > 0 and tree.many[depth] < 0:
        candidates(sight, tree, depth, finds.spare)
    while depth >= 0:
        is_spent = tree.next[depth] >= tree.many[depth] or depth == sight.size
        if is_spent or reach(sight, tree, depth) <= finds.least[0]:
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
        take(sight, tree, depth, topic)
        depth += 1
        if tree.profit[depth] > finds.least[0]:
            # What may follow is listed when the search goes on: what was found may leave less of it.
            tree.depth[0], tree.many[depth] = depth, -1
            return PAYS, nodes
        candidates(sight, tree, depth, finds.spare)
    tree.depth[0] = -1
    return THROUGH, nodes


@compiled
def search(sight: Sight, tree: Tree, finds: Finds, nodes: int) -> bool:
    """Go on with the search for so many sets; True when it is through.

    No set then pays more than what was found, or than the least that was looked for.
    """
    while True:
        ends, nodes = walk(sight, tree, finds, nodes)
        if ends != PAYS:
            return bool(ends == THROUGH)
        keep(sight, tree, finds)
