"""Reasons against a time or room for a session, in the reader's language."""

from collections.abc import Mapping

from hackathon.core.text.messages import Message, message, plural_message
from hackathon.planner.explanation.alternatives import Hindrance, HindranceKind
from hackathon.planner.model.problem import Problem

SENTENCES: Mapping[HindranceKind, Message] = {
    HindranceKind.BREAK: message("it would run into a break or past the end of the day"),
    HindranceKind.PINNED_TIME: message("it is pinned to another time"),
    HindranceKind.STARTS: message("it can't start then"),
    HindranceKind.AWAY: message("%(person)s is away"),
    HindranceKind.OTHER_SESSION: message("%(topic)s runs then"),
    HindranceKind.RUNS_ANOTHER: message("%(person)s runs %(topic)s then"),
    HindranceKind.BESIDE_PLENARY: message("%(topic)s is for everyone"),
    HindranceKind.IS_PLENARY: message("it is for everyone, and %(topic)s runs then"),
    HindranceKind.WANTED_TOO: message("someone wants %(topic)s too"),
    HindranceKind.IN_A_ROW: plural_message(
        "%(person)s would run %(number)s session in a row",
        "%(person)s would run %(number)s sessions in a row",
        1,
    ),
    HindranceKind.AFTER: message("it must come after %(topic)s"),
    HindranceKind.BEFORE: message("%(topic)s must come after it"),
    HindranceKind.PINNED_ROOM: message("it is pinned to another room"),
    HindranceKind.FEATURE: message("the room has no %(feature)s"),
    HindranceKind.SEATS: plural_message("it needs %(number)s seat", "it needs %(number)s seats", 1),
    HindranceKind.CLOSED: message("the room is closed"),
    HindranceKind.OTHER_ROOM: message("%(person)s runs %(topic)s in another room right before or after"),
    HindranceKind.TAKEN: message("%(topic)s is there"),
}
"""The sentence of each kind, without its values."""


def hindrance_message(named: Problem, hindrance: Hindrance) -> Message:
    """Describe a hindrance; `named` distinguishes the sessions of a topic by their titles."""
    known = SENTENCES[hindrance.kind]
    return Message(
        singular=known.singular,
        plural=known.plural,
        number=hindrance.number,
        values={
            "number": hindrance.number,
            "feature": hindrance.feature,
            "topic": "" if hindrance.topic is None else topic_name(named, hindrance.topic),
            "person": "" if hindrance.person is None else person_name(named, hindrance.person),
        },
    )


def topic_name(problem: Problem, topic: int) -> Message:
    """Return the name of a topic for a sentence: its title in quotation marks, or its number."""
    value = problem.topics[topic]
    return (
        message("“%(name)s”", name=value.title)
        if value.title
        else message("topic %(number)s", number=value.key)
    )


def person_name(problem: Problem, person: int) -> object:
    """Return the name of a person for a sentence, or their number if there is none."""
    value = problem.people[person]
    return value.name or message("person %(number)s", number=value.key)
