"""Saving the hours when a person is there."""

from collections.abc import Iterable

from hackathon.core.database.transactions import transaction
from hackathon.core.domain.hours import Hours, within
from hackathon.events.participation.models import Attendance, Availability


@transaction
def replace(*, attendance: Attendance, hours: Iterable[Hours]) -> None:
    """Replace the hours when the person is there; no hours mean the whole time.

    Raises BadEntry for a day outside the event or listed twice, and for times that the clocks skip or that
    occur twice.
    """
    event = attendance.event
    of_event = within(hours, first_day=event.first_day, last_day=event.last_day)
    wanted = {each.day: each.checked(event.zone) for each in of_event}
    # A day's row is updated in place: the table never accepts a second row for the day, not even for a
    # moment.
    kept = [each for each in attendance.availability if each.day in wanted]
    for hours_of_day in kept:
        hours_of_day.hours = wanted[hours_of_day.day]
    known = {each.day for each in kept}
    new = [Availability(day=day) for day in wanted if day not in known]
    for hours_of_day in new:
        hours_of_day.hours = wanted[hours_of_day.day]
    attendance.availability = kept + new
