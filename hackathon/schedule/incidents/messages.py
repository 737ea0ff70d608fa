"""Names of the answers to an incident."""

from collections.abc import Sequence
from datetime import datetime

from hackathon.core.text.messages import Message, message, plural_message


def nothing_in_the_way(until: datetime) -> Message:
    """Return that a session goes on, and no other is affected."""
    return message("Continue until %(moment)s; nothing else moves", moment=until)


def next_waits(title: str) -> Message:
    """Return that the next session, and what follows it, waits."""
    return message("Delay “%(session)s” and everything after it in this room", session=title)


def go_elsewhere(titles: Sequence[str]) -> Message:
    """Return that the sessions that can't have their room go to free ones, or to a free time."""
    if len(titles) == 1:
        return message("“%(session)s” moves to a free place", session=titles[0])
    return plural_message(
        "%(number)s session moves to a free place", "%(number)s sessions move to free places", len(titles)
    )


def left_out(titles: Sequence[str]) -> Message:
    """Return that the sessions that can't have their room don't take place."""
    if len(titles) == 1:
        return message("Cancel “%(session)s”; everything else stays as it is", session=titles[0])
    return plural_message(
        "Cancel %(number)s session; everything else stays as it is",
        "Cancel %(number)s sessions; everything else stays as it is",
        len(titles),
    )


def room_unused() -> Message:
    """Return that a room is closed, and no session is in it."""
    return message("Close the room; it has no sessions during that time")


def wait_for_room() -> Message:
    """Return that the sessions in a room wait until it can be used again."""
    return message("Sessions in this room are delayed until then")


def moves_to(room: str, moment: datetime) -> Message:
    """Return that a session is held at another time."""
    return message("Move to %(moment)s, %(room)s", moment=moment, room=room)


def swaps_with(title: str, room: str, moment: datetime) -> Message:
    """Return that two sessions change places."""
    return message("Swap with “%(session)s” (%(moment)s, %(room)s)", session=title, moment=moment, room=room)


def pause_and_go_on() -> Message:
    """Return that running sessions pause for a plenary."""
    return message("Running sessions pause and continue afterwards; everything later is delayed")


def end_now() -> Message:
    """Return that running sessions end for a plenary."""
    return message(
        "Running sessions end now; only sessions that would start before the plenary ends are delayed"
    )


def say_full() -> Message:
    """Return the answer that only announces that a room is full."""
    return message("Just announce that it is full")


def runs_again(room: str, moment: datetime) -> Message:
    """Return that a session is held a second time."""
    return message("Offer a second run: %(moment)s, %(room)s", moment=moment, room=room)
