"""Moving the dates of an event by whole days, while times of day stay as they are."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.events.domain import EventFields, check_year


def moved_fields(fields: EventFields, *, first_day: date) -> EventFields:
    """Return the fields with all dates shifted like the first day.

    Raises BadEntry for an implausible year, and for a time that the clocks skip on its new day.
    """
    check_year(first_day)
    days = first_day - fields.first_day

    def moved(local: datetime | None) -> datetime | None:
        return local + days if local else None

    return replace(
        fields,
        first_day=first_day,
        last_day=fields.last_day + days,
        votes_open=moved(fields.votes_open),
        votes_close=moved(fields.votes_close),
        proposals_open=moved(fields.proposals_open),
        proposals_close=moved(fields.proposals_close),
    )


def moved_day(day: date, days: timedelta) -> date:
    """Return the day shifted by a number of days; raises BadEntry if no calendar has that day."""
    try:
        return day + days
    except OverflowError:
        raise BadEntry(
            message("%(day)s can't be moved that far. Please choose another first day.", day=day),
            at="first_day",
        ) from None
