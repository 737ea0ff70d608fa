"""Messages about schedule changes: done, undone, refused."""

from collections.abc import Mapping, Sequence

from hackathon.core.text.messages import Message, message, plural_message
from hackathon.schedule.changes.domain.changes import Action, StepKind

STEPS: Mapping[str, Message] = {
    Action.MOVE: message("Move “%(topic)s”"),
    Action.SWAP: message("Swap “%(topic)s”"),
    Action.PLACE: message("Schedule “%(topic)s”"),
    Action.LEAVE_OUT: message("Leave out “%(topic)s”"),
    Action.PIN: message("Pin “%(topic)s”"),
    Action.UNPIN: message("Unpin “%(topic)s”"),
    Action.SECOND_RUN: message("Second run of “%(topic)s”"),
    Action.ONE_RUN: message("One session of “%(topic)s” only"),
    Action.LENGTHEN: message("Length of “%(topic)s”"),
    StepKind.SEVERAL: message("Several changes"),
    StepKind.PROPOSAL: message("Accept the proposal"),
    StepKind.RESTORED: message("Restore a version"),
    StepKind.FITTED: message("Timetable change"),
}
"""The names of steps, for the undo and redo buttons."""


def step_message(kind: str, title: str) -> Message:
    """Return the name of a step."""
    known = STEPS.get(kind, STEPS[StepKind.SEVERAL])
    return Message(singular=known.singular, values={"topic": title})


def done_message(action: Action, title: str, *, where: Message | None, other: str, minutes: int) -> Message:
    """Describe the result of a change."""
    values = {"topic": title, "where": where or "", "other": other}
    match action:
        case Action.SWAP:
            return message("“%(topic)s” and “%(other)s” swapped places.", **values)
        case Action.MOVE | Action.PLACE:
            return message("“%(topic)s” moved to %(where)s.", **values)
        case Action.LENGTHEN:
            return plural_message(
                "“%(topic)s” now takes %(number)s minute.",
                "“%(topic)s” now takes %(number)s minutes.",
                minutes,
                topic=title,
            )
    return Message(singular=_DONE[action].singular, values=values)


_DONE: Mapping[Action, Message] = {
    Action.LEAVE_OUT: message("“%(topic)s” left out."),
    Action.PIN: message("“%(topic)s” pinned."),
    Action.UNPIN: message("“%(topic)s” unpinned."),
    Action.SECOND_RUN: message("“%(topic)s” may run twice."),
    Action.ONE_RUN: message("“%(topic)s” runs once."),
}


def several_message(number: int) -> Message:
    """Return the message that several changes were made at once."""
    return plural_message("%(number)s change made.", "%(number)s changes made.", number)


def where_message(room: str, time: object) -> Message:
    """Return a place of the schedule in words."""
    return message("%(room)s, %(time)s", room=room, time=time)


def moved_meanwhile(title: str, name: str, where: Message | None) -> Message:
    """Return the message that a session is no longer where it was shown, and who changed that."""
    if where is None:
        if name:
            return message(
                "%(name)s removed “%(topic)s” from the schedule in the meantime. Nothing was changed.",
                name=name,
                topic=title,
            )
        return message(
            "“%(topic)s” was removed from the schedule in the meantime. Nothing was changed.", topic=title
        )
    if name:
        return message(
            "%(name)s moved “%(topic)s” to %(where)s in the meantime. Nothing was changed.",
            name=name,
            topic=title,
            where=where,
        )
    return message(
        "“%(topic)s” was moved to %(where)s in the meantime. Nothing was changed.", topic=title, where=where
    )


def taken_message(titles: Sequence[str], where: Message) -> Message:
    """Return the message that the cell contains another session, or would cover several."""
    if len(titles) > 1:
        return message(
            "This session would cover %(topics)s. Please move them first, or choose another place.",
            topics=tuple(f"“{title}”" for title in titles),
        )
    return message(
        "“%(topic)s” is in %(where)s. Swap the two, or choose another place.", topic=titles[0], where=where
    )


def started_message(title: str) -> Message:
    """Return the message that a session has begun and can't be removed any more."""
    return message("“%(topic)s” has already started, so it can't be left out.", topic=title)


def forbidden_message(reasons: Sequence[Message]) -> Message:
    """Return the message that these rules prevented the change."""
    return message("Nothing was changed. %(reasons)s", reasons=_sentences(reasons))


def _sentences(reasons: Sequence[Message]) -> Message:
    """Return several sentences as one message."""
    first, *others = reasons
    if not others:
        return first
    return Message(singular="%(first)s %(others)s", values={"first": first, "others": _sentences(others)})


def built_on(name: str, title: str) -> Message:
    """Return the message that a step can't be undone, because someone has built on it."""
    if not name:
        return message("“%(topic)s” has changed since then, so this can't be undone.", topic=title)
    return message(
        "%(name)s has changed “%(topic)s” since then, so this can't be undone.", name=name, topic=title
    )


def undone_message(step: Message) -> Message:
    """Return the message that a step was undone."""
    return message("Undone: %(step)s", step=step)


def redone_message(step: Message) -> Message:
    """Return the message that a step was redone."""
    return message("Redone: %(step)s", step=step)
