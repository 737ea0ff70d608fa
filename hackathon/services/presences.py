"""Keeping the hours for which somebody is there."""

from collections.abc import Iterable

from hackathon.domain.hours import Hours, within
from hackathon.models import Attendance, Presence
from hackathon.services.transactions import transaction


@transaction
def replace(*, attendance: Attendance, hours: Iterable[Hours]) -> None:
    """Let the person be there for these hours and no others; no hours at all mean throughout.

    Raises BadEntry for a day outside the event, or one that is named twice.
    """
    event = attendance.event
    wanted = {each.day: each for each in within(hours, first_day=event.first_day, last_day=event.last_day)}
    # A day's row is changed where it is: the table takes no second row for the day, even for a moment.
    kept = [each for each in attendance.presences if each.day in wanted]
    for presence in kept:
        presence.arrives, presence.leaves = wanted[presence.day].arrives, wanted[presence.day].leaves
    known = {each.day for each in kept}
    attendance.presences = kept + [
        Presence(day=each.day, arrives=each.arrives, leaves=each.leaves)
        for day, each in wanted.items()
        if day not in known
    ]
