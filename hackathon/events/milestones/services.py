"""Saving the list of an event's milestones."""

from collections.abc import Sequence
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import refuse_stale, touch, transaction
from hackathon.core.domain.server_clocks import rising
from hackathon.core.extensions import db
from hackathon.events.milestones.domain import MilestoneLine
from hackathon.events.models import Event, Milestone


@transaction
def arrange(
    *, event: Event, lines: Sequence[MilestoneLine], seen: int | None, by: Person | None, now: datetime
) -> None:
    """Replace the event's milestones by the lines.

    Milestones without a line are deleted. If a milestone's days change, its calendar sequence increases.
    Raises StaleForm.
    """
    refuse_stale(seen, event.version)
    known = {milestone.id: milestone for milestone in event.milestones}
    for key in known.keys() - {line.key for line in lines}:
        db.session.delete(known[key])
    for line in lines:
        _write(known.get(line.key or 0), line, event, now)
    touch(event)
    activity.record(LogKind.CHANGED_DATES, event=event, by=by, now=now)


def _write(milestone: Milestone | None, line: MilestoneLine, event: Event, now: datetime) -> None:
    if milestone is None:
        milestone = Milestone(event_id=event.id)
        db.session.add(milestone)
    elif (milestone.name, milestone.starts, milestone.ends) == (line.name, line.starts, line.ends):
        return
    elif (milestone.starts, milestone.ends) != (line.starts, line.ends):
        milestone.sequence += 1
    milestone.name, milestone.starts, milestone.ends = line.name, line.starts, line.ends
    milestone.changed_at = rising(now, after=milestone.changed_at)
