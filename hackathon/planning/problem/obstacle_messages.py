"""Why some topics have no place: conflicting rules, and changes that would help."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hackathon.core.text.messages import Message, message, plural_message
from hackathon.planner.explanation.conflict import explained_problem
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.rules import Kind, Rule
from hackathon.planner.model.solution import Obstacle, Solution
from hackathon.planning.problem.place_messages import person_name, topic_name

NAMED = 6
"""The most topics that are named; if there are more, the rest are counted."""

When = Callable[[int], object]
"""Describes the time of a slot, by its position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleMessage:
    """A rule in the way, and the change that would help; `is_enough` and `is_undecided` as in Obstacle."""

    rule: Message
    change: Message
    is_enough: bool
    is_undecided: bool


def obstacle_messages(problem: Problem, solution: Solution, when: When) -> tuple[ObstacleMessage, ...]:
    """Describe the obstacles for topics without a place; those of an older run as stored."""
    asked = explained_problem(problem, solution)
    return tuple(_obstacle_message(asked, obstacle, when) for obstacle in solution.obstacles)


def _obstacle_message(problem: Problem, obstacle: Obstacle, when: When) -> ObstacleMessage:
    rule, change = _as_written(obstacle) if not obstacle.rules else _said(problem, obstacle, when)
    return ObstacleMessage(
        rule=rule,
        change=_proven_change(problem, obstacle) or change,
        is_enough=obstacle.is_enough,
        is_undecided=obstacle.is_undecided,
    )


def _as_written(obstacle: Obstacle) -> tuple[Message, Message]:
    return message("%(rule)s", rule=obstacle.rule), message("%(change)s", change=obstacle.change)


def _said(problem: Problem, obstacle: Obstacle, when: When) -> tuple[Message, Message]:
    rule = obstacle.rules[0]
    match rule.kind:
        case Kind.PLACED:
            return _of_places(problem, obstacle)
        case Kind.AWAY | Kind.BUSY:
            return _of_person(problem, rule, when)
        case Kind.CLOSED:
            return _of_closed_room(problem, rule, when)
        case Kind.SPACE:
            return _of_space(problem)
        case Kind.STARTS:
            return _of_starts(problem, rule.of[0], when)
        case _:
            known, values = _SENTENCES[rule.kind], _values(problem, rule)
            return _filled(known[0], values), _filled(known[1], values)


def _proven_change(problem: Problem, obstacle: Obstacle) -> Message | None:
    """Return the change that is proven to be enough, for a rule that can't be dropped, or None."""
    if obstacle.rooms:
        return plural_message(
            "Add a room that is always free and has everything the topics need.",
            "Add %(number)s rooms that are always free and have everything the topics need.",
            obstacle.rooms,
        )
    if obstacle.other_contact is not None:
        topic = topic_name(problem, obstacle.other_contact)
        return message("Find another contact for %(topic)s who is there the whole time.", topic=topic)
    return None


_SENTENCES: Mapping[Kind, tuple[Message, Message]] = {
    Kind.ORDER: (
        message("%(other)s must come after %(topic)s."),
        message("Remove this order."),
    ),
    Kind.CLASH: (
        message("Two sessions that the same person wants can't run at the same time."),
        message("Count clashes as lost votes instead."),
    ),
    Kind.IN_A_ROW: (
        message("No contact runs more than %(in_a_row)s sessions in a row without a break."),
        message("Allow more sessions in a row."),
    ),
    Kind.BUFFER: (
        message("Contacts have at least %(buffer)s minutes to change rooms between two sessions."),
        message("Allow less time to change rooms."),
    ),
    Kind.LENGTH: (
        message("%(topic)s takes %(length)s slots on one day, without a break in between."),
        message("Make it one slot long."),
    ),
    Kind.ROOM: (message("%(topic)s is pinned to %(room)s."), message("Unpin %(topic)s.")),
    Kind.FEATURES: (
        message("%(topic)s needs %(features)s."),
        message("Do without it, or add it to every room: %(features)s."),
    ),
    Kind.SEATS: (message("%(topic)s needs %(seats)s seats."), message("Accept a smaller room.")),
    Kind.PLENARY: (
        message("%(topic)s is a plenary, so nothing runs at the same time."),
        message("Let other sessions run at the same time."),
    ),
}


def _values(problem: Problem, rule: Rule) -> Mapping[str, object]:
    values: dict[str, object] = {"in_a_row": problem.most_in_a_row, "buffer": problem.buffer}
    if not rule.of:
        return values
    topic = problem.topics[rule.of[0]]
    room = problem.rooms[topic.room] if topic.room is not None else None
    return {
        **values,
        "topic": topic_name(problem, rule.of[0]),
        "other": topic_name(problem, rule.of[-1]),
        "length": topic.length,
        "room": (room.name or room.key) if room else "",
        "features": topic.features or ("",),
        "seats": topic.min_capacity,
    }


