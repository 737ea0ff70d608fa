"""One call of every service that changes the schedule of the Dublin hackathon."""

from collections.abc import Callable
from functools import partial

from hackathon.schedule.changes.domain.changes import Action, Change
from hackathon.schedule.changes.services import changing, undoing
from hackathon.schedule.closing import services as closing
from hackathon.schedule.proposals import services as proposals
from hackathon.schedule.versions import services as versions
from tests.concurrency.acts_world import the_event, the_lars, the_proposal, the_room, the_slot, the_version
from tests.concurrency.serial_order import Act
from tests.dublin import NOON


def _change_schedule(*changes: Change) -> Act:
    return partial(changing.make_changes, event=the_event(), changes=changes, by=the_lars(), now=NOON)


def _place(number: int) -> Act:
    place = (the_slot(3).id, the_room("liffey").id)
    return _change_schedule(
        Change(action=Action.PLACE, topic=number, place=place), Change(action=Action.PIN, topic=number)
    )


SCHEDULE_ACTS: dict[str, Callable[[], Act]] = {
    "place 1": lambda: _place(1),
    "place 4": lambda: _place(4),
    "leave 2 out": lambda: _change_schedule(Change(action=Action.LEAVE_OUT, topic=2)),
    "let 2 run twice": lambda: _change_schedule(Change(action=Action.SECOND_RUN, topic=2)),
    "undo a change": lambda: partial(undoing.undo, event=the_event(), by=the_lars(), now=NOON),
    "accept the proposal": lambda: partial(
        proposals.accept,
        event=the_event(),
        run=the_proposal(),
        groups=None,
        by=the_lars(),
        now=NOON,
    ),
    "restore a version": lambda: partial(
        versions.restore, event=the_event(), version=the_version(), by=the_lars(), now=NOON
    ),
    "close a room": lambda: partial(
        closing.close_from,
        event=the_event(),
        slot=the_slot(0),
        room=the_room("liffey"),
        by=the_lars(),
        now=NOON,
    ),
}
