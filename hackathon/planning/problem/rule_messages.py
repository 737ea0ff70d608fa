"""Broken rules as sentences in the reader's language."""

from collections.abc import Mapping

from hackathon.core.text.messages import Message, message, plural_message
from hackathon.planner.evaluation.broken_rules import BrokenRule
from hackathon.planner.model.rules import Kind
from hackathon.planning.problem.queries.problems import Case

_SENTENCES: Mapping[Kind, Message] = {
    Kind.TWICE: message("Both sessions of “%(topic)s” are at the same time."),
    Kind.ORDER: message("“%(other)s” must come after “%(topic)s”."),
    Kind.PLENARY: message("“%(topic)s” is for everyone, but “%(other)s” runs at the same time."),
    Kind.SPACE: message("“%(topic)s” and “%(other)s” need the same room."),
    Kind.FEATURES: message("“%(topic)s” needs %(missing)s."),
    Kind.LENGTH: message("“%(topic)s” runs into a break or past the end of the day."),
    Kind.PLACED: message("“%(topic)s” is not scheduled."),
    Kind.OUTSIDE: message("“%(topic)s” is outside the timetable."),
    Kind.AWAY: message("%(name)s, who runs “%(topic)s”, is away at %(time)s."),
    Kind.BUSY: message("%(name)s runs “%(topic)s” and “%(other)s”, which are at the same time."),
    Kind.CLASH: message("%(name)s wants “%(topic)s” and “%(other)s”, which run at the same time."),
    Kind.BUFFER: message("%(name)s has too little time to change rooms between “%(topic)s” and “%(other)s”."),
    Kind.CLOSED: message("The room is closed at %(time)s."),
    Kind.ROOM: message("“%(topic)s” has already started, so it stays where it is."),
    Kind.STARTS: message("%(time)s has already passed."),
}


def rule_message(case: Case, rule: BrokenRule) -> Message:
    """Describe a broken rule of an agenda, actual or hypothetical."""
    problem = case.problem
    topic = problem.topics[rule.topics[0]]
    values = {
        "topic": topic.title,
        "other": problem.topics[rule.topics[-1]].title,
        "name": problem.people[rule.person].name if rule.person is not None else "",
        "time": case.slots[rule.slot].starts if rule.slot is not None else "",
        "missing": rule.detail,
    }
    if rule.kind is Kind.IN_A_ROW:
        number = len(rule.topics)
        return plural_message(
            "%(name)s runs %(number)s session in a row.",
            "%(name)s runs %(number)s sessions in a row.",
            number,
            name=values["name"],
        )
    if rule.kind is Kind.SEATS:
        return plural_message(
            "“%(topic)s” needs %(number)s seat.",
            "“%(topic)s” needs %(number)s seats.",
            topic.min_capacity,
            topic=topic.title,
        )
    # A session that has begun is tied to its room, so this message applies wherever it would go.
    kind = Kind.ROOM if rule.kind is Kind.STARTS and topic.room is not None else rule.kind
    return Message(singular=_SENTENCES[kind].singular, values=values)
