"""The background task that makes the PDF of the badges."""

from hackathon.attendance.badges import queries, services
from hackathon.attendance.badges.services import MAKE_BADGES
from hackathon.core.background import background_tasks
from hackathon.core.database import claims
from hackathon.core.extensions import db
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event


def _events() -> list[int]:
    return claims.free(job=MAKE_BADGES.name, among=queries.unmade(), now=current_time())


@background_tasks.job(MAKE_BADGES, waiting=_events)
def make_badges(event: int) -> None:
    """Make the badges of an event."""
    with claims.claimed(job=MAKE_BADGES.name, number=event, now=current_time()) as is_mine:
        found = db.session.get(Event, event) if is_mine else None
        if found is not None:
            services.make(event=found, now=current_time())
