"""Small problems for the planner's tests: any mixture of its rules, and a plain one to bend."""

from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Person, Placement, Previous, Problem, Room, Slot, Topic

HALL = Room(key=1, name="Hall", capacity=3)
ATTIC = Room(key=2, name="Attic", capacity=1)


def town(*topics: Topic, people: tuple[Person, ...] = (), slots: int = 3) -> Problem:
    """Return a problem with a hall and an attic, and slots in one block."""
    return Problem(
        slots=tuple(Slot() for _ in range(slots)),
        rooms=(HALL, ATTIC),
        topics=topics,
        people=people,
    )


ARM = Topic(key=1, title="Arm")
DOCS = Topic(key=2, title="Docs")


def twice(*people: Person, slots: int = 2, first: Topic = ARM) -> Problem:
    """Return a problem with Arm, which may run twice, and Docs."""
    problem = town(first, DOCS, replace(first, key=-1, required=False), people=people, slots=slots)
    return replace(problem, twice=((0, 2),))


def place(*cells: tuple[int, int]) -> Placement:
    """Return a placement from (start, room) per topic."""
    return Placement(start=tuple(s for s, _ in cells), room=tuple(r for _, r in cells))


def places(placement: Placement) -> tuple[Previous, ...]:
    """Return where the placement has each of its topics, as a problem knows a draft or a revision."""
    cells = enumerate(zip(placement.start, placement.room, strict=True))
    return tuple(Previous(topic=at, start=start, room=room) for at, (start, room) in cells if start >= 0)


def brute_force(problem: Problem) -> int | None:
    """Return the least cost of all agendas there are, or None where there is none."""
    reports = (check(problem, place(*chosen)) for chosen in product(*_possible_cells(problem)))
    return min((report.cost for report in reports if not report.broken), default=None)


def _possible_cells(problem: Problem) -> list[list[tuple[int, int]]]:
    """Return the places of each topic that break nothing by themselves, and so may be in an agenda."""
    nowhere = [(-1, -1)] * len(problem.topics)
    missing = set(check(problem, place(*nowhere)).broken)
    cells = list(product(range(len(problem.slots)), range(len(problem.rooms))))
    return [
        [
            *(() if topic.required else [(-1, -1)]),
            *(
                cell
                for cell in cells
                if missing.issuperset(check(problem, place(*nowhere[:at], cell, *nowhere[at + 1 :])).broken)
            ),
        ]
        for at, topic in enumerate(problem.topics)
    ]


@st.composite
def problems(draw: st.DrawFn, topics: int = 6, required: bool | None = None) -> Problem:
    """Draw a small problem in which every rule may occur, and may stand in the way."""
    slots = _slots(draw)
    rooms = _rooms(draw, len(slots))
    many = draw(st.integers(1, topics))
    people = draw(st.integers(1, 5))
    places = st.integers(0, len(slots) - 1)
    made = tuple(
        Topic(
            key=10 + at,
            length=draw(st.sampled_from((1, 1, 1, 2))),
            contacts=tuple(sorted(draw(st.sets(st.integers(0, people - 1), max_size=2)))),
            features=draw(st.sampled_from(((), (), (), ("screen",)))),
            starts=draw(st.none() | st.sets(places, min_size=1).map(sorted).map(tuple)),
            room=draw(st.sampled_from((None, None, None, 0))),
            min_capacity=draw(st.sampled_from((0, 0, 2))),
            plenary=draw(st.integers(0, 9)) == 0,
            required=draw(st.booleans()) if required is None else required,
        )
        for at in range(many)
    )
    return Problem(
        slots=slots,
        rooms=rooms,
        topics=made,
        people=tuple(_person(draw, at, many, len(slots)) for at in range(people)),
        order=tuple(sorted(draw(_pairs(many)))),
        previous=_previous(draw, many, len(slots), len(rooms)),
        expected=draw(st.sampled_from((0, 0, 5))),
    )


@st.composite
def repeating(draw: st.DrawFn, topics: int = 3) -> Problem:
    """Draw a small problem in which some topics may run twice."""
    problem = draw(problems(topics=topics))
    places = st.none() | st.integers(0, len(problem.slots) - 1).map(lambda slot: (slot,))
    firsts = sorted(draw(st.sets(st.integers(0, len(problem.topics) - 1), min_size=1, max_size=2)))
    seconds = []
    for first in firsts:
        topic, starts = problem.topics[first], draw(places)
        required = starts is not None and draw(st.booleans())
        length = draw(st.sampled_from((topic.length, topic.length, 1, 2)))
        again = replace(topic, key=-topic.key, starts=starts, room=None, required=required, length=length)
        seconds.append(again)
    many = len(problem.topics)
    published = range(many, many + len(firsts)) if problem.previous else ()
    previous = tuple(
        Previous(topic=at, start=draw(st.integers(-1, len(problem.slots) - 1)), room=0) for at in published
    )
    return replace(
        problem,
        topics=(*problem.topics, *seconds),
        twice=tuple(zip(firsts, range(many, many + len(firsts)), strict=True)),
        previous=problem.previous + previous,
    )


@st.composite
def linked(draw: st.DrawFn, topics: int = 4, required: bool | None = None) -> Problem:
    """Draw a problem in which pauses matter."""
    problem = draw(problems(topics=topics, required=required))
    return replace(problem, most_in_a_row=draw(st.integers(0, 2)), buffer=draw(st.sampled_from((0, 10))))


def unit_lengths(problem: Problem) -> Problem:
    """Return the problem with every topic one slot long."""
    return replace(problem, topics=tuple(replace(topic, length=1) for topic in problem.topics))


def _slots(draw: st.DrawFn) -> tuple[Slot, ...]:
    blocks = draw(st.lists(st.integers(1, 2), min_size=1, max_size=2))
    return tuple(Slot(day=at, block=at) for at, size in enumerate(blocks) for _ in range(size))


def _rooms(draw: st.DrawFn, slots: int) -> tuple[Room, ...]:
    closed = st.sets(st.integers(0, slots - 1), max_size=1).map(tuple)
    return tuple(
        Room(
            key=at,
            capacity=draw(st.integers(0, 4)),
            features=draw(st.sampled_from(((), ("screen",)))),
            closed=draw(closed),
        )
        for at in range(draw(st.integers(1, 2)))
    )


def _person(draw: st.DrawFn, at: int, topics: int, slots: int) -> Person:
    wanted = draw(st.dictionaries(st.integers(0, topics - 1), st.integers(0, 4)))
    return Person(
        key=at,
        count=draw(st.integers(1, 3)),
        away=tuple(sorted(draw(st.sets(st.integers(0, slots - 1), max_size=1)))),
        votes=tuple(sorted(wanted.items())),
    )


def _pairs(topics: int) -> st.SearchStrategy[set[tuple[int, int]]]:
    forwards = [(a, b) for a in range(topics) for b in range(a + 1, topics)]
    return st.sets(st.sampled_from(forwards), max_size=2) if forwards else st.just(set())


def _previous(draw: st.DrawFn, topics: int, slots: int, rooms: int) -> tuple[Previous, ...]:
    known = draw(st.sets(st.integers(0, topics - 1))) if draw(st.booleans()) else set()
    return tuple(
        Previous(
            topic=topic,
            start=draw(st.integers(-1, slots - 1)),
            room=draw(st.integers(-1, rooms - 1)),
        )
        for topic in sorted(known)
    )
