"""What it costs on the way that an agenda breaks rules: sessions that must not meet, order, no place."""

from hackathon.domain.scheduling.engine.compiled import woven
from hackathon.domain.scheduling.engine.search.layout import Layout, State


@woven
def settle(lay: Layout, state: State, slot: int, topic: int, sign: int) -> None:
    """Note that a topic has come to a slot (1) or left it (-1)."""
    if lay.has_clash[topic]:
        fine, clash = state.fine[slot], lay.clash[topic]
        for other in range(lay.topics):
            fine[other] += sign * clash[other]


@woven
def clashes(lay: Layout, state: State, topic: int, slot: int, other: int, other_slot: int) -> int:
    """Return how much dearer it gets when two topics, or one and nobody, go to these slots."""
    home, other_home = state.slot[topic], state.slot[other]
    price = 0
    if slot != home:
        if slot >= 0:
            price += state.fine[slot, topic]
            if slot == other_home:
                price -= lay.clash[topic, other]
        if home >= 0:
            price -= state.fine[home, topic]
    if other_slot != other_home:
        if other_slot >= 0:
            price += state.fine[other_slot, other]
            if other_slot == home:
                price -= lay.clash[topic, other]
        if other_home >= 0:
            price -= state.fine[other_home, other]
    return int(price)


@woven
def disorder(lay: Layout, state: State, topic: int, slot: int, other: int, other_slot: int) -> int:
    """Return the price of the order that a topic breaks with two topics in these slots; -1 is no slot.

    What it breaks with the other is counted here, and not with the other again.
    """
    broken = 0
    for at in range(lay.order_edge[topic], lay.order_edge[topic + 1]):
        against = lay.order_other[at]
        place = other_slot if against == other else state.slot[against]
        if slot >= 0 and place >= 0 and (slot <= place if lay.is_later[at] else place <= slot):
            broken += 1
    for at in range(lay.order_edge[other], lay.order_edge[other + 1]):
        against = lay.order_other[at]
        if against == topic:
            continue
        place = state.slot[against]
        if (
            other_slot >= 0
            and place >= 0
            and (other_slot <= place if lay.is_later[at] else place <= other_slot)
        ):
            broken += 1
    return broken * lay.order_price


@woven
def penalty(lay: Layout, state: State, topic: int, slot: int, other: int, other_slot: int) -> int:
    """Return how much dearer the broken rules become when two topics go to these slots; -1 is none."""
    home, other_home, price = state.slot[topic], state.slot[other], 0
    if lay.has_clash[topic] or lay.has_clash[other]:
        price += clashes(lay, state, topic, slot, other, other_slot)
    if lay.order_edge[topic] < lay.order_edge[topic + 1] or lay.order_edge[other] < lay.order_edge[other + 1]:
        price += disorder(lay, state, topic, slot, other, other_slot)
        price -= disorder(lay, state, topic, home, other, other_home)
    price += lay.absence[topic] * ((slot < 0) - (home < 0))
    price += lay.absence[other] * ((other_slot < 0) - (other_home < 0))
    return int(price)
