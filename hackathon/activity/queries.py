"""Loading the activity log."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.activity.models import Activity
from hackathon.core.extensions import db

if TYPE_CHECKING:
    from hackathon.events.models import Event


def happened(event: "Event", *, page: int, per_page: int) -> tuple[Sequence[Activity], int]:
    """Return one page of the event's log, newest first, and how many pages there are."""
    lines = (
        select(Activity)
        .where(Activity.event_id == event.id)
        .options(joinedload(Activity.person))
        .order_by(Activity.id.desc())
    )
    found = db.paginate(lines, page=page, per_page=per_page)
    return found.items, found.pages
