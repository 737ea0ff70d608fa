"""Broken rules as sentences shown below the title of one of their sessions."""

from collections.abc import Mapping

from hackathon.core.text.messages import Message, message, plural_message
from hackathon.planner.evaluation.broken_rules import BrokenRule
from hackathon.planner.model.rules import Kind
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.problem.rule_messages import rule_message

_SENTENCES: Mapping[Kind, Message] = {
    Kind.TWICE: message("Its other session is at the same time."),
    Kind.ORDER: message("“%(other)s” must come after it."),
    Kind.PLENARY: message("It is for everyone, but “%(other)s” runs at the same time."),
    Kind.SPACE: message("“%(other)s” needs the same room."),
    Kind.FEATURES: message("Needs %(missing)s."),
    Kind.LENGTH: message("Runs into a break or past the end of the day."),
    Kind.OUTSIDE: message("Is outside the timetable."),
    Kind.AWAY: message("%(name)s is away at %(time)s."),
    Kind.BUSY: message("%(name)s runs “%(other)s” at the same time."),
    Kind.CLASH: message("%(name)s also wants “%(other)s”, which runs at the same time."),
    Kind.BUFFER: message("%(name)s has too little time to change rooms between it and “%(other)s”."),
    Kind.ROOM: message("Has already started, so it stays where it is."),
}

_SENTENCES_AT_THE_OTHER: Mapping[Kind, Message] = {
    Kind.ORDER: message("It must come after “%(other)s”."),
    Kind.PLENARY: message("“%(other)s” is for everyone and runs at the same time."),
}
"""The wording at the later session, and beside a plenary."""


def cell_message(case: Case, rule: BrokenRule, session: int) -> Message:
    """Describe a broken rule for a session, which is given by its position in the problem."""
    if rule.kind is Kind.SEATS:
        number = case.problem.topics[session].min_capacity
        return plural_message("Needs %(number)s seat.", "Needs %(number)s seats.", number)
    is_first = session == rule.topics[0]
    known = _SENTENCES if is_first else {**_SENTENCES, **_SENTENCES_AT_THE_OTHER}
    whole = rule_message(case, rule)
    if rule.kind not in known:
        return whole
    other = case.problem.topics[rule.topics[-1 if is_first else 0]].title
    return Message(singular=known[rule.kind].singular, values={**whole.values, "other": other})
