"""Reading an event's settings as the fields that an organizer may change."""

from datetime import datetime

from hackathon.domain.events import EventFields
from hackathon.models import Event

AS_THEY_ARE = (
    "title", "about", "place", "notice", "zone", "first_day", "last_day",
    "percent_invited", "percent_maybe", "cost_loss", "cost_seat", "cost_change", "hue",
    "most_in_a_row", "room_change_minutes", "registration", "capacity", "offer_hours",
)  # fmt: skip
"""The names of the fields that a row keeps just as they are entered."""


def fields_of(event: Event) -> EventFields:
    """Return what an organizer may change about the event, as it is now."""

    def local(moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(event.timezone).replace(tzinfo=None)

    return EventFields(
        votes_open=local(event.votes_open),
        votes_close=local(event.votes_close),
        proposals_close=local(event.proposals_close),
        weights=event.weights,
        **{name: getattr(event, name) for name in AS_THEY_ARE},
    )
