"""The hard rules of an agenda, each as a small problem in which it decides, and the same without it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hackathon.planner.model.freezing import freeze
from hackathon.planner.model.problem import Person, Placement, Previous, Problem, Room, Slot, Topic
from tests.planner.smalltown import place

ARM, DOCS, QEMU = (Topic(key=key, title=title) for key, title in ((1, "Arm"), (2, "Docs"), (3, "Qemu")))
HALL, ATTIC = Room(key=1, name="Hall", capacity=9), Room(key=2, name="Attic", capacity=9)
# What one of them wants more than another decides which is left out, or runs first.
IAN = Person(key=1, name="Ian", votes=((0, 4),))
WEI = Person(key=2, name="Wei", votes=((1, 2),))
KIM = Person(key=3, name="Kim", votes=((2, 1),))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A problem, the same with the rule lifted, and what the best agenda of each costs.

    `breaks` is what the check says of `agenda`, or of the agenda that is best without the rule. What
    breaks nothing costs `dearer` there.
    """

    problem: Problem
    lifted: Problem
    costs: tuple[int, int]
    breaks: str = ""
    dearer: int = 0
    agenda: Placement | None = None


def event(*topics: Topic, people: tuple[Person, ...] = (IAN, WEI), slots: int = 1, rooms: int = 1) -> Problem:
    return Problem(
        slots=tuple(Slot() for _ in range(slots)), rooms=(HALL, ATTIC)[:rooms], topics=topics, people=people
    )


ONE_PLACE, TWO_SLOTS = event(ARM, DOCS), event(ARM, DOCS, slots=2)
TWO_ROOMS = event(ARM, DOCS, rooms=2)
NEEDS_IAN = (replace(ARM, contacts=(0,)), replace(DOCS, contacts=(0,)))
LONG_ARM = event(replace(ARM, length=2), slots=2, people=(IAN,))
# Ian runs both topics, and nobody who wants them runs anything.
RUN_BY_IAN = event(
    *NEEDS_IAN,
    people=(replace(IAN, votes=()), replace(WEI, votes=((0, 4),)), replace(KIM, votes=((1, 2),))),
    slots=2,
    rooms=2,
)
EARLY, LATE = replace(IAN, away=(1,)), replace(IAN, away=(0,))
LATE_THEN_EARLY = replace(TWO_SLOTS, people=(LATE, replace(WEI, away=(1,))))
HOURS = (
    Slot(starts="2013-05-16T09:00:00Z", ends="2013-05-16T09:55:00Z"),
    Slot(starts="2013-05-16T10:00:00Z", ends="2013-05-16T11:00:00Z", block=1),
)
HALF_PAST_NINE = datetime(2013, 5, 16, 9, 30, tzinfo=UTC)
FAR_APART = replace(
    RUN_BY_IAN, slots=HOURS, topics=(replace(NEEDS_IAN[0], room=0), replace(NEEDS_IAN[1], room=1))
)
SMALL_HALL = replace(
    event(ARM, people=(replace(IAN, count=2),), rooms=2), rooms=(replace(HALL, capacity=1), ATTIC)
)
# Arm was published for the first hour, and Ian has left since.
PUBLISHED = replace(
    TWO_SLOTS, slots=HOURS, people=(LATE, WEI), previous=(Previous(topic=0, start=0, room=0),)
)
LATER_PUBLISHED = replace(TWO_SLOTS, slots=HOURS, previous=(Previous(topic=0, start=1, room=0),))

