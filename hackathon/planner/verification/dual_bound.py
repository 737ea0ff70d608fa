"""Checks a bound by its prices, sharing no code with what proved it.

Every agenda pays the price of each topic in each of its slots. A slot earns the prices of the topics
that it holds, less what it costs to hold them together. So no agenda costs less than all prices
together less the most that each slot can earn. Where a session takes several slots, each of them
has an equal share of its votes and seats. Where prices lean, one of two slots pays more in the first,
depending on where it begins, and as much less in the second: the two are then told apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Prices

# How many sets are looked at between two looks at the clock.
OFTEN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningSlot:
    """One slot: what each topic earns alone, its rooms and what they cost beyond its cheapest.

    The second half of a topic's session is numbered after all topics. `wants` is who is there for a
    topic, and the share of votes that they have in it. Who runs a topic is in `held`.
    """

    alone: dict[int, int]
    rooms: dict[int, dict[int, int]]
    wants: dict[int, list[tuple[int, int]]]
    held: dict[int, tuple[int, ...]]
    against: dict[int, set[int]]


class TimeIsOver(Exception):  # noqa: N818 -- no error: it says how far the count came
    """There was not time enough to look at every set."""


def recount(problem: Problem, prices: Prices, is_over: Callable[[], bool]) -> int | None:
    """Return the cost that the prices prove; None where they fit nothing or the time ran out."""
    if not fits(problem, prices):
        return None
    topics = problem.topics
    unit, wanted, total = prices.scale * problem.multipliers.loss, _wanted(problem), 0
    for at, topic in enumerate(topics):
        paid = prices.topics[at] * topic.length
        total += paid if topic.required else min(paid, unit * wanted[at])
    known: dict[object, int] = {}
    try:
        for slot in range(len(problem.slots)):
            starts = _starts(problem, prices, slot)
            rooms = {at: found for at in starts if (found := _rooms(problem, prices, at, starts[at]))}
            away = tuple(who for who, person in enumerate(problem.people) if slot in person.away)
            alike = (str(rooms), away, str(_leaning(problem, prices, slot)))
            if alike not in known:
                known[alike] = MostEarned(_slot(problem, prices, slot, rooms), is_over).found()
            total -= known[alike]
    except TimeIsOver:
        return None
    return -(-total // prices.scale)


def fits(problem: Problem, prices: Prices) -> bool:
    """Whether the prices are for a problem of this shape; else they prove nothing."""
    topics = problem.topics
    if prices.scale <= 0 or len(prices.topics) != len(topics):
        return False
    is_whole = not any(prices.scale % topic.length for topic in topics)
    return is_whole and _leans_well(problem, prices)


def _leans_well(problem: Problem, prices: Prices) -> bool:
    """Whether only sessions of two slots lean, each in one way from each slot."""
    topics, places = range(len(problem.topics)), [each[:2] for each in prices.leaning]
    is_known = all(at in topics and problem.topics[at].length == 2 for at, _ in places)
    return is_known and len(set(places)) == len(places)


def _starts(problem: Problem, prices: Prices, slot: int) -> dict[int, range]:
    """Return what may run in a slot, a second half by its number, and where it would have begun."""
    told_apart, many = {at for at, _, _ in prices.leaning}, len(problem.topics)
    found = {}
    for at, topic in enumerate(problem.topics):
        first = slot if at in told_apart else max(0, slot - topic.length + 1)
        found[at] = range(first, slot + 1)
        if at in told_apart:
            found[many + at] = range(max(0, slot - 1), slot)
    return found


def _leaning(problem: Problem, prices: Prices, slot: int) -> dict[int, int]:
    """Return how much more each topic, or second half of one, pays in this slot."""
    many = len(problem.topics)
    firsts = {at: by for at, start, by in prices.leaning if start == slot}
    return firsts | {many + at: -by for at, start, by in prices.leaning if start == slot - 1}


def _wanted(problem: Problem) -> list[int]:
    wanted = [0] * len(problem.topics)
    for person in problem.people:
        for topic, weight in person.votes:
            wanted[topic] += person.count * weight
    return wanted


def _rooms(problem: Problem, prices: Prices, item: int, starts: range) -> dict[int, int]:
    """Return the rooms in which a topic can begin then, each with its share of the seats short."""
    at = item % len(problem.topics)
    topic, found = problem.topics[at], {}
    away = {hour for who in topic.contacts for hour in problem.people[who].away}
    for number, room in enumerate(problem.rooms):
        fits = topic.room in (None, number) and room.capacity >= topic.min_capacity
        if not fits or not set(topic.features) <= set(room.features):
            continue
        shut = away | set(room.closed)
        if any(_may_start(problem, at, start, shut) for start in starts):
            short = max(0, problem.demand[at] - room.capacity) * problem.multipliers.seat
            found[number] = prices.scale // topic.length * short
    return found


def _may_start(problem: Problem, at: int, start: int, shut: set[int]) -> bool:
    topic = problem.topics[at]
    span = range(start, start + topic.length)
    if span.stop > len(problem.slots) or not shut.isdisjoint(span):
        return False
    is_whole = len({problem.slots[each].block for each in span}) == 1
    return is_whole and (topic.starts is None or start in topic.starts)


def _slot(problem: Problem, prices: Prices, slot: int, rooms: dict[int, dict[int, int]]) -> EarningSlot:
    unit = prices.scale * problem.multipliers.loss
    wanted = _wanted(problem)
    alone: dict[int, int] = {}
    wants: dict[int, list[tuple[int, int]]] = {}
    leaning, many = _leaning(problem, prices, slot), len(problem.topics)
    for item, costs in rooms.items():
        at = item % many
        share = unit // problem.topics[at].length
        paid = prices.topics[at] + leaning.get(item, 0)
        alone[item] = paid - share * wanted[at] - min(costs.values())
        wants[item] = []
        for who in sorted(problem.followers[at]):
            person = problem.people[who]
            if slot not in person.away:
                worth = share * person.count * dict(person.votes).get(at, 0)
                alone[item] += worth
                wants[item].append((who, worth))
    against = [each | {many + other for other in each} for each in may_not_overlap(problem)]
    dearer = {
        at: {room: cost - min(costs.values()) for room, cost in costs.items()} for at, costs in rooms.items()
    }
    return EarningSlot(
        alone=alone,
        rooms=dearer,
        wants=wants,
        held={item: problem.topics[item % many].contacts for item in rooms},
        against={item: against[item % many] for item in rooms},
    )


def may_not_overlap(problem: Problem) -> list[set[int]]:
    """Return, for each topic, the topics that may not run at the same time."""
    everyone = range(len(problem.topics))
    against = [{at} for at in everyone]
    groups: list[Iterable[int]] = [*problem.run_by, *problem.order]
    if problem.hard_clash:
        groups += [[topic for topic, _ in person.votes] for person in problem.people]
    groups += [(at, other) for at in everyone if problem.topics[at].plenary for other in everyone]
    for group in groups:
        for at in group:
            against[at].update(group)
    return against


class MostEarned:
    """The most that a slot can earn, by trying every set that could earn more than the best so far.

    What a topic adds to a set is the most that it adds to any larger one: of those that may still
    come, the few that add most bound all that can come of a set.
    """

    def __init__(self, slot: EarningSlot, is_over: Callable[[], bool]) -> None:
        self.slot, self.is_over = slot, is_over
        self.size = len({room for costs in slot.rooms.values() for room in costs})
        self.most = self.looked = 0
        # What each person has of the set so far, and who runs one of its sessions.
        self.has: dict[int, int] = {}
        self.runs: set[int] = set()

    def found(self) -> int:
        """Return the most."""
        self._go_on([], 0, [(gain, at) for at, gain in self.slot.alone.items()])
        return self.most

    def _go_on(self, held: list[int], earned: int, adding: list[tuple[int, int]]) -> None:
        """Try all that can be added to a set that earns so much."""
        adding = sorted((each for each in adding if each[0] > 0), reverse=True)
        left = self.left(held)
        for place, (gain, topic) in enumerate(adding if left else ()):
            if earned + sum(more for more, _ in adding[place : place + left]) <= self.most:
                return
            self.looked += 1
            if self.looked % OFTEN == 0 and self.is_over():
                raise TimeIsOver
            now = [*held, topic]
            if earned + gain > self.most:
                self.most = max(self.most, earned + gain - self.dearer(now))
            before = self._take(topic)
            after = [
                (self._gain(other, more, before), other)
                for more, other in adding[place + 1 :]
                if other not in self.slot.against[topic]
            ]
            self._go_on(now, earned + gain, after)
            self._give_back(before)

    def _take(self, topic: int) -> dict[int, tuple[int, bool]]:
        """Add a topic to the set; return what those who want it had before."""
        before = {}
        for who, share in self.slot.wants[topic]:
            had, ran = self.has.get(who, 0), who in self.runs
            before[who] = (had, ran)
            if who in self.slot.held[topic]:
                self.has[who] = share
                self.runs.add(who)
            elif not ran:
                self.has[who] = max(had, share)
        return before

    def _give_back(self, before: dict[int, tuple[int, bool]]) -> None:
        for who, (had, ran) in before.items():
            self.has[who] = had
            if not ran:
                self.runs.discard(who)

    def _gain(self, topic: int, gain: int, before: dict[int, tuple[int, bool]]) -> int:
        """Return what a topic adds now, from what it added before the last change."""
        for who, share in self.slot.wants[topic]:
            if who in before:
                is_held = who in self.slot.held[topic]
                had, ran = before[who]
                gain += self._lost(share, had, ran=ran, is_held=is_held)
                gain -= self._lost(share, self.has[who], ran=who in self.runs, is_held=is_held)
        return gain

    def _lost(self, share: int, had: int, *, ran: bool, is_held: bool) -> int:
        """Return what a person loses by one more session: they sit in one, and in what they run first."""
        if ran:
            return share
        return had if is_held else min(share, had)

    def left(self, held: list[int]) -> int:
        """Return how many more topics there may be room for."""
        return self.size - len(held)

    def dearer(self, held: list[int]) -> int:
        """Return what rooms cost beyond the cheapest of each topic; more than all where there are none."""
        least = {frozenset[int](): 0}
        for topic in held:
            further: dict[frozenset[int], int] = {}
            for taken, cost in least.items():
                for room, dearer in self.slot.rooms[topic].items():
                    if room not in taken:
                        key = taken | {room}
                        further[key] = min(further.get(key, cost + dearer), cost + dearer)
            least = further
        return min(least.values(), default=sum(map(abs, self.slot.alone.values())) + 1)
