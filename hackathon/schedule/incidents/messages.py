"""Names of the answers to an incident."""

from collections.abc import Sequence
from datetime import datetime

from hackathon.core.text.messages import Message, message, plural_message


def nothing_in_the_way(until: datetime) -> Message:
    """Return the label: a session goes on, and no other is affected."""
    return message("Continue until %(moment)s; nothing else moves", moment=until)


def next_waits(title: str) -> Message:
    """Return the label: the next session, and what follows it, is delayed."""
    return message("Delay “%(session)s” and everything after it in this room", session=title)


def go_elsewhere(titles: Sequence[str]) -> Message:
    """Return the label: sessions without their room go to free rooms, or to another time."""
    if len(titles) == 1:
        return message("“%(session)s” moves to a free place", session=titles[0])
    return plural_message(
        "%(number)s session moves to a free place", "%(number)s sessions move to free places", len(titles)
    )


def left_out(titles: Sequence[str]) -> Message:
    """Return the label: sessions without their room don't take place."""
    if len(titles) == 1:
        return message("Cancel “%(session)s”; everything else stays as it is", session=titles[0])
    return plural_message(
        "Cancel %(number)s session; everything else stays as it is",
        "Cancel %(number)s sessions; everything else stays as it is",
        len(titles),
    )


def room_unused() -> Message:
    """Return the label: a room is closed, and it has no sessions."""
    return message("Close the room; it has no sessions during that time")


def wait_for_room() -> Message:
    """Return the label: the sessions in a room wait until it can be used again."""
    return message("Sessions in this room are delayed until then")


def moves_to(room: str, moment: datetime) -> Message:
    """Return the label: a session moves to another time."""
    return message("Move to %(moment)s, %(room)s", moment=moment, room=room)


def swaps_with(title: str, room: str, moment: datetime) -> Message:
    """Return the label: two sessions swap places."""
    return message("Swap with “%(session)s” (%(moment)s, %(room)s)", session=title, moment=moment, room=room)


def pause_and_go_on() -> Message:
    """Return the label: running sessions pause for a plenary."""
    return message("Running sessions pause and continue afterwards; everything later is delayed")


def end_now() -> Message:
    """Return the label: running sessions end for a plenary."""
    return message(
        "Running sessions end now; only sessions that would start before the plenary ends are delayed"
    )


def say_full() -> Message:
    """Return the label: it is only announced that a room is full."""
    return message("Just announce that it is full")


def runs_again(room: str, moment: datetime) -> Message:
    """Return the label: a session is held a second time."""
    return message("Offer a second run: %(moment)s, %(room)s", moment=moment, room=room)