HARD = {
    "a room holds one session at a time": Case(
        problem=ONE_PLACE,
        lifted=TWO_ROOMS,
        costs=(20, 0),
        breaks="Topic 2 (Docs) and Topic 1 (Arm) share a room in slot 0.",
        agenda=place((0, 0), (0, 0)),
    ),
    "a session takes as many slots as it is long": Case(
        problem=replace(TWO_SLOTS, topics=(replace(ARM, length=2), DOCS)),
        lifted=TWO_SLOTS,
        costs=(20, 0),
        breaks="Topic 2 (Docs) and Topic 1 (Arm) share a room in slot 1.",
        agenda=place((0, 0), (1, 0)),
    ),
    "a session has ended when the last slot has": Case(
        problem=event(replace(ARM, length=2), people=(IAN,)),
        lifted=LONG_ARM,
        costs=(40, 0),
        breaks="Topic 1 (Arm) is placed outside the timetable.",
    ),
    "a session does not run across a break": Case(
        problem=replace(LONG_ARM, slots=(Slot(), Slot(block=1))),
        lifted=LONG_ARM,
        costs=(40, 0),
        breaks="Topic 1 (Arm) runs across a break.",
    ),
    "a session does not run into the next day": Case(
        problem=replace(LONG_ARM, slots=(Slot(), Slot(day=1, block=1))),
        lifted=LONG_ARM,
        costs=(40, 0),
        breaks="Topic 1 (Arm) runs across a break.",
    ),
    "a session has the seats that it cannot do without": Case(
        problem=replace(ONE_PLACE, topics=(replace(ARM, min_capacity=10), DOCS)),
        lifted=ONE_PLACE,
        costs=(40, 20),
        breaks="Topic 1 (Arm) needs 10 seats, its room has 9.",
    ),
    "a session has the features that it needs": Case(
        problem=replace(ONE_PLACE, topics=(replace(ARM, features=("screen",)), DOCS)),
        lifted=ONE_PLACE,
        costs=(40, 20),
        breaks="Topic 1 (Arm) is in a room without screen.",
    ),
    "a room that is closed holds nothing": Case(
        problem=replace(ONE_PLACE, rooms=(replace(HALL, closed=(0,)),)),
        lifted=ONE_PLACE,
        costs=(60, 20),
        breaks="Topic 1 (Arm) is in a room that is closed in slot 0.",
    ),
    "a contact is never in two places": Case(
        problem=replace(RUN_BY_IAN, slots=(Slot(),)),
        lifted=replace(RUN_BY_IAN, slots=(Slot(),), topics=(NEEDS_IAN[0], DOCS)),
        costs=(20, 0),
        breaks="Ian must be at Topic 1 (Arm) and Topic 2 (Docs) at the same time.",
    ),
    "whoever is needed is there, not one of them alone": Case(
        problem=replace(TWO_ROOMS, topics=(replace(ARM, contacts=(0, 1)), replace(DOCS, contacts=(1,)))),
        lifted=replace(TWO_ROOMS, topics=(replace(ARM, contacts=(0,)), replace(DOCS, contacts=(1,)))),
        costs=(20, 0),
        breaks="Wei must be at Topic 1 (Arm) and Topic 2 (Docs) at the same time.",
    ),
    "a contact runs nothing while away": Case(
        problem=event(replace(ARM, contacts=(1,)), people=(IAN, replace(WEI, votes=(), away=(0,)))),
        lifted=event(replace(ARM, contacts=(1,)), people=(IAN, replace(WEI, votes=()))),
        costs=(40, 0),
        breaks="Wei must be at Topic 1 (Arm), but is away in slot 0.",
    ),
    "a pinned session keeps its time": Case(
        problem=event(replace(ARM, starts=(1,)), people=(EARLY,), slots=2),
        lifted=event(replace(ARM, required=True), people=(EARLY,), slots=2),
        costs=(40, 0),
        breaks="Topic 1 (Arm) may not start in slot 0.",
    ),
    "a pinned session keeps its room": Case(
        problem=replace(SMALL_HALL, topics=(replace(ARM, room=0),)),
        lifted=SMALL_HALL,
        costs=(1, 0),
        breaks="Topic 1 (Arm) is not in its pinned room.",
    ),
    "what comes first has ended before the other begins": Case(
        problem=replace(LATE_THEN_EARLY, order=((0, 1),)),
        lifted=LATE_THEN_EARLY,
        costs=(20, 0),
        breaks="Topic 2 (Docs) starts before Topic 1 (Arm) has ended.",
    ),
    "what comes after another does not run beside it": Case(
        problem=replace(TWO_ROOMS, order=((0, 1),)),
        lifted=TWO_ROOMS,
        costs=(20, 0),
        breaks="Topic 2 (Docs) starts before Topic 1 (Arm) has ended.",
    ),
    "a plenary is alone in its slot": Case(
        problem=replace(TWO_ROOMS, topics=(replace(ARM, plenary=True), DOCS)),
        lifted=TWO_ROOMS,
        costs=(20, 0),
        breaks="Topic 1 (Arm) is a plenary, but Topic 2 (Docs) runs beside it.",
    ),
    "what must be placed is placed, whatever it costs": Case(
        problem=replace(ONE_PLACE, topics=(ARM, replace(DOCS, required=True))),
        lifted=ONE_PLACE,
        costs=(40, 20),
        breaks="Topic 2 (Docs) is not placed.",
    ),
    "where clashes are forbidden nobody wants two sessions at once": Case(
        problem=replace(TWO_ROOMS, people=(replace(IAN, votes=((0, 4), (1, 0))), WEI), hard_clash=True),
        lifted=replace(TWO_ROOMS, people=(replace(IAN, votes=((0, 4), (1, 0))), WEI)),
        costs=(20, 0),
        breaks="Ian wants Topic 1 (Arm) and Topic 2 (Docs) at the same time.",
    ),
    "a contact has the time that it takes to change rooms": Case(
        problem=replace(FAR_APART, buffer=6),
        lifted=replace(FAR_APART, buffer=5),
        costs=(20, 0),
        breaks="Ian has too little time to change rooms from Topic 1 (Arm) to Topic 2 (Docs).",
        agenda=place((0, 0), (1, 1)),
    ),
    "a contact runs no more sessions in a row than is set": Case(
        problem=replace(RUN_BY_IAN, most_in_a_row=1),
        lifted=replace(RUN_BY_IAN, most_in_a_row=2),
        costs=(20, 0),
        breaks="Ian runs 2 sessions in a row, up to Topic 2 (Docs).",
        agenda=place((0, 0), (1, 0)),
    ),
    "what has begun stays where it is": Case(
        problem=freeze(PUBLISHED, HALF_PAST_NINE),
        lifted=PUBLISHED,
        costs=(40, 20),
        breaks="Topic 1 (Arm) may not start at Thu 16 May, 10:00 UTC.",
    ),
    "nothing new begins in the past": Case(
        problem=freeze(LATER_PUBLISHED, HALF_PAST_NINE),
        lifted=LATER_PUBLISHED,
        costs=(20, 0),
        breaks="Topic 2 (Docs) may not start at Thu 16 May, 09:00 UTC.",
    ),
}
