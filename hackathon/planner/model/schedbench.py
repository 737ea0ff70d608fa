"""The benchmark format `schedbench-1`, read into a problem; a solution is written as ours is.

Of a file that asks for the soft costs of ITC-2007 (`itc_soft`) we count only what it forbids.
"""

from dataclasses import dataclass

from hackathon.planner.model import codec
from hackathon.planner.model.problem import Multipliers, Person, Problem, Room, Slot, Topic

FORMAT = "schedbench-1"


@dataclass(frozen=True, slots=True)
class _Slot:
    day: int
    block: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Room:
    cap: int
    feat: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Topic:
    len: int = 1
    req: tuple[int, ...] = ()
    feat: tuple[int, ...] = ()
    starts: tuple[int, ...] | None = None
    room: int | None = None
    min_cap: int = 0


@dataclass(frozen=True, slots=True)
class _Person:
    n: int = 1
    away: tuple[int, ...] = ()
    votes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Weights:
    missed: int
    overfull: int


@dataclass(frozen=True, slots=True)
class _Instance:
    slots: tuple[_Slot, ...]
    rooms: tuple[_Room, ...]
    topics: tuple[_Topic, ...]
    people: tuple[_Person, ...]
    prec: tuple[tuple[int, int], ...]
    weights: _Weights
    hard_clash: bool = False
    itc_soft: bool = False


def load(text: str) -> Problem:
    """Read a problem from either format: ours, or `schedbench-1`.

    Raises BadProblem, in one line, for anything else.
    """
    found = codec.parse(text)
    if found.get("format") != FORMAT:
        return codec.read(Problem, found)
    # The file's metadata is irrelevant for the planner.
    instance = codec.read(
        _Instance, {key: found[key] for key in found if key not in ("format", "name", "meta")}
    )
    return _problem(instance)


def _problem(instance: _Instance) -> Problem:
    weights = instance.weights
    return Problem(
        slots=tuple(Slot(day=slot.day, block=slot.block) for slot in instance.slots),
        rooms=tuple(_room(at, room) for at, room in enumerate(instance.rooms)),
        topics=tuple(_topic(at, topic) for at, topic in enumerate(instance.topics)),
        people=tuple(_person(at, person) for at, person in enumerate(instance.people)),
        order=instance.prec,
        multipliers=Multipliers(loss=weights.missed, seat=weights.overfull, change=0),
        hard_clash=instance.hard_clash,
    )


def _room(at: int, room: _Room) -> Room:
    return Room(
        key=at,
        capacity=room.cap,
        features=tuple(str(feature) for feature in room.feat),
        closed=tuple(sorted(set(room.closed))),
    )


def _topic(at: int, topic: _Topic) -> Topic:
    return Topic(
        key=at,
        length=topic.len,
        contacts=tuple(sorted(set(topic.req))),
        features=tuple(str(feature) for feature in topic.feat),
        starts=None if topic.starts is None else tuple(sorted(set(topic.starts))),
        room=topic.room,
        min_capacity=topic.min_cap,
        required=True,
    )


def _person(at: int, person: _Person) -> Person:
    # The format lets a person name a topic twice; its weights are then added.
    votes: dict[int, int] = {}
    for topic, weight in person.votes:
        votes[topic] = votes.get(topic, 0) + weight
    return Person(key=at, count=person.n, away=tuple(sorted(set(person.away))), votes=tuple(votes.items()))