def _filled(known: Message, values: Mapping[str, object]) -> Message:
    return Message(singular=known.singular, values=values)


def _of_places(problem: Problem, obstacle: Obstacle) -> tuple[Message, Message]:
    topics = [rule.of[0] for rule in obstacle.rules]
    if obstacle.too_many:
        return (
            message(
                "All %(number)s topics need a place on the agenda.",
                number=sum(topic.required for topic in problem.topics),
            ),
            plural_message(
                "Leave %(number)s of them out.", "Leave %(number)s of them out.", obstacle.too_many
            ),
        )
    if len(topics) == 1:
        topic = topic_name(problem, topics[0])
        return message("%(topic)s needs a place on the agenda.", topic=topic), message("Leave it out.")
    rule = message("%(topics)s all need a place on the agenda.", topics=_some(problem, topics))
    if obstacle.leave_out:
        leave_out = tuple(topic_name(problem, topic) for topic in obstacle.leave_out)
        return rule, message("Leave out one of these: %(topics)s.", topics=leave_out)
    return rule, message("Leave out one of them.")


def _some(problem: Problem, topics: Sequence[int]) -> tuple[object, ...]:
    if len(topics) <= NAMED:
        return tuple(topic_name(problem, topic) for topic in topics)
    more = len(topics) - NAMED + 1
    first = [topic_name(problem, topic) for topic in topics[: NAMED - 1]]
    return (*first, plural_message("%(number)s more", "%(number)s more", more))


def _of_starts(problem: Problem, topic: int, when: When) -> tuple[Message, Message]:
    starts, name = problem.topics[topic].starts or (), topic_name(problem, topic)
    if not starts:
        return message("%(topic)s has no time left.", topic=name), _other_times(name)
    times = tuple(when(slot) for slot in starts)
    if len(starts) == 1:
        return (
            message("%(topic)s is pinned to %(times)s.", topic=name, times=times),
            message("Unpin %(topic)s.", topic=name),
        )
    return message("%(topic)s can only start on %(times)s.", topic=name, times=times), _other_times(name)


def _other_times(name: Message) -> Message:
    return message("Let %(topic)s start at other times.", topic=name)


def _of_person(problem: Problem, rule: Rule, when: When) -> tuple[Message, Message]:
    person, name = problem.people[rule.of[0]], person_name(problem, rule.of[0])
    topics = tuple(topic_name(problem, topic) for topic in sorted(problem.run_by[rule.of[0]]))
    if rule.kind is Kind.BUSY:
        return (
            message("%(person)s can run only one of %(topics)s at a time.", person=name, topics=topics),
            message("Find someone else to run one topic of %(person)s.", person=name),
        )
    change = message("Ask %(person)s to be there, or find someone else.", person=name)
    if len(person.away) == len(problem.slots):
        return (
            message("%(person)s, who runs %(topics)s, is away the whole time.", person=name, topics=topics),
            change,
        )
    times = tuple(when(slot) for slot in person.away)
    return (
        message(
            "%(person)s, who runs %(topics)s, is away on %(times)s.",
            person=name,
            topics=topics,
            times=times,
        ),
        change,
    )


def _of_closed_room(problem: Problem, rule: Rule, when: When) -> tuple[Message, Message]:
    room = problem.rooms[rule.of[0]]
    name = room.name or message("room %(number)s", number=room.key)
    times = tuple(when(slot) for slot in room.closed)
    return (
        message("%(room)s is closed on %(times)s.", room=name, times=times),
        message("Open %(room)s then.", room=name),
    )


def _of_space(problem: Problem) -> tuple[Message, Message]:
    if not problem.rooms:
        return message("There are no rooms."), message("Add a room.")
    if not problem.slots:
        return message("There are no slots for sessions."), message("Add slots to the timetable.")
    places = sum(len(problem.slots) - len(room.closed) for room in problem.rooms)
    rule = plural_message(
        "A room holds one session at a time, so there is only %(number)s place.",
        "A room holds one session at a time, so there are only %(number)s places.",
        places,
    )
    short = sum(topic.length for topic in problem.topics if topic.required) - places
    if short <= 1:
        return rule, message("Add a room or a slot.")
    return rule, message("Add rooms or slots: at least %(number)s more places.", number=short)


def obstacle_lines(problem: Problem, solution: Solution, when: When) -> Iterator[str]:
    """Yield the obstacles in English, one per line, for a terminal."""
    if solution.obstacles:
        yield "These rules conflict:"  # not translated
    for obstacle in obstacle_messages(problem, solution, when):
        proof = ""
        if obstacle.is_enough:
            proof = " That alone is enough."  # not translated
        elif obstacle.is_undecided:
            proof = " There was no time to check whether that is enough."  # not translated
        yield f"- {obstacle.rule} {obstacle.change}{proof}"  # not translated
