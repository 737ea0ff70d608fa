"""Checks a bound by the prices of whole sessions, earned by whole blocks.

Every agenda pays the price of each session once. A block earns the prices of the sessions in it, less what
it costs to hold them together. So no agenda costs less than all prices together less the most that each
block can earn. What people attend in one block does not depend on another, so nothing is shared out.
"""

from collections.abc import Callable, Iterator
from itertools import groupby

from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Prices
from hackathon.planner.verification.dual_bound import EarningSlot, MostEarned, TimeIsOver, may_not_overlap

Session = tuple[int, int]
"""A topic and its first slot."""


def fits(problem: Problem, prices: Prices) -> bool:
    """Whether the prices are for a problem of this shape; else they prove nothing."""
    return prices.scale > 0 and len(prices.topics) == len(problem.topics) and not prices.leaning


def recount(problem: Problem, prices: Prices, is_over: Callable[[], bool]) -> int | None:
    """Return the cost that the prices prove; None where the time ran out."""
    unit, wanted = prices.scale * problem.multipliers.loss, [0] * len(problem.topics)
    for person in problem.people:
        for topic, weight in person.votes:
            wanted[topic] += person.count * weight
    total = sum(
        paid if topic.required else min(paid, unit * weight)
        for topic, paid, weight in zip(problem.topics, prices.topics, wanted, strict=True)
    )
    known: dict[object, int] = {}
    try:
        for _, slots in groupby(range(len(problem.slots)), key=lambda slot: problem.slots[slot].block):
            block = _Block(problem, prices, tuple(slots), is_over)
            if block.signature not in known:
                known[block.signature] = block.found()
            total -= known[block.signature]
    except TimeIsOver:
        return None
    return -(-total // prices.scale)


class _Block(MostEarned):
    """The most that a block can earn.

    While it is filled, a long session counts with an equal share in each slot; so nobody attends more than
    is counted, and what a session adds to a set is the most that it adds to any larger one.
    """

    def __init__(
        self, problem: Problem, prices: Prices, slots: tuple[int, ...], is_over: Callable[[], bool]
    ) -> None:
        self.problem, self.prices, self.slots = problem, prices, slots
        self.sessions = list(self._sessions())
        super().__init__(self._items(), is_over)

    @property
    def signature(self) -> tuple[object, ...]:
        """What blocks that can earn the same have in common."""
        first = self.slots[0]
        sessions = tuple((topic, start - first) for topic, start in self.sessions)
        wants = sorted((item, tuple(sorted(shares))) for item, shares in self.slot.wants.items())
        width = len(self.slots)
        return len(self.slots), sessions, str(wants), str(self.slot.rooms), str(self.slot.alone), width

    def _sessions(self) -> Iterator[Session]:
        for topic, value in enumerate(self.problem.topics):
            for start in self.slots[: max(0, len(self.slots) - value.length + 1)]:
                if (value.starts is None or start in value.starts) and self._rooms(topic, start):
                    yield topic, start

    def _span(self, session: Session) -> range:
        return range(session[1], session[1] + self.problem.topics[session[0]].length)

    def _rooms(self, topic: int, start: int) -> dict[int, int]:
        """Return the rooms in which a session can be, each with what it costs in seats."""
        problem, value, rooms = self.problem, self.problem.topics[topic], {}
        span = set(range(start, start + value.length))
        if any(span.intersection(problem.people[who].away) for who in value.contacts):
            return {}
        for number, room in enumerate(problem.rooms):
            suits = value.room in (None, number) and room.capacity >= value.min_capacity
            if suits and set(value.features) <= set(room.features) and span.isdisjoint(room.closed):
                short = max(0, problem.demand[topic] - room.capacity)
                rooms[number] = self.prices.scale * problem.multipliers.seat * short
        return rooms

    def _items(self) -> EarningSlot:
        """Write the block down as one slot, in which each person is another one in each of its slots."""
        problem, width, first = self.problem, len(self.slots), self.slots[0]
        unit, apart = self.prices.scale * problem.multipliers.loss, may_not_overlap(problem)
        votes = [dict(person.votes) for person in problem.people]
        alone, rooms = dict[int, int](), dict[int, dict[int, int]]()
        wants, held = dict[int, list[tuple[int, int]]](), dict[int, tuple[int, ...]]()
        for item, session in enumerate(self.sessions):
            topic, span = session[0], self._span(session)
            costs = self._rooms(*session)
            least = min(costs.values())
            rooms[item] = {room: cost - least for room, cost in costs.items()}
            alone[item] = self.prices.topics[topic] - least
            wants[item] = []
            held[item] = tuple(
                who * width + slot - first for who in problem.topics[topic].contacts for slot in span
            )
            for who in sorted(problem.followers[topic]):
                worth = unit * problem.people[who].count * votes[who].get(topic, 0)
                is_here = not set(span).intersection(problem.people[who].away)
                alone[item] -= 0 if is_here else worth
                if is_here:
                    # Shares are rounded up, so that no attendance is underestimated.
                    share = -(-worth // len(span))
                    alone[item] += share * len(span) - worth
                    wants[item] += [(who * width + slot - first, share) for slot in span]
        return EarningSlot(alone=alone, rooms=rooms, wants=wants, held=held, against=self._against(apart))

    def _against(self, apart: list[set[int]]) -> dict[int, set[int]]:
        spans = [set(self._span(session)) for session in self.sessions]
        return {
            item: {
                other
                for other, (another, _) in enumerate(self.sessions)
                if another == topic or (another in apart[topic] and spans[item] & spans[other])
            }
            for item, (topic, _) in enumerate(self.sessions)
        }

    def left(self, held: list[int]) -> int:
        """Return how many more sessions there may be room for."""
        taken = sum(len(self._span(self.sessions[item])) for item in held)
        return self.size * len(self.slots) - taken

    def dearer(self, held: list[int]) -> int:
        """Return what a set costs more than was counted: its rooms, and what shares hide."""
        sessions = sorted((self.sessions[item] for item in held), key=lambda session: session[1])
        never = sum(map(abs, self.slot.alone.values())) + 1
        least: dict[tuple[tuple[int, int], ...], int] = {(): 0}
        items = sorted(held, key=lambda item: self.sessions[item][1])
        for item, session in zip(items, sessions, strict=True):
            further: dict[tuple[tuple[int, int], ...], int] = {}
            for taken, cost in least.items():
                open_rooms = tuple((room, stop) for room, stop in taken if stop > session[1])
                for room, dearer in self.slot.rooms[item].items():
                    if all(room != other for other, _ in open_rooms):
                        key = tuple(sorted((*open_rooms, (room, self._span(session).stop))))
                        further[key] = min(further.get(key, cost + dearer), cost + dearer)
            least = further
        return min(least.values(), default=never) + self._hidden(sessions)

    def _hidden(self, sessions: list[Session]) -> int:
        """Return how much less people attend than their best shares add up to."""
        long = [topic for topic, start in sessions if len(self._span((topic, start))) > 1]
        who = {person for topic in long for person in self.problem.followers[topic]}
        return sum(self._counted(person, sessions) - self._attended(person, sessions) for person in who)

    def _counted(self, who: int, sessions: list[Session]) -> int:
        """Return the sum of the best shares of a person, those of their own sessions first."""
        best, own = dict[int, int](), dict[int, int]()
        for session in sessions:
            span = self._span(session)
            share = -(-self._worth(who, session[0]) // len(span))
            is_own = who in self.problem.topics[session[0]].contacts
            for slot in span if is_own or not set(span).intersection(self.problem.people[who].away) else ():
                (own if is_own else best)[slot] = max(share, (own if is_own else best).get(slot, 0))
        return sum({**best, **own}.values())

    def _worth(self, who: int, topic: int) -> int:
        person = self.problem.people[who]
        unit = self.prices.scale * self.problem.multipliers.loss * person.count
        return unit * dict(person.votes).get(topic, 0)

    def _attended(self, who: int, sessions: list[Session]) -> int:
        """Return the value of what a person attends, their own sessions first."""
        own = [session for session in sessions if who in self.problem.topics[session[0]].contacts]
        shut = set(self.problem.people[who].away).union(*(self._span(session) for session in own))
        best = [0] * (len(self.slots) + 1)
        for place, slot in enumerate(self.slots):
            best[place + 1] = best[place]
            for session in sessions:
                span = self._span(session)
                if span.stop == slot + 1 and shut.isdisjoint(span):
                    before = best[place + 1 - len(span)]
                    best[place + 1] = max(best[place + 1], before + self._worth(who, session[0]))
        return best[-1] + sum(self._worth(who, topic) for topic, _ in own)
