"""The dates of an event: its days, its deadlines and its milestones."""

from hackathon.core.text.messages import message
from hackathon.events.milestones.domain import DatedEntry, NamedDate
from hackathon.events.models import Event


def timeline_of(event: Event) -> list[NamedDate]:
    """Return every date that people should know; milestones without a date are left out."""
    deadlines = (
        (message("Proposals open"), event.proposals_open),
        (message("Proposals close"), event.proposals_close),
        (message("Voting opens"), event.votes_open),
        (message("Voting closes"), event.votes_close),
    )
    return [
        NamedDate(name=message("The event"), day=event.first_day, last_day=event.last_day),
        *(
            NamedDate(name=each.name, day=each.starts, last_day=each.ends)
            for each in event.milestones
            if each.starts
        ),
        *(
            NamedDate(name=name, day=at.astimezone(event.timezone).date(), at=at)
            for name, at in deadlines
            if at is not None
        ),
    ]


def entries(event: Event) -> list[DatedEntry]:
    """Return the milestones as calendar entries, in chronological order."""
    return [
        DatedEntry(
            uid=each.uid,
            name=each.name,
            starts=each.starts,
            ends=each.ends,
            sequence=each.sequence,
            changed_at=each.changed_at,
        )
        for each in event.milestones
        if each.starts
    ]
